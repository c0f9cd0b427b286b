/** What players reported, in the database. */

import type { Report, ReportStore } from '../trivia/report.ts'
import type { Database } from './database.ts'
import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970; ids of Discord are text; nothing is null. */
export interface ReportTables {
  trivia_reports: Report
}

export const reportsStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  let table = db.schema
    .createTable('trivia_reports')
    .addColumn('question', whole, (c) => c.notNull())
    .addColumn('at', whole, (c) => c.notNull())
  for (const column of ['guild', 'game', 'item', 'title', 'reporter', 'text'])
    table = table.addColumn(column as 'at', 'text', (c) => c.notNull())
  const key = ['guild', 'game', 'question', 'reporter'] as never
  await strict(table.addPrimaryKeyConstraint('trivia_reports_key', key)).execute()
}

/** Most reports of a guild that are shown. */
const most = 200

export function createReportStore<Rows extends ReportTables>(
  database: Database<Rows>,
): ReportStore {
  const { db } = database as unknown as Database<ReportTables>
  return {
    async keep(report) {
      const { text, at } = report
      await db
        .insertInto('trivia_reports')
        .values(report)
        .onConflict((conflict) =>
          conflict.columns(['guild', 'game', 'question', 'reporter']).doUpdateSet({ text, at }),
        )
        .execute()
    },
    of: (guild) =>
      db
        .selectFrom('trivia_reports')
        .selectAll()
        .where('guild', '=', guild)
        .orderBy('at', 'desc')
        .limit(most)
        .execute(),
    async close(guild, item) {
      await db
        .deleteFrom('trivia_reports')
        .where('guild', '=', guild)
        .where('item', '=', item)
        .execute()
    },
  }
}
