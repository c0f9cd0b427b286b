/** The table of the trivia questions that servers have of their own. */

import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface QuestionTables {
  trivia_questions: {
    guild: string
    id: string
    standing: string
    /** JSON. */
    body: string
    author: string
    changed_by: string
    at: number
    changed_at: number
  }
}

export const questionsStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  let table = db.schema.createTable('trivia_questions').addColumn('at', whole, (c) => c.notNull())
  for (const column of ['guild', 'id', 'standing', 'body', 'author', 'changed_by'])
    table = table.addColumn(column as 'at', 'text', (c) => c.notNull())
  table = table.addColumn('changed_at' as 'at', whole, (c) => c.notNull())
  await strict(
    table.addPrimaryKeyConstraint('trivia_questions_key', ['guild', 'id'] as never),
  ).execute()
}
