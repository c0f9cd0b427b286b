/** The games that servers have planned, in the database. */

import type { Plan, PlanStore } from '../trivia/schedule.ts'
import { settingsSchema } from '../trivia/settings.ts'
import type { Database } from './database.ts'
import { jsonOf } from './readable.ts'
import type { ScheduleTables } from './schedule-tables.ts'

export function createPlanStore<Rows extends ScheduleTables>(database: Database<Rows>): PlanStore {
  const { db } = database as unknown as Database<ScheduleTables>
  const plans = () => db.selectFrom('trivia_plans').selectAll().orderBy('next_at').orderBy('id')
  return {
    async add({ id, guild, channel, kind, settings, by, weekday, minutes, next }, at) {
      await db
        .insertInto('trivia_plans')
        .values({
          ...{ id, guild, channel, kind, weekday, minutes, at },
          settings: JSON.stringify(settings),
          made_by: by,
          next_at: next,
        })
        .execute()
    },
    async of(guild) {
      return (await plans().where('guild', '=', guild).execute()).map(planOf)
    },
    async remove(guild, id) {
      const { numDeletedRows } = await db
        .deleteFrom('trivia_plans')
        .where('guild', '=', guild)
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
    async due(now) {
      return (await plans().where('next_at', '<=', now).execute()).map(planOf)
    },
    async soonest(now) {
      const row = await db
        .selectFrom('trivia_plans')
        .select('next_at')
        .where('next_at', '>', now)
        .orderBy('next_at')
        .limit(1)
        .executeTakeFirst()
      return row?.next_at
    },
    async move(id, from, to) {
      const { numUpdatedRows } = await db
        .updateTable('trivia_plans')
        .set({ next_at: to })
        .where('id', '=', id)
        .where('next_at', '=', from)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}

function planOf(row: ScheduleTables['trivia_plans']): Plan {
  const { id, guild, channel, weekday, minutes } = row
  const settings = settingsSchema.safeParse(jsonOf(row.settings))
  return {
    ...{ id, guild, channel, weekday, minutes },
    kind: row.kind === 'challenge' ? 'challenge' : 'game',
    settings: settings.success ? settings.data : settingsSchema.parse({}),
    by: row.made_by,
    next: row.next_at,
  }
}
