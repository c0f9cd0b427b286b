/** Games at any moment, as plain values: in a phase, with these people. */

import { OrderedMap, Map as Persistent } from 'immutable'
import type { Press } from '../../../src/trivia/event.ts'
import {
  type Open,
  openRound,
  type Phase,
  type Player,
  type Round,
} from '../../../src/trivia/round.ts'
import type { Outcome, Settled } from '../../../src/trivia/settle.ts'
import { opening, player, pressOf, start } from '../game.ts'

/** When the question of `open` was posted. */
export const asked = start + 60_000

/** A question that takes answers for 20 seconds. */
export const open: Open = {
  ...{ name: 'open', question: 0, attempt: 0, message: 'm0', starts: [asked] },
  ...{ closes: asked + 20_000, settles: asked + 22_500, gaps: [] },
}

export const lobby: Phase = { name: 'lobby', startsAt: start + 20_000 }
export const posting: Phase = {
  ...{ name: 'posting', question: 0, attempt: 0, until: asked + 30_000, starts: [] },
}
export const reveal: Phase = { name: 'reveal', question: 0, until: asked + 30_000 }
export const paused: Phase = { name: 'paused', next: 1, until: asked + 3_600_000 }
export const over: Phase = { name: 'over', reason: 'played', at: asked + 90_000 }

/** Players 0, 1, 2 … as described. */
export function people(...list: readonly Partial<Player>[]): OrderedMap<string, Player> {
  return OrderedMap(
    list.map((one, who): [string, Player] => {
      const id = player(who)
      return [id, { id, joined: 1, team: 0, lives: 0, missed: 0, ...one }]
    }),
  )
}

/** A game that stands in `phase`. */
export function moment(
  phase: Phase,
  more: Partial<Round> = {},
  settings: Parameters<typeof opening>[0] = {},
): Round {
  const round = openRound(opening(settings, { host: player(0) }), { joined: 1 })
  return { ...round, phase, ...more }
}

/** What each of these people pressed, in the order of their presses. */
export function pressed(...presses: readonly Press[]): Persistent<string, readonly Press[]> {
  return Persistent(
    [...Map.groupBy(presses, (press) => press.player)].map(([who, own]) => [who, own] as const),
  )
}

/** A press by player `who` on the question of `open`. */
export const press = (who: number, after: number, choice = 0, serial = 0) =>
  pressOf(who, 0, asked, after, choice, serial)

/** A counted question; `points` of players 0, 1, 2 …, undefined for who did not answer. */
export function counted(question: number, ...points: readonly (number | undefined)[]): Settled {
  const outcomes = points.flatMap((sum, who): [string, Outcome][] => {
    if (sum === undefined) return []
    const rest = { right: sum > 0, response: 2_000, sure: 'likely', hasty: false } as const
    return [[player(who), { id: String(who), choice: 0, points: sum, ...rest }]]
  })
  return { question, start: asked, at: asked, message: 'm', outcomes: new Map(outcomes) }
}

/** The effect that tells somebody what came of what they did. */
export const tell = (verdict: object) => ({ do: 'tell', verdict })
