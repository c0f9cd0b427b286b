/** The settings of servers, a row each. */

import type { Kysely, Transaction } from 'kysely'
import type { z } from 'zod'
import { type GuildSettings, type SettingsStore, settingsSchema } from '../guild/settings.ts'
import type { Database } from './database.ts'
import type { Step } from './migrations.ts'
import { jsonOf } from './readable.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface SettingsTables {
  guild_settings: {
    guild: string
    /** JSON of what differs from the defaults. */
    settings: string
    changed_by: string
    changed_at: number
  }
}

export const settingsStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  await strict(
    db.schema
      .createTable('guild_settings')
      .addColumn('guild', 'text', (column) => column.notNull().primaryKey())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('changed_by', 'text', (column) => column.notNull())
      .addColumn('changed_at', whole, (column) => column.notNull()),
  ).execute()
}

/** A guild's settings as this handle sees them: within a transaction, as they are there. */
export async function readSettings(
  db: Kysely<SettingsTables> | Transaction<SettingsTables>,
  guild: string,
): Promise<GuildSettings> {
  const row = await db
    .selectFrom('guild_settings')
    .select('settings')
    .where('guild', '=', guild)
    .executeTakeFirst()
  return settingsSchema.parse(row === undefined ? {} : known(row.settings))
}

/** What of a row can be read: where damage to the disk has hit a setting, its default holds. */
function known(text: string): Record<string, unknown> {
  const shape: Record<string, z.ZodType> = settingsSchema.shape
  const written = jsonOf(text) ?? {}
  return Object.fromEntries(
    Object.entries(written).filter(([name, value]) => shape[name]?.safeParse(value).success),
  )
}

export function createSettingsStore<Rows extends SettingsTables>(
  database: Database<Rows>,
): SettingsStore {
  const own = database as unknown as Database<SettingsTables>
  return {
    read: (guild) => readSettings(own.db, guild),
    change: (guild, change, by, at) =>
      own.transaction(async (tx) => {
        // The row is made first, so that two changes at once wait for each other on its lock.
        await tx
          .insertInto('guild_settings')
          .values({ guild, settings: '{}', changed_by: by, changed_at: at })
          .onConflict((conflict) =>
            conflict.column('guild').doUpdateSet({ changed_by: by, changed_at: at }),
          )
          .execute()
        const settings = { ...(await readSettings(tx, guild)), ...change }
        await tx
          .updateTable('guild_settings')
          .set({ settings: JSON.stringify(settings) })
          .where('guild', '=', guild)
          .execute()
        return settings
      }),
  }
}
