/** Games in the database while they are on: their openings and the events of their logs. */

import type { Transaction } from 'kysely'
import type { Logged } from '../trivia/explain.ts'
import type { Entry, RoundStore } from '../trivia/round-store.ts'
import type { Database } from './database.ts'
import { readOrGiveUp } from './game-logs.ts'
import { finish, type ItemFacts } from './game-results.ts'
import { StoreError } from './store-error.ts'
import type { TriviaTables } from './trivia-tables.ts'

type Tables = TriviaTables

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
