/** The trivia questions that servers have of their own, in the database. */

import { z } from 'zod'
import type { OwnQuestion, QuestionStore } from '../trivia/own.ts'
import { ownItemSchema, triviaItemOf } from '../trivia/question.ts'
import type { Database } from './database.ts'
import type { QuestionTables } from './question-tables.ts'
import { readable } from './readable.ts'

const bodySchema = z.union([
  z.object({ item: ownItemSchema.transform(triviaItemOf) }),
  z.object({ entry: z.string() }),
])
const standingSchema = z.enum(['live', 'suggested', 'removed'])

/** Most rows of one statement: SQLite takes 32,766 values, and 8 make a row. */
const atOnce = 1_000

export function createQuestionStore<Rows extends QuestionTables>(
  database: Database<Rows>,
): QuestionStore {
  const { db, transaction } = database as unknown as Database<QuestionTables>
  return {
    async all(guild) {
      const rows = await db
        .selectFrom('trivia_questions')
        .selectAll()
        .where('guild', '=', guild)
        .orderBy('at')
        .orderBy('id')
        .execute()
      return readable(database, rows, questionOf)
    },
    add: (questions) =>
      transaction(async (tx) => {
        for (let from = 0; from < questions.length; from += atOnce)
          await tx
            .insertInto('trivia_questions')
            .values(questions.slice(from, from + atOnce).map(rowOf))
            .execute()
      }),
    async change(question) {
      const { guild, id, author: _author, at: _at, ...change } = rowOf(question)
      const { numUpdatedRows } = await db
        .updateTable('trivia_questions')
        .set(change)
        .where('guild', '=', guild)
        .where('id', '=', id)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}

function rowOf({
  of,
  changedBy,
  changedAt,
  ...rest
}: OwnQuestion): QuestionTables['trivia_questions'] {
  return { ...rest, body: JSON.stringify(of), changed_by: changedBy, changed_at: changedAt }
}

function questionOf(row: QuestionTables['trivia_questions']): OwnQuestion {
  const { guild, id, author, at } = row
  return {
    ...{ guild, id, author, at },
    standing: standingSchema.parse(row.standing),
    of: bodySchema.parse(JSON.parse(row.body)) as OwnQuestion['of'],
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }
}
