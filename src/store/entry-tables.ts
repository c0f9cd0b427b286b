/** The tables of a guild's own answers: entries, their revisions, how often they were used, unfinished forms. */

import { sql } from 'kysely'
import type { Step, Writing } from './migrations.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface EntryTables {
  /** One row a guild: its number grows with each change, and its lock puts the guild's writers in a row. */
  guild_versions: { guild: string; version: number }
  entries: {
    guild: string
    id: string
    status: string
    /** What two live entries of a guild must not share. */
    title_key: string
    body: string
    rev: number
    version: number
    made_by: string
    made_at: number
    changed_by: string
    changed_at: number
  }
  entry_revisions: {
    guild: string
    id: string
    rev: number
    action: string
    status: string
    body: string
    author: string
    at: number
  }
  entry_uses: { guild: string; id: string; uses: number; last: number }
  /** What somebody typed into a form and has not saved yet. */
  answer_drafts: {
    id: string
    guild: string
    author: string
    body: string
    expires: number
  }
}

export const entriesStep: Step = async (writing) => {
  const { db } = writing
  await table(writing, 'guild_versions', ['guild'], ['version'], ['guild'])
  await table(
    writing,
    'entries',
    ['guild', 'id', 'status', 'title_key', 'body', 'made_by', 'changed_by'],
    ['rev', 'version', 'made_at', 'changed_at'],
    ['guild', 'id'],
  )
  await db.schema
    .createIndex('entries_by_version')
    .on('entries')
    .columns(['guild', 'version', 'id'])
    .execute()
  // Two moderators adding the same question at the same moment: the second is told.
  await db.schema
    .createIndex('entries_live_title')
    .unique()
    .on('entries')
    .columns(['guild', 'title_key'])
    .where(sql.ref('status'), '=', sql.lit('live'))
    .execute()
  await table(
    writing,
    'entry_revisions',
    ['guild', 'id', 'action', 'status', 'body', 'author'],
    ['rev', 'at'],
    ['guild', 'id', 'rev'],
  )
  await table(writing, 'entry_uses', ['guild', 'id'], ['uses', 'last'], ['guild', 'id'])
  await table(writing, 'answer_drafts', ['id', 'guild', 'author', 'body'], ['expires'], ['id'])
  await db.schema
    .createIndex('answer_drafts_by_end')
    .on('answer_drafts')
    .column('expires')
    .execute()
}

/** A table of NOT NULL columns: `text` and whole numbers. */
async function table(
  { db, engine, strict }: Writing,
  name: string,
  texts: readonly string[],
  numbers: readonly string[],
  key: readonly string[],
): Promise<void> {
  let builder = db.schema.createTable(name)
  for (const column of texts) builder = builder.addColumn(column, 'text', (c) => c.notNull())
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  for (const column of numbers) builder = builder.addColumn(column, whole, (c) => c.notNull())
  await strict(builder.addPrimaryKeyConstraint(`${name}_key`, key as never)).execute()
}
