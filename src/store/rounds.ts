/** Games in the database: their openings, their logs, and what came of them. */

import type { Kysely, Transaction } from 'kysely'
import { type Logged, replayed } from '../trivia/explain.ts'
import type { Difficulty } from '../trivia/question.ts'
import { newPlayer, priors, type Rating, rate } from '../trivia/rating.ts'
import type { Result } from '../trivia/result.ts'
import type { Entry, RoundStore } from '../trivia/round-store.ts'
import type { Database } from './database.ts'
import type { Engine } from './migrations.ts'
import { tellDamaged } from './readable.ts'
import { StoreError } from './store-error.ts'
import type { TriviaTables } from './trivia-tables.ts'

type Tables = TriviaTables

/** What a rating needs to know of an item; the dataset has it, the database does not. */
export type ItemFacts = (
  item: string,
) => { readonly difficulty: Difficulty; readonly options: number } | undefined

/** The part of the servers that is this process's, where several share a database. */
export interface Holding {
  isOurs(guild: string): boolean
  /** Whether it still is this process's; nobody else gets it before the transaction has ended. */
  isHeld(tx: Transaction<Tables>): Promise<boolean>
  /** As `RoundStore` has them, for these servers. */
  alive(at: number): Promise<void>
  lastAlive(): Promise<number>
}

