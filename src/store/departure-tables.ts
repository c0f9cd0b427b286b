/** The tables of who is gone: people who had themselves forgotten, and guilds that removed the bot. */

import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface DepartureTables {
  /** `hash` is that of the person's id, so that a restored backup can be told; `alias` what took its place. */
  forgotten: { hash: string; alias: string; at: number }
  departed_guilds: { guild: string; at: number }
}

export const departuresStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  await strict(
    db.schema
      .createTable('forgotten')
      .addColumn('hash', 'text', (column) => column.notNull().primaryKey())
      .addColumn('alias', 'text', (column) => column.notNull())
      .addColumn('at', whole, (column) => column.notNull()),
  ).execute()
  await strict(
    db.schema
      .createTable('departed_guilds')
      .addColumn('guild', 'text', (column) => column.notNull().primaryKey())
      .addColumn('at', whole, (column) => column.notNull()),
  ).execute()
}
