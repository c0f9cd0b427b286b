/** Why a game is over, and its end. */

import type { Ending } from '../event.ts'
import type { Round } from '../round.ts'
import { settleQuestion } from '../settle.ts'
import type { Step } from './step.ts'

const idleQuestions = 3

/** Why the game ends here, if it does. */
export function endingOf(round: Round): Ending | undefined {
  const { settings, questions } = round.opening
  const { settled, players } = round
  if (settings.target > 0 && [...totalsOf(round).values()].some((sum) => sum >= settings.target))
    return 'target'
  const alive = [...players.values()].filter(({ lives }) => lives > 0).length
  if (settings.lives > 0 && settled.length > 0 && alive <= (players.size > 1 ? 1 : 0))
    return 'survivor'
  const last = settled.slice(-idleQuestions)
  const silent = last.every(({ outcomes, voided }) => outcomes.size === 0 && voided === undefined)
  if (last.length === idleQuestions && silent) return 'idle'
  return settled.length >= questions.length ? 'played' : undefined
}

function totalsOf({ settled }: Round): Map<string, number> {
  const totals = new Map<string, number>()
  for (const { outcomes } of settled)
    for (const [player, { points }] of outcomes)
      totals.set(player, (totals.get(player) ?? 0) + points)
  return totals
}

/** The game is over; a question that is open is revealed. */
export function end(round: Round, reason: Ending, at: number): Step {
  const { phase } = round
  const over = { name: 'over', reason, at } as const
  if (phase.name !== 'open') return [{ ...round, phase: over }, { do: 'finish' }]
  // What was being asked counts for nobody.
  const [settled, players] = settleQuestion(round, phase, at, 'stopped')
  const next = { ...round, players, settled: [...round.settled, settled], phase: over }
  return [next, { do: 'reveal', question: phase.question }, { do: 'finish' }]
}
