/** When a question that is open closes: at its time, or soon after everyone has answered. */

import { drain, grace, type Open, type Round } from '../round.ts'
import { lockOf } from '../settle.ts'
import { expected } from './players.ts'

/** A question ends this long after the last of its players has answered. */
const afterLast = 1_500

/** When answers are counted, if nothing closes the question early. */
export function settlesAfter(closes: number): number {
  return closes + grace + drain
}

/** The phase with its end moved forward where everyone has answered; a function of the presses alone. */
export function closeEarly(round: Round, phase: Open): Open {
  const settles = settlesAfter(phase.closes)
  const { early, change } = round.opening.settings
  const players = expected(round)
  const waits = !early || change || players.length === 0
  if (waits || players.some(({ id }) => lockOf(round, id) === undefined))
    return phase.settles === settles ? phase : { ...phase, settles }
  const last = Math.max(...[...round.presses.keys()].map((id) => lockOf(round, id)?.at ?? 0))
  return { ...phase, settles: Math.min(settles, last + afterLast) }
}
