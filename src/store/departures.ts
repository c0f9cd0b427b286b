/** Guilds that removed the bot: since when, and what is deleted of them in the end. */

import { sql } from 'kysely'
import type { Database } from './database.ts'
import { ownership } from './ownership.ts'

/** How long a guild's data is kept after it removed the bot, in milliseconds. */
export const departedLife = 30 * 86_400_000

export interface Departures {
  /** Notes that a guild has removed the bot, unless that is known already. */
  left(guilds: readonly string[], at: number): Promise<void>
  /** Notes that the bot is in these guilds. */
  back(guilds: readonly string[]): Promise<void>
  /** Every guild of which anything is kept. */
  known(): Promise<ReadonlySet<string>>
  /** Guilds whose time is over at `now`. */
  due(now: number): Promise<string[]>
  /** Deletes everything of a guild, unless the bot is back in it. Resolves with whether it did. */
  purge(guild: string): Promise<boolean>
}

const ofGuilds = Object.entries(ownership)
  .filter(([, { belongsTo }]) => belongsTo === 'guild')
  .map(([table]) => table)

const ofGames = Object.entries(ownership)
  .filter(([, { belongsTo }]) => belongsTo === 'game')
  .map(([table]) => table)

export function createDepartures({ db, engine, transaction }: Database): Departures {
  return {
    async left(guilds, at) {
      for (const guild of guilds)
        await db
          .insertInto('departed_guilds')
          .values({ guild, at })
          .onConflict((conflict) => conflict.column('guild').doNothing())
          .execute()
    },
    async back(guilds) {
      const departed = await db.selectFrom('departed_guilds').select('guild').execute()
      const here = new Set(guilds)
      for (const { guild } of departed)
        if (here.has(guild))
          await db.deleteFrom('departed_guilds').where('guild', '=', guild).execute()
    },
    async known() {
      const guilds = new Set<string>()
      for (const table of ofGuilds) {
        const { rows } = await sql<{ guild: string }>`
          select distinct guild from ${sql.table(table)} where guild <> ''
        `.execute(db)
        for (const { guild } of rows) guilds.add(guild)
      }
      return guilds
    },
    async due(now) {
      const rows = await db
        .selectFrom('departed_guilds')
        .select('guild')
        .where('at', '<=', now - departedLife)
        .orderBy('at')
        .execute()
      return rows.map(({ guild }) => guild)
    },
    async purge(guild) {
      const isPurged = await transaction(async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('departed_guilds')
          .where('guild', '=', guild)
          .executeTakeFirst()
        if (numDeletedRows === 0n) return false
        for (const table of ofGames)
          await sql`
            delete from ${sql.table(table)} where game in (select id from games where guild = ${guild})
          `.execute(tx)
        for (const table of ofGuilds)
          await sql`delete from ${sql.table(table)} where guild = ${guild}`.execute(tx)
        return true
      })
      if (isPurged && engine === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db)
      return isPurged
    },
  }
}
