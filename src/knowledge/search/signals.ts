/** How a question and one wording of an entry compare: the signals that the ranking weighs. */

import { LexiconFit, type SpeltLike, speltLike } from './fit.ts'
import { isWeak } from './language.ts'
import type { Layer, Lexicon } from './layer.ts'
import type { Concept, Query } from './query.ts'
import type { Profile } from './trigrams.ts'
import { nearnessOf } from './vectors.ts'

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

/** What the entry of a slot has of the question, whatever the wording. */
interface Whole {
  readonly anywhere: number
  readonly answer: number
  readonly meaning: number
}

/** Numbers in a question that may stand for a word ("2" for "to") are not held against an entry. */
const wordlike = /^[24]$/

const isNumber = (word: string) => /^\d/.test(word) && !wordlike.test(word)

/** Compares one question with units of one layer; make one for each question. */
export class Comparison {
  readonly #query: Query
  readonly #layer: Layer
  readonly #concepts: readonly Concept[]
  readonly #mass: number
  /** The mass of each concept, 0 for those that prove nothing when they are missing. */
  readonly #heavy: readonly number[]
  readonly #profile: Profile
  /** Number of words of the question. */
  readonly #length: number
  readonly #spelt: SpeltLike
  readonly #fits = new Map<Lexicon, LexiconFit>()
  readonly #wholes = new Map<number, Whole>()

  constructor(query: Query, layer: Layer, at: number) {
    this.#query = query
    this.#layer = layer
    this.#concepts = query.concepts
    this.#mass = query.concepts.reduce((sum, { mass }) => sum + mass, 1e-9)
    this.#heavy = query.concepts.map(({ mass, correction }) => (isWeak(correction) ? 0 : mass))
    this.#profile = layer.trigrams.profile(query.corrected)
    this.#length = query.corrected.split(' ').length
    this.#spelt = speltLike(query, at)
  }

  /** The signals of a unit. */
  of(unit: number): Signals {
    const layer = this.#layer
    const words = layer.unitWords[unit] as readonly number[]
    const fit = this.#fitOf(layer.unitLexicon[unit] as Lexicon)
    const { anywhere, answer, meaning } = this.#wholeOf(layer.unitSlot[unit] as number)
    const { asked, told, missing } = this.#alignment(words, fit)
    return {
      ...{ asked, told, missing, anywhere, answer, meaning },
      trigrams: layer.trigrams.cosine(this.#profile, layer.unitText[unit] as string),
      order: fit.order(words, this.#length),
      numbers: fit.missingNumbers(words),
    }
  }

  #fitOf(lexicon: Lexicon): LexiconFit {
    const known = this.#fits.get(lexicon)
    if (known !== undefined) return known
    const numbers = this.#query.words.filter(isNumber)
    const fit = new LexiconFit(this.#query, this.#layer, lexicon, this.#spelt, numbers)
    this.#fits.set(lexicon, fit)
    return fit
  }

  /** Two-way soft alignment: each word is matched with the likest one of the other side. */
  #alignment(words: readonly number[], fit: LexiconFit) {
    const best = this.#nothing()
    let told = 0
    let mass = 1e-9
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as number
      if (words.indexOf(word) < at) continue
      const { worth, meant } = fit.of(word)
      mass += worth
      if (meant !== undefined) told += worth * raise(best, meant)
    }
    return { asked: this.#covered(best), told: told / mass, missing: this.#missing(best) }
  }

  /** A likeness of 0 to each concept. */
  #nothing(): number[] {
    return new Array<number>(this.#concepts.length).fill(0)
  }

  /** Share of the question's mass found, when each concept is found as far as `found` says. */
  #covered(found: readonly number[]): number {
    let sum = 0
    for (let at = 0; at < found.length; at++)
      sum += (this.#concepts[at] as Concept).mass * (found[at] as number)
    return sum / this.#mass
  }

  #missing(found: readonly number[]): number {
    let most = 0
    for (let at = 0; at < found.length; at++)
      most = Math.max(most, (this.#heavy[at] as number) * (1 - (found[at] as number)))
    return most / this.#query.rarity.most
  }

  #wholeOf(slot: number): Whole {
    const known = this.#wholes.get(slot)
    if (known !== undefined) return known
    const { terms, answerTerms } = this.#layer.slots[slot] as NonNullable<Layer['slots'][number]>
    const found = this.#found(terms)
    const whole = {
      anywhere: this.#covered(found),
      answer: this.#answered(found, answerTerms),
      meaning: nearnessOf(this.#query.direction, this.#layer.meanings, slot),
    }
    this.#wholes.set(slot, whole)
    return whole
  }

  /** How far each concept is found among `terms`, by spelling. */
  #found(terms: readonly number[]): number[] {
    const found = this.#nothing()
    for (const term of terms) {
      const spelt = this.#spelt.get(term)
      if (spelt !== undefined) raise(found, spelt)
    }
    return found
  }

  #answered(found: readonly number[], terms: readonly number[]): number {
    const said = this.#found(terms)
    const more = said.map((likest, at) =>
      (this.#concepts[at] as Concept).weight < 1 ? 0 : Math.max(0, likest - (found[at] as number)),
    )
    return this.#covered(more) / (1 + terms.length / answerHalf)
  }
}

/** Raises each of `best` to `other` where that is more; the highest of `other`. */
function raise(best: number[], other: readonly number[]): number {
  let most = 0
  for (let at = 0; at < best.length; at++) {
    const value = other[at] as number
    if (value > (best[at] as number)) best[at] = value
    if (value > most) most = value
  }
  return most
}
