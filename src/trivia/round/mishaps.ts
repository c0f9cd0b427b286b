/** What goes wrong outside: nothing could be received for a while, or a message is gone. */

import { grace, type Open, type Round } from '../round.ts'
import { posting } from './asking.ts'
import { closeEarly, settlesAfter } from './closing.ts'
import { settle } from './course.ts'
import { end } from './ending.ts'
import type { Effect, Step } from './step.ts'

/** Interruptions up to this count as none. */
export const shortGap = 2_000
/** Interruptions up to this lengthen the question; longer ones void it. */
const longGap = 60_000
/** After so long an interruption the game is over: nobody is there any more. */
const deadGap = 30 * 60_000

/**
 * Time in which nothing could be received. Up to 2 s of it is ignored; up to 60 s lengthens the question once,
 * by the gap and 5 s; more voids the question. Earlier questions stand.
 */
export function interrupted(round: Round, from: number, at: number): Step {
  const { phase } = round
  if (at - from > deadGap && phase.name !== 'paused') return end(round, 'interrupted', at)
  switch (phase.name) {
    case 'lobby': {
      const startsAt = Math.max(phase.startsAt, at + 5_000)
      const isMissing = round.lobbiesLost === 1 && round.lobby === undefined
      const invites: Effect[] = isMissing ? [{ do: 'invite' }] : []
      return [{ ...round, phase: { ...phase, startsAt } }, ...invites]
    }
    case 'posting':
      return [
        { ...round, phase: posting(phase.question, phase.attempt, at, phase.starts) },
        { do: 'ask' },
      ]
    case 'open':
      return interruptedOpen(round, phase, from, at)
    case 'reveal': {
      const until = Math.max(phase.until, at + 3_000)
      return [
        { ...round, phase: { ...phase, until } },
        { do: 'reveal', question: phase.question },
      ]
    }
    default:
      return [round]
  }
}

function interruptedOpen(round: Round, phase: Open, from: number, at: number): Step {
  const begin = Math.max(from, phase.starts[0] ?? from)
  const gap = at - begin
  const touched = begin < Math.min(phase.closes + grace, phase.settles)
  if (!touched || gap <= shortGap) return [round]
  if (gap > longGap || phase.gaps.length > 0) return settle(round, at, 'interrupted')
  const closes = phase.closes + gap + 5_000
  const gaps = [...phase.gaps, { from: begin, to: at }]
  const open = { ...phase, closes, gaps, settles: settlesAfter(closes) }
  return [{ ...round, phase: closeEarly({ ...round, phase: open }, open) }, { do: 'show' }]
}

/**
 * A question whose message was deleted is posted once more, with its whole time; then it is void. So is a lobby;
 * a game whose lobby was deleted twice begins at its time without one.
 */
export function lost(round: Round, message: string, at: number): Step {
  const { phase } = round
  if (phase.name === 'lobby') return lostLobby(round, message)
  if (phase.name !== 'open' || phase.message !== message) return [round]
  if (phase.attempt > 0) return settle(round, at, 'lost')
  const { question, attempt, starts } = phase
  return [{ ...round, phase: posting(question, attempt + 1, at, starts) }, { do: 'ask' }]
}

function lostLobby(round: Round, message: string): Step {
  const { lobby, lobbiesLost = 0, ...rest } = round
  if (lobby !== message) return [round]
  const without = { ...rest, lobbiesLost: lobbiesLost + 1 }
  return lobbiesLost === 0 ? [without, { do: 'invite' }] : [without]
}
