/** Questions without an answer, a row for each person and wording. */

import type { Kysely, Selectable } from 'kysely'
import { type Gap, type GapStore, gapLife } from '../knowledge/feedback.ts'
import { gapText } from '../knowledge/gaps.ts'
import { sameKey } from '../knowledge/sameness.ts'
import type { Database } from './database.ts'
import type { GapTables } from './gap-tables.ts'
import { pseudonymsOf } from './pseudonym.ts'

/** Most gaps of one person that are kept, the newest: nobody fills the list alone. */
const mostOfOne = 50

/** Most gaps that are read. */
const mostRead = 1_000

export function createGapStore<Rows extends GapTables>(database: Database<Rows>): GapStore {
  const { db } = database as unknown as Database<GapTables>
  return {
    async keep({ guild, channel, user, text: typed, at, refused }) {
      const text = gapText(typed)
      if (text === '') return undefined
      const name = await pseudonymsOf(db, guild)
      const asker = name('person', user)
      const id = name('gap', user, sameKey(text))
      await db
        .insertInto('gaps')
        .values({ guild, id, channel, text, asker, at, refused, tell: '', dismissed: 0 })
        .onConflict((conflict) =>
          conflict.columns(['guild', 'id']).doUpdateSet({ channel, at, refused }),
        )
        .execute()
      await forget(db, guild, asker, at)
      return id
    },
    async list(guild, now) {
      const rows = await db
        .selectFrom('gaps')
        .selectAll()
        .where('guild', '=', guild)
        .where('at', '>', now - gapLife)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(mostRead)
        .execute()
      return rows.map(gapOf)
    },
    async tell(guild, id, user) {
      const name = await pseudonymsOf(db, guild)
      const { numUpdatedRows } = await db
        .updateTable('gaps')
        .set({ tell: user })
        .where('guild', '=', guild)
        .where('id', '=', id)
        .where('asker', '=', name('person', user))
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async dismiss(guild, ids) {
      if (ids.length === 0) return
      await db
        .updateTable('gaps')
        .set({ dismissed: 1 })
        .where('guild', '=', guild)
        .where('id', 'in', ids)
        .execute()
    },
    async close(guild, ids) {
      if (ids.length === 0) return []
      const rows = await db
        .deleteFrom('gaps')
        .where('guild', '=', guild)
        .where('id', 'in', ids)
        .returningAll()
        .execute()
      return rows.map(gapOf)
    },
  }
}

/** What is too old, of anybody, and what one person has asked too much. */
async function forget(
  db: Kysely<GapTables>,
  guild: string,
  asker: string,
  now: number,
): Promise<void> {
  await db
    .deleteFrom('gaps')
    .where('at', '<=', now - gapLife)
    .execute()
  await db
    .deleteFrom('gaps')
    .where('guild', '=', guild)
    .where('asker', '=', asker)
    .where('id', 'not in', (rows) =>
      rows
        .selectFrom('gaps')
        .select('id')
        .where('guild', '=', guild)
        .where('asker', '=', asker)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(mostOfOne),
    )
    .execute()
}

function gapOf({ guild: _guild, ...row }: Selectable<GapTables['gaps']>): Gap {
  return { ...row, dismissed: row.dismissed === 1 }
}
