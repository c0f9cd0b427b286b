/** Names for people that tell one from another within a guild and nothing else about them. */

import { createHmac, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { GapTables } from './gap-tables.ts'

/** Makes the name of what is named by `parts`: 22 letters, digits, `-` and `_`. */
export type Pseudonym = (...parts: readonly string[]) => string

/** The guild's own way of naming; its secret is made at the first use. */
export async function pseudonymsOf(db: Kysely<GapTables>, guild: string): Promise<Pseudonym> {
  return namesBy((await secretOf(db, guild)) ?? (await newSecret(db, guild)))
}

/** The way of naming that a secret makes. */
export function namesBy(secret: string): Pseudonym {
  return (...parts) =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
}

async function secretOf(db: Kysely<GapTables>, guild: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('guild_secrets')
    .select('secret')
    .where('guild', '=', guild)
    .executeTakeFirst()
  return row?.secret
}

async function newSecret(db: Kysely<GapTables>, guild: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await db
    .insertInto('guild_secrets')
    .values({ guild, secret })
    .onConflict((conflict) => conflict.column('guild').doNothing())
    .execute()
  // Another process may have been first.
  return (await secretOf(db, guild)) ?? secret
}
