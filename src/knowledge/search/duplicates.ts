/** Entries that ask nearly the same, so that nobody adds a second answer to one question unawares. */

import type { Entry } from '../entry.ts'
import { candidatesOf } from './candidates.ts'
import { readQuery } from './query.ts'
import type { View } from './rank.ts'
import { Comparison, type Signals } from './signals.ts'

/** An entry that asks nearly the same. */
export interface Duplicate {
  readonly entry: Entry
  /** 0 to 1; 1 for the same words in the same order. */
  readonly similarity: number
}

/** From this similarity on two wordings ask the same, as a rule. */
export const duplicateFrom = 0.8

/** Entries with a wording at least `threshold` like one of `wordings`, likest first. */
export function duplicatesOf(
  wordings: readonly string[],
  views: readonly View[],
  threshold: number,
): Duplicate[] {
  const found = new Map<Entry, number>()
  for (const wording of wordings) {
    const query = readQuery(
      wording,
      views.map(({ layer }) => layer),
    )
    views.forEach(({ layer, isHidden }, at) => {
      const comparison = new Comparison(query, layer, at)
      for (const unit of candidatesOf(query, layer, at)) {
        const entry = layer.slots[layer.unitSlot[unit] as number]?.entry as Entry
        const similarity = likenessOf(comparison.of(unit))
        if (similarity < threshold || isHidden(entry.id)) continue
        found.set(entry, Math.max(similarity, found.get(entry) ?? 0))
      }
    })
  }
  return [...found]
    .map(([entry, similarity]) => ({ entry, similarity }))
    .sort((a, b) => b.similarity - a.similarity)
}

/** Both must have what the other has: a longer question is another question. Other numbers are, too. */
function likenessOf({ asked, told, trigrams, numbers }: Signals): number {
  const both = (2 * asked * told) / Math.max(1e-9, asked + told)
  return Math.min(1, Math.max(0, 0.6 * both + 0.4 * trigrams - 0.3 * numbers))
}
