/** Questions without an answer, those that ask the same put together. */

import { clean, oneLine } from './clean.ts'
import { entryLimits, entryOf } from './entry.ts'
import type { Gap } from './feedback.ts'
import { sameKey } from './sameness.ts'
import { addEntry, buildIndex, nearDuplicates } from './search.ts'

/** Questions that ask the same, in one wording or another. */
export interface GapCluster {
  /** The wordings, the one that most people used first. */
  readonly texts: readonly string[]
  /** All that belongs to it. */
  readonly gaps: readonly Gap[]
  /** How many different people asked. */
  readonly askers: number
  /** When it was asked last, in milliseconds since 1970. */
  readonly last: number
}

/** Wordings from this similarity on ask the same: a moderator looks at each cluster, so it may be generous. */
const alikeFrom = 0.6

/** Most wordings that are compared; the newest. */
const mostTexts = 400

/** A question as it is kept: one line without what no reader sees; '' where no word is left of it. */
export function gapText(typed: string): string {
  const text = oneLine(clean(typed).text)
  const short = text.slice(0, entryLimits.question).replace(/[\ud800-\udbff]$/, '')
  return /[\p{L}\p{N}]/u.test(short) ? short.trim() : ''
}

/**
 * `gaps` (newest first) by what they ask, the most askers first. Each wording joins the likest wording that more
 * people used, so that no chain of small steps joins what is not alike. What is like something that was put aside
 * is put aside with it.
 */
export function clustersOf(gaps: readonly Gap[]): readonly GapCluster[] {
  const wordings = [...byKey(gaps).values()].slice(0, mostTexts)
  wordings.sort((a, b) => askersOf(b) - askersOf(a))
  const index = buildIndex([])
  const clusters = new Map<string, Gap[][]>()
  for (const [at, wording] of wordings.entries()) {
    const question = wording[0]?.text ?? ''
    const [near] = nearDuplicates(index, [question], alikeFrom)
    const cluster = clusters.get(near?.entry.id ?? '')
    if (cluster !== undefined) {
      cluster.push(wording)
      continue
    }
    const id = `gap-${at}`
    addEntry(index, entryOf({ id, question, answer: question }))
    clusters.set(id, [wording])
  }
  return [...clusters.values()]
    .map(clusterOf)
    .filter((cluster) => !cluster.gaps.some(({ dismissed }) => dismissed))
    .sort((a, b) => b.askers - a.askers || b.last - a.last)
}

function byKey(gaps: readonly Gap[]): Map<string, Gap[]> {
  return Map.groupBy(gaps, ({ text }) => sameKey(text))
}

function askersOf(gaps: readonly Gap[]): number {
  return new Set(gaps.map(({ asker }) => asker)).size
}

function clusterOf(wordings: readonly Gap[][]): GapCluster {
  const gaps = wordings.flat()
  return {
    texts: wordings.map(([gap]) => gap?.text ?? ''),
    gaps,
    askers: askersOf(gaps),
    last: Math.max(...gaps.map(({ at }) => at)),
  }
}
