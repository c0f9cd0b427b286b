/** What is kept of a game that is over: a line for each player, and what the questions were asked. */

import type { Ending } from './event.ts'
import { type RankingRules, rankingOf, type Unranked } from './ranked.ts'
import type { Round } from './round.ts'
import { standings } from './standings.ts'

/** One player's line of the ledger. */
export interface Score {
  readonly player: string
  readonly rank: number
  readonly points: number
  readonly right: number
  readonly answered: number
  /** Response times together, in milliseconds. */
  readonly time: number
  readonly won: boolean
  /** Why it does not count for the boards; absent where it does. */
  readonly unranked?: Unranked
}

/** One answer, as ratings and revision need it. */
export interface Answered {
  readonly item: string
  readonly player: string
  readonly right: boolean
  /** The answer as it was shown or typed. */
  readonly said: string
}

export interface Result {
  readonly round: string
  readonly guild: string
  readonly channel: string
  readonly reason: Ending
  /** Milliseconds since 1970. */
  readonly at: number
  /** Settled questions that count. */
  readonly questions: number
  readonly unranked?: Unranked
  readonly scores: readonly Score[]
  /** Every item that was shown, also where its question was void. */
  readonly asked: readonly string[]
  readonly answers: readonly Answered[]
}

/** The result of a game that is over; the same for the same log, whenever it is computed. */
export function resultOf(round: Round, rules: RankingRules): Result {
  const { opening, phase, settled } = round
  if (phase.name !== 'over') throw new RangeError('the game is not over')
  const ranking = rankingOf(round, rules)
  const lines = standings(round)
  const scores = lines.map(({ player, rank, points, right, answered, time }): Score => {
    const unranked = ranking.unranked ?? ranking.excluded.get(player)
    const won = rank === 1 && points > 0
    const reason = unranked === undefined ? {} : { unranked }
    return { player, rank, points, right, answered, time, won, ...reason }
  })
  const answers = settled.flatMap(({ question, outcomes }) => {
    const asked = opening.questions[question]
    if (asked === undefined) return []
    return [...outcomes].map(
      ([player, { right, choice, text }]): Answered => ({
        item: asked.item.id,
        player,
        right,
        said: text ?? asked.options[choice] ?? '',
      }),
    )
  })
  return {
    round: opening.id,
    guild: opening.guild,
    channel: opening.channel,
    reason: phase.reason,
    at: phase.at,
    questions: settled.filter(({ voided }) => voided === undefined).length,
    ...(ranking.unranked === undefined ? {} : { unranked: ranking.unranked }),
    scores,
    asked: settled.flatMap(({ question }) => opening.questions[question]?.item.id ?? []),
    answers,
  }
}
