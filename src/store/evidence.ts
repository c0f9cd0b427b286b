/** What answers say of questions: those of a server with how much each player knows, and ratings over all servers. */

import type { Kysely } from 'kysely'
import { type Evidence, labelAfter, newPlayer, type Rating } from '../trivia/rating.ts'
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

/** The ratings of all items that were answered often enough to earn a label. */
export async function earnedRatings(
  db: Kysely<TriviaTables>,
): Promise<ReadonlyMap<string, Rating>> {
  const rows = await db
    .selectFrom('ratings')
    .select(['id', 'value', 'answers'])
    .where('guild', '=', '')
    .where('kind', '=', 'item')
    .where('answers', '>=', labelAfter)
    .execute()
  return new Map(rows.map(({ id, value, answers }) => [id, { value: value / 1_000, answers }]))
}
