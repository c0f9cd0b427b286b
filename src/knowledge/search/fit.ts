/** What the words of one lexicon have of a question: worked out once for each word, however many wordings hold it. */

import { weightOf } from './language.ts'
import type { Layer, Lexicon } from './layer.ts'
import type { Query } from './query.ts'
import { likenessOf, wordVectors } from './vectors.ts'

/** What a word has of the question. */
export interface WordFit {
  /** What finding the word is worth: its weight times its rarity. */
  readonly worth: number
  /** How like each concept it is, by spelling or by meaning where that is more; undefined where it is like none. */
  readonly meant: readonly number[] | undefined
}

/** The likeness of each term of a layer to each concept; a term that is like none is absent. */
export type SpeltLike = ReadonlyMap<number, readonly number[]>

/** How like the question's concepts the terms of the layer at `at` are spelt. */
export function speltLike({ concepts }: Query, at: number): SpeltLike {
  const like = new Map<number, number[]>()
  concepts.forEach(({ variants }, concept) => {
    for (const { term, similarity } of variants[at] ?? []) {
      const known = like.get(term) ?? new Array<number>(concepts.length).fill(0)
      known[concept] = similarity
      like.set(term, known)
    }
  })
  return like
}

export class LexiconFit {
  readonly #query: Query
  readonly #layer: Layer
  readonly #lexicon: Lexicon
  readonly #spelt: SpeltLike
  readonly #words = new Map<number, WordFit>()
  /** Words that follow a word in the question. */
  readonly #next = new Map<number, number[]>()
  readonly #numbers: readonly number[]

  /** `numbers` are those of the question's words that stand for nothing but themselves. */
  constructor(
    query: Query,
    layer: Layer,
    lexicon: Lexicon,
    spelt: SpeltLike,
    numbers: readonly string[],
  ) {
    this.#query = query
    this.#layer = layer
    this.#lexicon = lexicon
    this.#spelt = spelt
    this.#numbers = numbers.map((number) => this.#find(number))
    const words = query.corrected.split(' ').map((word) => this.#find(word))
    for (let at = 1; at < words.length; at++) this.#follows(words[at - 1] ?? -1, words[at] ?? -1)
  }

  /** The number of a word, -1 where no wording holds it. */
  #find(word: string): number {
    return this.#lexicon.vocabulary.find(word) ?? -1
  }

  #follows(word: number, next: number): void {
    const known = this.#next.get(word)
    if (known === undefined) this.#next.set(word, [next])
    else known.push(next)
  }

  of(word: number): WordFit {
    const known = this.#words.get(word)
    if (known !== undefined) return known
    const text = this.#lexicon.vocabulary.words[word] as string
    const term = this.#lexicon.terms[word] as number
    const weight = weightOf(text)
    const fit = {
      worth: weight * this.#query.rarity.of(this.#layer, term),
      meant: this.#meant(text, weight, this.#spelt.get(term)),
    }
    this.#words.set(word, fit)
    return fit
  }

  #meant(text: string, weight: number, spelt: readonly number[] | undefined) {
    if (weight < 1 || this.#lexicon.language !== 'en') return spelt
    const row = wordVectors().rows.get(text)
    if (row === undefined) return spelt
    return this.#query.concepts.map(({ row: own, weight: asked }, at) => {
      const like = spelt?.[at] ?? 0
      return own < 0 || asked < 1 ? like : Math.max(like, likenessOf(own, row))
    })
  }

  /** Share of neighbouring words that are neighbours in the question too. */
  order(words: readonly number[], asked: number): number {
    let shared = 0
    for (let at = 1; at < words.length; at++)
      if (this.#next.get(words[at - 1] as number)?.includes(words[at] as number)) shared++
    return shared / Math.max(1, Math.max(asked, words.length) - 1)
  }

  /** Share of the question's numbers that are not among `words`. */
  missingNumbers(words: readonly number[]): number {
    if (this.#numbers.length === 0) return 0
    let missing = 0
    for (const number of this.#numbers) if (!words.includes(number)) missing++
    return missing / this.#numbers.length
  }
}
