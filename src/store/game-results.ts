/** What comes of a game that is over: scores, ratings, and that its questions were asked. */

import type { Transaction } from 'kysely'
import type { Difficulty } from '../trivia/question.ts'
import { newPlayer, priors, type Rating, rate } from '../trivia/rating.ts'
import type { Result } from '../trivia/result.ts'
import type { Engine } from './migrations.ts'
import type { TriviaTables } from './trivia-tables.ts'

/** What a rating needs to know of an item; the dataset has it, the database does not. */
export type ItemFacts = (
  item: string,
) => { readonly difficulty: Difficulty; readonly options: number } | undefined

interface RatingNeeds {
  readonly facts: ItemFacts
  readonly engine: Engine
}

/** Everything that follows from a game being over, once: the first line is claimed or nothing happens. */
export async function finish(
  tx: Transaction<TriviaTables>,
  result: Result,
  rating: RatingNeeds,
): Promise<void> {
  const claimed = await tx
    .updateTable('games')
    .set({
      over_at: result.at,
      reason: result.reason,
      unranked: result.unranked ?? '',
      questions: result.questions,
    })
    .where('id', '=', result.round)
    .where('over_at', '=', 0)
    .executeTakeFirst()
  if (claimed.numUpdatedRows === 0n) return
  await keepScores(tx, result)
  await markAsked(tx, result)
  await keepAnswers(tx, result)
  if (result.unranked === undefined) await keepRatings(tx, result, rating)
}

/** SQLite takes 32,766 parameters in a statement; thirteen of them are a row at the most. */
const rowsAtOnce = 500

async function inBatches<T>(rows: readonly T[], insert: (batch: T[]) => Promise<unknown>) {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await insert(rows.slice(from, from + rowsAtOnce))
}

/** A line for everybody who answered. */
export async function keepScores(tx: Transaction<TriviaTables>, result: Result): Promise<void> {
  const { round: game, guild, at, questions } = result
  const rows = result.scores
    .filter(({ answered }) => answered > 0)
    .map(({ player, rank, points, right, answered, time, won, unranked }) => ({
      game,
      guild,
      player,
      rank,
      points,
      right_answers: right,
      answered,
      questions,
      time,
      won: won ? 1 : 0,
      unranked: unranked ?? '',
      at,
    }))
  await inBatches(rows, (batch) => tx.insertInto('scores').values(batch).execute())
}

/** Counts that items were asked in a guild. */
export async function markAsked(
  tx: Transaction<TriviaTables>,
  { guild, asked, at }: Pick<Result, 'guild' | 'asked' | 'at'>,
): Promise<void> {
  for (const item of asked)
    await tx
      .insertInto('asked_items')
      .values({ guild, item, times: 1, last: at })
      .onConflict((conflict) =>
        conflict.columns(['guild', 'item']).doUpdateSet(({ eb, ref }) => ({
          times: eb(ref('asked_items.times'), '+', 1),
          last: at,
        })),
      )
      .execute()
}

/** What everybody answered, for ratings and revision. */
export async function keepAnswers(tx: Transaction<TriviaTables>, result: Result): Promise<void> {
  const { round: game, guild, at } = result
  const rows = result.answers.map(({ item, player, right, said }) => ({
    game,
    guild,
    item,
    player,
    right_answer: right ? 1 : 0,
    said: said.slice(0, 200),
    at,
  }))
  await inBatches(rows, (batch) => tx.insertInto('item_answers').values(batch).execute())
}

async function keepRatings(
  tx: Transaction<TriviaTables>,
  result: Result,
  { facts, engine }: RatingNeeds,
): Promise<void> {
  const ids = [...new Set(result.answers.map((one) => one.item))]
  const items = await ratings(tx, engine, '', 'item', ids)
  const names = [...new Set(result.answers.map(({ player }) => player))]
  const players = await ratings(tx, engine, result.guild, 'player', names)
  for (const { item, player, right } of result.answers) {
    const known = facts(item)
    if (known === undefined) continue
    const before = items.get(item) ?? { value: priors[known.difficulty], answers: 0 }
    const after = rate(players.get(player) ?? newPlayer, before, right, known.options)
    items.set(item, after.item)
    players.set(player, after.player)
  }
  await keep(tx, '', 'item', items)
  await keep(tx, result.guild, 'player', players)
}

/** Locked until the transaction ends, always in the order of ids: processes rate the same items. */
async function ratings(
  tx: Transaction<TriviaTables>,
  engine: Engine,
  guild: string,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, Rating>> {
  const found = new Map<string, Rating>()
  await inBatches(ids.toSorted(), async (batch) => {
    const rows = await tx
      .selectFrom('ratings')
      .select(['id', 'value', 'answers'])
      .where('guild', '=', guild)
      .where('kind', '=', kind)
      .where('id', 'in', batch)
      .orderBy('id')
      .$if(engine === 'postgres', (query) => query.forUpdate())
      .execute()
    for (const { id, value, answers } of rows) found.set(id, { value: value / 1_000, answers })
  })
  return found
}

async function keep(
  tx: Transaction<TriviaTables>,
  guild: string,
  kind: string,
  all: ReadonlyMap<string, Rating>,
): Promise<void> {
  const rows = [...all]
    .map(([id, { value, answers }]) => ({
      ...{ guild, kind, id, answers },
      value: Math.round(value * 1_000),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  await inBatches(rows, (batch) =>
    tx
      .insertInto('ratings')
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(['guild', 'kind', 'id']).doUpdateSet((eb) => ({
          value: eb.ref('excluded.value'),
          answers: eb.ref('excluded.answers'),
        })),
      )
      .execute(),
  )
}
