/** Players vote to skip the question that is open. */

import type { Verdict } from '../event.ts'
import type { Round } from '../round.ts'
import { settle } from './course.ts'
import { expected } from './players.ts'
import { type Step, tell } from './step.ts'

/** Votes that end a question: more than half of those who are expected to answer. */
export function votesNeeded(round: Round): number {
  return Math.floor(expected(round).length / 2) + 1
}

/** Counts a vote; the last one that is needed skips the question. */
export function vote(round: Round, player: string, at: number): Step {
  if (round.phase.name !== 'open' || !round.players.has(player))
    return tell(round, { kind: 'refused' })
  const votes = new Set(round.votes).add(player)
  const needed = votesNeeded(round)
  const verdict: Verdict = { kind: 'voted', votes: votes.size, needed }
  if (votes.size === round.votes.size) return tell(round, verdict)
  const [next, ...effects] =
    votes.size >= needed ? settle({ ...round, votes }, at, 'skipped') : [{ ...round, votes }]
  return [next, { do: 'tell', verdict }, ...effects]
}
