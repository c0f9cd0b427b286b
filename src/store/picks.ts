/** What people picked from a question back, a row for each person, entry and wording. */

import type { Kysely } from 'kysely'
import { gapLife } from '../knowledge/feedback.ts'
import { gapText } from '../knowledge/gaps.ts'
import type { PickStore } from '../knowledge/proposals.ts'
import { sameKey } from '../knowledge/sameness.ts'
import type { Database } from './database.ts'
import type { GapTables } from './gap-tables.ts'
import type { PickTables } from './pick-tables.ts'
import { pseudonymsOf } from './pseudonym.ts'

/** Most picks of one person that are kept, the newest: nobody fills the list alone. */
const mostOfOne = 50

/** Most picks that are read. */
const mostRead = 2_000

type Tables = PickTables & GapTables

export function createPickStore<Rows extends Tables>(database: Database<Rows>): PickStore {
  const { db } = database as unknown as Database<Tables>
  const drop = async (guild: string, id: string) => {
    await db.deleteFrom('alias_picks').where('guild', '=', guild).where('id', '=', id).execute()
  }
  return {
    drop,
    async keep({ guild, entry, user, text: typed, at }) {
      const text = gapText(typed)
      if (text === '') return
      const name = await pseudonymsOf(db, guild)
      const id = name('alias', entry, sameKey(text))
      const row = { guild, id, picker: name('person', user), entry, text, at }
      await db
        .insertInto('alias_picks')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['guild', 'id', 'picker']).doUpdateSet({ text, at }),
        )
        .execute()
      await forget(db, guild, row.picker, at)
    },
    async list(guild, now) {
      return db
        .selectFrom('alias_picks')
        .select(['id', 'picker', 'entry', 'text', 'at'])
        .where('guild', '=', guild)
        .where('at', '>', now - gapLife)
        .where('id', 'not in', (refused) =>
          refused.selectFrom('refused_aliases').select('id').where('guild', '=', guild),
        )
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(mostRead)
        .execute()
    },
    async refuse(guild, id, at) {
      await db
        .insertInto('refused_aliases')
        .values({ guild, id, at })
        .onConflict((conflict) => conflict.columns(['guild', 'id']).doNothing())
        .execute()
      await drop(guild, id)
    },
  }
}

/** What is too old, of anybody, and what one person has picked too much. */
async function forget(
  db: Kysely<PickTables>,
  guild: string,
  picker: string,
  now: number,
): Promise<void> {
  await db
    .deleteFrom('alias_picks')
    .where('at', '<=', now - gapLife)
    .execute()
  const own = () =>
    db.selectFrom('alias_picks').where('guild', '=', guild).where('picker', '=', picker)
  await db
    .deleteFrom('alias_picks')
    .where('guild', '=', guild)
    .where('picker', '=', picker)
    .where('id', 'not in', own().select('id').orderBy('at', 'desc').orderBy('id').limit(mostOfOne))
    .execute()
}
