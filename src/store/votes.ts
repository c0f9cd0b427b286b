/** Whether answers helped, one row for each person and answer. */

import type { VoteStore } from '../knowledge/feedback.ts'
import type { Database } from './database.ts'
import type { GapTables } from './gap-tables.ts'
import { pseudonymsOf } from './pseudonym.ts'

export function createVoteStore<Rows extends GapTables>(database: Database<Rows>): VoteStore {
  const { db } = database as unknown as Database<GapTables>
  return {
    async vote(guild, id, user, yes, at) {
      const voter = (await pseudonymsOf(db, guild))('person', user)
      const helped = yes ? 1 : 0
      await db
        .insertInto('entry_votes')
        .values({ guild, id, voter, helped, at })
        .onConflict((conflict) =>
          conflict.columns(['guild', 'id', 'voter']).doUpdateSet({ helped, at }),
        )
        .execute()
    },
    async counts(guild) {
      const rows = await db
        .selectFrom('entry_votes')
        .select(({ fn }) => ['id', 'helped', fn.countAll<number>().as('voters')])
        .where('guild', '=', guild)
        .groupBy(['id', 'helped'])
        .execute()
      const counts = new Map<string, { yes: number; no: number }>()
      for (const { id, helped, voters } of rows) {
        const both = counts.get(id) ?? { yes: 0, no: 0 }
        both[helped === 1 ? 'yes' : 'no'] = Number(voters)
        counts.set(id, both)
      }
      return counts
    },
  }
}
