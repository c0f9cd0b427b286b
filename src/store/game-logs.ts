/** Games as their logs tell them, and what is done where damage to the disk has hit one. */

import type { Kysely } from 'kysely'
import { type Logged, replayed } from '../trivia/explain.ts'
import type { Database } from './database.ts'
import { tellDamaged } from './readable.ts'
import type { TriviaTables } from './trivia-tables.ts'

/** A game with its whole log, where that is still kept. */
export async function readGame(db: Kysely<TriviaTables>, id: string): Promise<Logged | undefined> {
  const stored = await storedGame(db, id)
  return stored && loggedOf(stored)
}

type StoredGame = Pick<TriviaTables['games'], 'opening' | 'host_joined'> & {
  readonly bodies: readonly string[]
}

async function storedGame(db: Kysely<TriviaTables>, id: string): Promise<StoredGame | undefined> {
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
export async function readOrGiveUp(
  database: Database<TriviaTables>,
  id: string,
): Promise<Logged | undefined> {
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
