/** How a question and one wording of an entry compare: the signals that the ranking weighs. */

import { isWeak, weightOf } from './language.ts'
import type { Layer, Lexicon } from './layer.ts'
import type { Concept, Query } from './query.ts'
import type { Profile } from './trigrams.ts'
import { likenessOf, nearnessOf, wordVectors } from './vectors.ts'

/** Everything measured about one wording, each from 0 (or -1 for `meaning`) to 1. */
export interface Signals {
  /** Cosine of the texts' weighted three-character runs. */
  readonly trigrams: number
  /** Share of the question's mass that the wording has, near meanings counting in part. */
  readonly asked: number
  /** Share of the wording's mass that the question has, likewise. */
  readonly told: number
  /** Share of the question's mass that any wording of the entry has, by spelling alone. */
  readonly anywhere: number
  /** Share of the question's mass that only the entry's answer has; less for a long answer. */
  readonly answer: number
  /** How near entry and question are in meaning, apart from what all entries have in common. */
  readonly meaning: number
  /** Share of neighbouring words that are neighbours in both. */
  readonly order: number
  /** Share of the question's numbers that the wording lacks. */
  readonly numbers: number
  /** The heaviest word of the question that neither the entry nor a near meaning has, by its share of the rarest. */
  readonly missing: number
}

/** An answer of so many different words counts half. */
const answerHalf = 40

/** The unit a word belongs to may say it in another word: how like every concept a term is. */
interface Likeness {
  readonly spelt: Float32Array
  /** The same, or nearness in meaning where that is more. */
  readonly meant: Float32Array
}

/** What the entry of a slot has of the question, whatever the wording. */
interface Whole {
  readonly anywhere: number
  readonly answer: number
  readonly meaning: number
}

/** Numbers in a question that may stand for a word ("2" for "to") are not held against an entry. */
const wordlike = /^[24]$/

const isNumber = (word: string) => /^\d/.test(word) && !wordlike.test(word)

/** Neighbouring words of a text, as pairs. */
function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `${words[at]} ${word}`)
}

/** Compares one question with units of one layer; make one for each question. */
export class Comparison {
  readonly #query: Query
  readonly #layer: Layer
  readonly #at: number
  readonly #concepts: readonly Concept[]
  readonly #mass: number
  readonly #profile: Profile
  readonly #pairs: ReadonlySet<string>
  readonly #length: number
  readonly #numbers: readonly string[]
  /** By language, then by word. */
  readonly #likeness = new Map<string, Map<string, Likeness>>()
  readonly #wholes = new Map<number, Whole>()

  constructor(query: Query, layer: Layer, at: number) {
    const corrected = query.corrected.split(' ')
    this.#query = query
    this.#layer = layer
    this.#at = at
    this.#concepts = query.concepts
    this.#mass = query.concepts.reduce((sum, { mass }) => sum + mass, 1e-9)
    this.#profile = layer.trigrams.profile(query.corrected)
    this.#pairs = new Set(pairsOf(corrected))
    this.#length = corrected.length
    this.#numbers = query.words.filter(isNumber)
  }

  /** The signals of a unit. */
  of(unit: number): Signals {
    const text = this.#layer.unitText[unit] as string
    const words = text.split(' ')
    const whole = this.#wholeOf(this.#layer.unitSlot[unit] as number)
    return {
      ...whole,
      ...this.#alignment(new Set(words), this.#layer.unitLexicon[unit] as Lexicon),
      trigrams: this.#layer.trigrams.cosine(this.#profile, text),
      order: this.#order(words),
      numbers: this.#missingNumbers(words),
    }
  }

  /** Two-way soft alignment: each word is matched with the likest one of the other side. */
  #alignment(words: ReadonlySet<string>, lexicon: Lexicon) {
    const best = new Float32Array(this.#concepts.length)
    let told = 0
    let mass = 1e-9
    for (const word of words) {
      const { meant } = this.#likenessOf(word, lexicon)
      const worth = this.#massOf(word, lexicon)
      mass += worth
      told += worth * raise(best, meant)
    }
    return { asked: this.#covered(best), told: told / mass, missing: this.#missing(best) }
  }

  #massOf(word: string, { vocabulary, terms }: Lexicon): number {
    const term = terms[vocabulary.find(word) as number] as number
    return weightOf(word) * this.#query.rarity.of(this.#layer, term)
  }

