/** Games counted again after a question's key was put right. */

import type { Transaction } from 'kysely'
import type { RoundEvent } from '../trivia/event.ts'
import { replayed } from '../trivia/explain.ts'
import type { RankingRules } from '../trivia/ranked.ts'
import { resultOf } from '../trivia/result.ts'
import { advance } from '../trivia/round/advance.ts'
import { readGame } from './game-logs.ts'
import { keepAnswers, keepScores } from './game-results.ts'
import type { TriviaTables } from './trivia-tables.ts'

/** See Records.correct. The log, the scores and the answers change together. */
export async function correctGame(
  tx: Transaction<TriviaTables>,
  guild: string,
  game: string,
  event: Extract<RoundEvent, { type: 'corrected' }>,
  rules: RankingRules,
): Promise<'done' | 'refused' | 'gone'> {
  const logged = await readGame(tx, game)
  if (logged === undefined || logged.opening.guild !== guild) return 'gone'
  const before = replayed(logged)
  const [round] = advance(before, event)
  if (round === before || round.phase.name !== 'over') return 'refused'
  const seq = logged.events.length
  await tx
    .insertInto('game_events')
    .values({ game, seq, at: event.at, body: JSON.stringify(event) })
    .execute()
  const result = resultOf(round, rules)
  await tx.deleteFrom('scores').where('game', '=', game).execute()
  await tx.deleteFrom('item_answers').where('game', '=', game).execute()
  await keepScores(tx, result)
  await keepAnswers(tx, result)
  await tx
    .updateTable('games')
    .set({ unranked: result.unranked ?? '', questions: result.questions })
    .where('id', '=', game)
    .execute()
  return 'done'
}
