/** What a load found out. */

import type { Playground } from '../../src/playground/server.ts'
import type { Violation } from '../../src/playground/violations.ts'

/** One row: a bar and what was measured. */
export interface Row {
  /** Whether it depends on how fast the machine is. */
  readonly isCost?: boolean
  readonly bar: string
  readonly measured: string
  /** undefined: stands there for comparison. */
  readonly met?: boolean
}

/** What was measured, and the verdict, as cells of a table. */
export function rowText({ measured, met }: Row): string {
  return `${measured} | ${met === undefined ? '–' : met ? 'met' : '**missed**'}`
}

/** Whether the bot kept Discord's rules, of identifies and requests too. */
export function brokenRow({ violations }: Pick<Playground, 'violations'>): Row {
  const byRule = Map.groupBy(violations.list, ({ rule }) => rule)
  return {
    bar: 'no rule of Discord’s broken',
    measured: [...byRule].map(brokenText).join(', ') || 'none',
    met: byRule.size === 0,
  }
}

/** How often a rule was broken, and how the first time. */
const brokenText = ([rule, all]: readonly [string, readonly Violation[]]) =>
  `${rule} ${all.length}× (such as: ${all[0]?.detail})`
