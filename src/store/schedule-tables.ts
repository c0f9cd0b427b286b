/** The table of the games that servers have planned. */

import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface ScheduleTables {
  trivia_plans: {
    id: string
    guild: string
    channel: string
    kind: string
    /** JSON. */
    settings: string
    made_by: string
    weekday: number
    minutes: number
    next_at: number
    at: number
  }
}

export const schedulesStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  let table = db.schema
    .createTable('trivia_plans')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
  for (const column of ['guild', 'channel', 'kind', 'settings', 'made_by'])
    table = table.addColumn(column as 'id', 'text', (c) => c.notNull())
  for (const column of ['weekday', 'minutes', 'next_at', 'at'])
    table = table.addColumn(column as 'id', whole, (c) => c.notNull())
  await strict(table).execute()
  await db.schema.createIndex('trivia_plans_next').on('trivia_plans').column('next_at').execute()
}
