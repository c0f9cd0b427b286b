/** A question is sent, and opens once its message stands in the channel. */

import { Map as Persistent } from 'immutable'
import { lobbyQuestion, type Press, type RoundEvent } from '../event.ts'
import type { Open, Phase, Round, Sure } from '../round.ts'
import { limitOf } from '../scoring.ts'
import { closeEarly, settlesAfter } from './closing.ts'
import { end } from './ending.ts'
import type { Step } from './step.ts'

/** A question that cannot be sent for so long ends the game, in milliseconds. */
const postingTakes = 30_000

/** The next thing is a question; without one the game is over. */
export function ask(round: Round, question: number, at: number): Step {
  if (round.opening.questions[question] === undefined) return end(round, 'played', at)
  const next = {
    ...round,
    phase: posting(question, 0, at),
    presses: Persistent<string, readonly Press[]>(),
    sure: Persistent<string, Sure>(),
    votes: new Set<string>(),
  }
  return [next, { do: 'ask' }]
}

/** A question that is being sent; `starts`: when it was posted before. */
export function posting(
  question: number,
  attempt: number,
  at: number,
  starts: readonly number[] = [],
): Phase {
  return { name: 'posting', question, attempt, until: at + postingTakes, starts }
}

/** A message on which somebody pressed an answer to a question; `at` is Discord's time of it. */
export interface Seen {
  readonly question: number
  readonly message: string
  readonly at: number
}

/**
 * What a press says of its message where Discord's own word that it stands has not come yet, or was lost: undefined
 * where nothing is waited for, or where the message is one of before.
 */
export function heardOf(round: Round, seen: Seen): (RoundEvent & { type: 'posted' }) | undefined {
  const { phase, settled, opening, lobby } = round
  if (phase.name !== 'posting' || phase.question !== seen.question) return undefined
  const isOld = seen.at < (settled.at(-1)?.at ?? opening.at) || seen.message === lobby
  if (isOld || seen.at <= Math.max(0, ...phase.starts)) return undefined
  return { type: 'posted', attempt: phase.attempt, ...seen }
}

/** The message of a question, or of the lobby, stands; the question's clock starts with it. */
export function posted(round: Round, event: RoundEvent & { type: 'posted' }): Step {
  const { phase, opening } = round
  if (event.question === lobbyQuestion) return [{ ...round, lobby: event.message }]
  if (phase.name !== 'posting') return [round]
  if (phase.question !== event.question || phase.attempt !== event.attempt) return [round]
  const asked = opening.questions[event.question]
  if (asked === undefined) return [round]
  const closes = event.at + limitOf(opening.settings, asked)
  const open: Open = {
    name: 'open',
    question: event.question,
    attempt: event.attempt,
    message: event.message,
    starts: [...phase.starts, event.at],
    closes,
    settles: settlesAfter(closes),
    gaps: [],
  }
  const next = { ...round, phase: open }
  return [{ ...next, phase: closeEarly(next, open) }, { do: 'show' }]
}
