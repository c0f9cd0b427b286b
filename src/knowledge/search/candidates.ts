/** The few units of a layer that are worth a closer look, by BM25 over the words shared with the question. */

import type { Layer } from './layer.ts'
import type { Query } from './query.ts'
import { Tally } from './tally.ts'

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

// One question is answered at a time, so the tallies can be shared by all indexes.
const unitTally = new Tally()
const slotTally = new Tally()
const meaningTally = new Tally()

/** The units of the layer at `at` that are worth a closer look: some ninety at the most, in no order. */
export function candidatesOf(query: Query, layer: Layer, at: number): number[] {
  unitTally.reset(layer.unitSlot.length)
  slotTally.reset(layer.slots.length)
  tallyWords(query, layer, at)
  const mean = layer.meanLength
  const norm = (unit: number) => {
    const length = (layer.unitWords[unit] as readonly number[]).length / mean
    return 1 + saturation * (1 - lengthPenalty + lengthPenalty * length)
  }
  const units = new Set(unitTally.best(byWords, norm))
  for (const slot of [...slotTally.best(byAnswer), ...slotsByMeaning(query, layer)])
    for (const unit of layer.slots[slot]?.units.slice(0, wordingsEach) ?? []) units.add(unit)
  return [...units]
}

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

function slotsByMeaning({ direction }: Query, { meanings, slots }: Layer): number[] {
  if (meanings.count === 0 || !meanings.areKept) return []
  meaningTally.reset(slots.length)
  for (let slot = 0; slot < slots.length; slot++) {
    const score = meanings.dot(slot, direction.apart)
    if (score > 0) meaningTally.set(slot, score)
  }
  return meaningTally.best(byMeaning)
}
