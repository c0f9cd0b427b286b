/** The tables of what people picked from a question back, and of what moderators made of it. */

import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970; nothing is null. `picker` is a keyed hash of the person's id. */
export interface PickTables {
  alias_picks: {
    guild: string
    id: string
    picker: string
    entry: string
    text: string
    at: number
  }
  refused_aliases: { guild: string; id: string; at: number }
}

export const picksStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  await strict(
    db.schema
      .createTable('alias_picks')
      .addColumn('guild', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('picker', 'text', (column) => column.notNull())
      .addColumn('entry', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('at', whole, (column) => column.notNull())
      .addPrimaryKeyConstraint('alias_picks_key', ['guild', 'id', 'picker']),
  ).execute()
  await db.schema.createIndex('alias_picks_by_age').on('alias_picks').column('at').execute()
  await strict(
    db.schema
      .createTable('refused_aliases')
      .addColumn('guild', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('at', whole, (column) => column.notNull())
      .addPrimaryKeyConstraint('refused_aliases_key', ['guild', 'id']),
  ).execute()
}
