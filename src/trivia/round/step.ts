/** What an event comes to: the game as it is afterwards, and what is to be done outside. */

import type { Verdict } from '../event.ts'
import type { Round } from '../round.ts'

/** What is to be done outside after an event. */
export type Effect =
  /** Answer whoever caused the event. */
  | { readonly do: 'tell'; readonly verdict: Verdict }
  /** Post the question of phase `posting`. */
  | { readonly do: 'ask' }
  /** Post the lobby once more. */
  | { readonly do: 'invite' }
  /** What stands in the channel has changed. */
  | { readonly do: 'show' }
  /** A question is settled: its message becomes the reveal. */
  | { readonly do: 'reveal'; readonly question: number }
  /** The game is over: keep the scores and post the board. */
  | { readonly do: 'finish' }

export type Step = readonly [Round, ...Effect[]]

export function tell(round: Round, verdict: Verdict): Step {
  return [round, { do: 'tell', verdict }]
}
