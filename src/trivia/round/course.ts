/** The course of a game: a question is counted and revealed, the next one comes, or a pause, or the end. */

import { deadlineOf, type Phase, type Round } from '../round.ts'
import { type Settled, settleQuestion } from '../settle.ts'
import { ask } from './asking.ts'
import { end, endingOf } from './ending.ts'
import type { Step } from './step.ts'

const pauseLasts = 60 * 60_000

/** A timer rang: goes on where the time of the phase is over. */
export function woke(round: Round, at: number): Step {
  const { phase } = round
  const deadline = deadlineOf(round)
  if (deadline === undefined || at < deadline) return [round]
  switch (phase.name) {
    case 'lobby':
      return ask(round, 0, at)
    case 'posting':
      return end(round, 'unreachable', at)
    case 'open':
      return settle(round, at)
    case 'reveal':
      return goOn(round, phase.question + 1, at)
    default:
      return end(round, 'abandoned', at)
  }
}

/** Counts the question that is open and reveals it; `voided`: why it counts for nobody. */
export function settle(round: Round, at: number, voided?: Settled['voided']): Step {
  const { phase, opening } = round
  if (phase.name !== 'open') return [round]
  const [settled, players] = settleQuestion(round, phase, at, voided)
  const note = opening.questions[phase.question]?.item.note.length ?? 0
  const until = at + 5_000 + Math.min(8_000, Math.ceil(note / 24) * 1_000)
  const reveal: Phase = { name: 'reveal', question: phase.question, until }
  const next = { ...round, phase: reveal, players, settled: [...round.settled, settled] }
  return [next, { do: 'reveal', question: phase.question }]
}

/** After a reveal, or a skip of it: the next question, a pause, or the end. */
export function goOn(round: Round, next: number, at: number): Step {
  const ending = endingOf(round)
  if (ending !== undefined) return end(round, ending, at)
  if (round.pausing) return pauseAt(round, next, at)
  return ask(round, next, at)
}

/** Question `next` waits until somebody resumes the game. */
export function pauseAt(round: Round, next: number, at: number): Step {
  const phase: Phase = { name: 'paused', next, until: at + pauseLasts }
  return [{ ...round, pausing: false, phase }, { do: 'show' }]
}
