/** The few units of a layer that are worth a closer look, by BM25 over the words shared with the question. */

import type { Layer } from './layer.ts'
import type { Query } from './query.ts'

/** Term saturation matters little, as questions rarely repeat a word; long wordings are held back a little. */
const saturation = 0.9
const lengthPenalty = 0.35
/** Units taken for the words they share with the question. */
const byWords = 60
/** Entries taken for the words their answers share, and for their meaning. */
const byAnswer = 8
const byMeaning = 20
/** Wordings looked at of an entry that was taken as a whole. */
const wordingsEach = 3

/** Scores by number, with a list of the numbers that have one, so that clearing costs no more than scoring. */
class Tally {
  #scores = new Float32Array(1024)
  readonly touched: number[] = []

  reset(size: number): void {
    for (const number of this.touched) this.#scores[number] = 0
    this.touched.length = 0
    if (size > this.#scores.length) this.#scores = new Float32Array(size * 2)
  }

  /** Adds to the score of each number; with `onlyTouched`, of those only that have one already. */
  add(numbers: readonly number[], amount: number, onlyTouched: boolean): void {
    const scores = this.#scores
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] as number
      const before = scores[number] as number
      if (before === 0) {
        if (onlyTouched) continue
        this.touched.push(number)
      }
      scores[number] = before + amount
    }
  }

  get(number: number): number {
    return this.#scores[number] as number
  }
}

// One question is answered at a time, so the tallies can be shared by all indexes.
const unitTally = new Tally()
const slotTally = new Tally()

/** The units of the layer at `at` that are worth a closer look: some ninety at the most, in no order. */
export function candidatesOf(query: Query, layer: Layer, at: number): number[] {
  unitTally.reset(layer.unitSlot.length)
  slotTally.reset(layer.slots.length)
  tallyWords(query, layer, at)
  const mean = layer.meanLength
  const scored = unitTally.touched.map((unit) => {
    const length = (layer.unitWords[unit] as readonly number[]).length / mean
    const norm = 1 + saturation * (1 - lengthPenalty + lengthPenalty * length)
    return { number: unit, score: unitTally.get(unit) / norm }
  })
  const units = new Set(numbersOf(best(scored, byWords)))
  for (const slot of [...slotsByAnswer(), ...slotsByMeaning(query, layer)])
    for (const unit of layer.slots[slot]?.units.slice(0, wordingsEach) ?? []) units.add(unit)
  return [...units]
}

interface Scored {
  readonly number: number
  readonly score: number
}

const numbersOf = (scored: readonly Scored[]) => scored.map(({ number }) => number)

/** Rare words first: the others need only be added to units that are in the running. */
function tallyWords(query: Query, layer: Layer, at: number): void {
  const concepts = [...query.concepts].sort((a, b) => b.mass - a.mass)
  let units = 0
  for (const { weight, variants } of concepts) {
    const enough = units > 200 && weight < 1
    for (const { term, similarity } of variants[at] ?? []) {
      const worth = weight * similarity * query.rarity.of(layer, term)
      unitTally.add(layer.postings[term] as number[], worth, enough)
      if (weight === 1) slotTally.add(layer.answers[term] as number[], worth, false)
    }
    units = unitTally.touched.length
  }
}

function slotsByAnswer(): number[] {
  const scored = slotTally.touched.map((slot) => ({ number: slot, score: slotTally.get(slot) }))
  return numbersOf(best(scored, byAnswer))
}

function slotsByMeaning({ direction }: Query, { meanings, slots }: Layer): number[] {
  if (meanings.count === 0 || !meanings.areKept) return []
  const scored: Scored[] = []
  for (let slot = 0; slot < slots.length; slot++) {
    const score = meanings.dot(slot, direction.apart)
    if (score > 0) scored.push({ number: slot, score })
  }
  return numbersOf(best(scored, byMeaning))
}

/** The `limit` highest of `scored`, in order. */
export function best<T extends { readonly score: number }>(scored: T[], limit: number): T[] {
  if (scored.length > limit * 4) {
    const floor = floorOf(scored, limit)
    scored = scored.filter(({ score }) => score >= floor)
  }
  return scored.sort((a, b) => b.score - a.score).slice(0, limit)
}

/** A score that at least `limit` reach, found by halving, so that most need not be sorted. */
function floorOf(scored: readonly { readonly score: number }[], limit: number): number {
  let low = 0
  let high = scored.reduce((most, { score }) => Math.max(most, score), 0)
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2
    const reaching = scored.reduce((count, { score }) => count + (score >= middle ? 1 : 0), 0)
    if (reaching >= limit) low = middle
    else high = middle
  }
  return low
}
