/** The answers that a server's players gave, with how much each of them knows. */

import type { Kysely } from 'kysely'
import { type Evidence, newPlayer } from '../trivia/rating.ts'
import type { TriviaTables } from './trivia-tables.ts'

/** The latest `limit` answers in a guild, by item. */
export async function evidenceOf(
  db: Kysely<TriviaTables>,
  guild: string,
  limit: number,
): Promise<ReadonlyMap<string, readonly Evidence[]>> {
  const rows = await db
    .selectFrom('item_answers')
    .leftJoin('ratings', (join) =>
      join
        .onRef('ratings.guild', '=', 'item_answers.guild')
        .onRef('ratings.id', '=', 'item_answers.player')
        .on('ratings.kind', '=', 'player'),
    )
    .select(['item_answers.item', 'item_answers.right_answer', 'item_answers.said'])
    .select('ratings.value')
    .where('item_answers.guild', '=', guild)
    .orderBy('item_answers.at', 'desc')
    .limit(limit)
    .execute()
  const byItem = Map.groupBy(rows, ({ item }) => item)
  return new Map(
    [...byItem].map(([item, answers]) => [
      item,
      answers.map(({ right_answer, said, value }) => ({
        ...{ right: right_answer === 1, said },
        ability: value === null ? newPlayer.value : value / 1_000,
      })),
    ]),
  )
}