  /** Share of the question's mass found, when each concept is found as far as `found` says. */
  #covered(found: Float32Array): number {
    let sum = 0
    this.#concepts.forEach(({ mass }, at) => {
      sum += mass * (found[at] as number)
    })
    return sum / this.#mass
  }

  #missing(found: Float32Array): number {
    let most = 0
    this.#concepts.forEach(({ mass, correction }, at) => {
      if (!isWeak(correction)) most = Math.max(most, mass * (1 - (found[at] as number)))
    })
    return most / this.#query.rarity.most
  }

  #likenessOf(word: string, lexicon: Lexicon): Likeness {
    const { vocabulary, terms, language } = lexicon
    const words = this.#likeness.get(language) ?? new Map<string, Likeness>()
    this.#likeness.set(language, words)
    const known = words.get(word)
    if (known !== undefined) return known
    const term = terms[vocabulary.find(word) as number] as number
    const row = language === 'en' && weightOf(word) === 1 ? wordVectors().rows.get(word) : undefined
    // Loops, since this is where most of a search's time goes: once for each word of every candidate.
    const spelt = new Float32Array(this.#concepts.length)
    for (let at = 0; at < spelt.length; at++)
      spelt[at] = this.#speltLike(this.#concepts[at] as Concept, term)
    const meant = row === undefined ? spelt : spelt.slice()
    if (row !== undefined)
      for (let at = 0; at < meant.length; at++)
        meant[at] = Math.max(spelt[at] as number, this.#meantLike(at, row))
    const likeness = { spelt, meant }
    words.set(word, likeness)
    return likeness
  }

  #speltLike({ variants }: Concept, term: number): number {
    for (const variant of variants[this.#at] ?? [])
      if (variant.term === term) return variant.similarity
    return 0
  }

  #meantLike(at: number, row: number): number {
    const { row: own, weight } = this.#concepts[at] as Concept
    return own < 0 || weight < 1 ? 0 : likenessOf(own, row)
  }

  #wholeOf(slot: number): Whole {
    const known = this.#wholes.get(slot)
    if (known !== undefined) return known
    const { units, answerTerms } = this.#layer.slots[slot] as NonNullable<Layer['slots'][number]>
    const found = new Float32Array(this.#concepts.length)
    for (const unit of units) {
      const lexicon = this.#layer.unitLexicon[unit] as Lexicon
      for (const word of (this.#layer.unitText[unit] as string).split(' '))
        raise(found, this.#likenessOf(word, lexicon).spelt)
    }
    const whole = {
      anywhere: this.#covered(found),
      answer: this.#answered(found, answerTerms),
      meaning: nearnessOf(this.#query.direction, this.#layer.meanings, slot),
    }
    this.#wholes.set(slot, whole)
    return whole
  }

  #answered(found: Float32Array, terms: readonly number[]): number {
    const more = Float32Array.from(this.#concepts, ({ weight, variants }, at) => {
      if (weight < 1) return 0
      const said = (variants[this.#at] ?? []).filter(({ term }) => terms.includes(term))
      const likest = said.reduce((most, { similarity }) => Math.max(most, similarity), 0)
      return Math.max(0, likest - (found[at] as number))
    })
    return this.#covered(more) / (1 + terms.length / answerHalf)
  }

  #order(words: readonly string[]): number {
    const shared = pairsOf(words).reduce((sum, pair) => sum + (this.#pairs.has(pair) ? 1 : 0), 0)
    return shared / Math.max(1, Math.max(this.#length, words.length) - 1)
  }

  #missingNumbers(words: readonly string[]): number {
    if (this.#numbers.length === 0) return 0
    const missing = this.#numbers.filter((number) => !words.includes(number))
    return missing.length / this.#numbers.length
  }
}

/** Raises each of `best` to `other` where that is more; the highest of `other`. */
function raise(best: Float32Array, other: Float32Array): number {
  let most = 0
  for (let at = 0; at < best.length; at++) {
    const value = other[at] as number
    if (value > (best[at] as number)) best[at] = value
    if (value > most) most = value
  }
  return most
}
