/** What each signal is worth: the share of questions whose right entry comes first without it. */

import { fitted, type Weights } from '../../../src/knowledge/search/rank.ts'
import { firstOf, type Prepared } from './fit.ts'
import { mean } from './measures.ts'

/** The report as Markdown: all signals, then each one left out, the other weights as they are. */
export function ablationReport(sets: readonly Prepared[]): string {
  const names = Object.keys(fitted) as (keyof Weights)[]
  const row = (label: string, weights: Weights) => {
    const shares = sets.map((set) => firstOf(set, weights))
    return `| ${[label, ...shares.map((share) => share.toFixed(3)), mean(shares).toFixed(3)].join(' | ')} |`
  }
  return [
    `| signals | ${sets.map(({ set }) => set.name).join(' | ')} | mean |`,
    `|---|${'---|'.repeat(sets.length + 1)}`,
    row('all', fitted),
    ...names
      .filter((name) => fitted[name] !== 0)
      .map((name) => row(`without ${name}`, { ...fitted, [name]: 0 })),
  ].join('\n')
}
