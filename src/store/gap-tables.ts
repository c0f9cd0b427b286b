/** The tables of what people say of answers: questions without one, and who was helped. */

import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface GapTables {
  /** A guild's secret, which makes one name for a person here and another elsewhere. */
  guild_secrets: { guild: string; secret: string }
  gaps: {
    guild: string
    id: string
    channel: string
    text: string
    /** A keyed hash of the person's id. */
    asker: string
    at: number
    /** Id of the entry that was not what they asked; '' where nothing was found. */
    refused: string
    /** Id of the person, where they want to be told; else ''. */
    tell: string
    dismissed: number
  }
  /** `voter` is a keyed hash of the person's id. */
  entry_votes: { guild: string; id: string; voter: string; helped: number; at: number }
}

export const gapsStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  await strict(
    db.schema
      .createTable('guild_secrets')
      .addColumn('guild', 'text', (column) => column.notNull().primaryKey())
      .addColumn('secret', 'text', (column) => column.notNull()),
  ).execute()
  await strict(
    db.schema
      .createTable('gaps')
      .addColumn('guild', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('asker', 'text', (column) => column.notNull())
      .addColumn('at', whole, (column) => column.notNull())
      .addColumn('refused', 'text', (column) => column.notNull())
      .addColumn('tell', 'text', (column) => column.notNull())
      .addColumn('dismissed', whole, (column) => column.notNull())
      .addPrimaryKeyConstraint('gaps_key', ['guild', 'id']),
  ).execute()
  await db.schema.createIndex('gaps_by_time').on('gaps').columns(['guild', 'at']).execute()
  await db.schema.createIndex('gaps_by_age').on('gaps').column('at').execute()
  await strict(
    db.schema
      .createTable('entry_votes')
      .addColumn('guild', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('voter', 'text', (column) => column.notNull())
      .addColumn('helped', whole, (column) => column.notNull())
      .addColumn('at', whole, (column) => column.notNull())
      .addPrimaryKeyConstraint('entry_votes_key', ['guild', 'id', 'voter']),
  ).execute()
}