/** Games of all servers or, with `holding`, of those that are this process's for as long as they are. */
export function createRoundStore(
  database: Database<Tables>,
  facts: ItemFacts,
  holding?: Holding,
): RoundStore {
  const { db, engine, transaction } = database
  const isHeld = async (tx: Transaction<Tables>) => holding === undefined || holding.isHeld(tx)
  return {
    async open(logged) {
      try {
        await db.insertInto('games').values(gameRow(logged)).execute()
        return true
      } catch (error) {
        if (error instanceof StoreError && error.fault === 'unique') return false
        throw error
      }
    },
    append: (entries) =>
      transaction(async (tx) =>
        (await isHeld(tx)) ? append(tx, entries) : [...new Set(entries.map(({ round }) => round))],
      ),
    finish: (result) =>
      transaction(async (tx) => {
        if (!(await isHeld(tx))) return false
        await finish(tx, result, { facts, engine })
        return true
      }),
    async discard(round) {
      await db.deleteFrom('games').where('id', '=', round).where('over_at', '=', 0).execute()
    },
    async close(round) {
      await db.updateTable('games').set({ closed: 1 }).where('id', '=', round).execute()
    },
    async unclosed() {
      const rows = await db
        .selectFrom('games')
        .select(['id', 'guild'])
        .where('closed', '=', 0)
        .orderBy('opened_at')
        .execute()
      const ours = rows.filter(({ guild }) => holding?.isOurs(guild) ?? true)
      const games = await Promise.all(ours.map(({ id }) => readOrGiveUp(database, id)))
      return games.filter((game) => game !== undefined)
    },
    async alive(at) {
      if (holding !== undefined) return holding.alive(at)
      await db
        .insertInto('trivia_alive')
        .values({ id: 1, at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
        .execute()
    },
    async lastAlive() {
      if (holding !== undefined) return holding.lastAlive()
      const row = await db
        .selectFrom('trivia_alive')
        .select('at')
        .where('id', '=', 1)
        .executeTakeFirst()
      return row?.at ?? 0
    },
    async history(guild) {
      const rows = await db
        .selectFrom('asked_items')
        .select(['item', 'times', 'last'])
        .where('guild', '=', guild)
        .execute()
      return new Map(rows.map(({ item, times, last }) => [item, { times, last }]))
    },
  }
}

function gameRow({ opening, hostJoined }: Logged): Tables['games'] {
  const { id, guild, channel, host, at } = opening
  return {
    id,
    guild,
    channel,
    host,
    opened_at: at,
    host_joined: hostJoined,
    opening: JSON.stringify(opening),
    over_at: 0,
    reason: '',
    unranked: '',
    questions: 0,
    closed: 0,
  }
}

/** SQLite takes 32,766 parameters in a statement; four of them are a row. */
const rowsAtOnce = 500

async function append(tx: Transaction<Tables>, entries: readonly Entry[]): Promise<string[]> {
  const rows = entries.map(({ round, seq, event }) => ({
    game: round,
    seq,
    at: event.at,
    body: JSON.stringify(event),
  }))
  let inserted = 0n
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const result = await tx
      .insertInto('game_events')
      .values(rows.slice(from, from + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['game', 'seq']).doNothing())
      .executeTakeFirst()
    inserted += result.numInsertedOrUpdatedRows ?? 0n
  }
  return inserted === BigInt(rows.length) ? [] : foreign(tx, rows)
}

/** The games where another event stands under a number: ours came second. */
async function foreign(
  tx: Transaction<Tables>,
  rows: readonly Tables['game_events'][],
): Promise<string[]> {
  const games = new Set<string>()
  for (const { game, seq, body } of rows) {
    const stored = await tx
      .selectFrom('game_events')
      .select('body')
      .where('game', '=', game)
      .where('seq', '=', seq)
      .executeTakeFirst()
    if (stored?.body !== body) games.add(game)
  }
  return [...games]
}

/** A game with its whole log, where that is still kept. */
export async function readGame(db: Kysely<Tables>, id: string): Promise<Logged | undefined> {
  const stored = await storedGame(db, id)
  return stored && loggedOf(stored)
}

type StoredGame = Pick<Tables['games'], 'opening' | 'host_joined'> & {
  readonly bodies: readonly string[]
}

async function storedGame(db: Kysely<Tables>, id: string): Promise<StoredGame | undefined> {
  const game = await db
    .selectFrom('games')
    .select(['opening', 'host_joined'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (game === undefined || game.opening === '') return undefined
  const rows = await db
    .selectFrom('game_events')
    .select('body')
    .where('game', '=', id)
    .orderBy('seq')
    .execute()
  return { ...game, bodies: rows.map(({ body }) => body) }
}

function loggedOf({ opening, host_joined, bodies }: StoredGame): Logged {
  return {
    opening: JSON.parse(opening) as Logged['opening'],
    hostJoined: host_joined,
    events: bodies.map((body) => JSON.parse(body) as Logged['events'][number]),
  }
}

/** A game that is on; where damage to the disk has hit its log it is over, so that its channel is free again. */
async function readOrGiveUp(database: Database<Tables>, id: string): Promise<Logged | undefined> {
  // What the database does not give is no damage: only what it has given is looked at.
  const stored = await storedGame(database.db, id)
  if (stored === undefined) return undefined
  try {
    const game = loggedOf(stored)
    replayed(game)
    return game
  } catch (error) {
    tellDamaged(database, error)
    await database.db
      .updateTable('games')
      .set(({ ref }) => ({ over_at: ref('opened_at'), reason: 'abandoned', closed: 1 }))
      .where('id', '=', id)
      .where('over_at', '=', 0)
      .execute()
    return undefined
  }
}

interface RatingNeeds {
  readonly facts: ItemFacts
  readonly engine: Engine
}

/** Everything that follows from a game being over, once: the first line is claimed or nothing happens. */
async function finish(tx: Transaction<Tables>, result: Result, rating: RatingNeeds): Promise<void> {
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

async function inBatches<T>(rows: readonly T[], insert: (batch: T[]) => Promise<unknown>) {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await insert(rows.slice(from, from + rowsAtOnce))
}

/** A line for everybody who answered. */
export async function keepScores(tx: Transaction<Tables>, result: Result): Promise<void> {
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
  tx: Transaction<Tables>,
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
export async function keepAnswers(tx: Transaction<Tables>, result: Result): Promise<void> {
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
  tx: Transaction<Tables>,
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
  tx: Transaction<Tables>,
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
  tx: Transaction<Tables>,
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
