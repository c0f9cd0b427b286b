/** When sessions with Discord were begun, a row each. */

import type { IdentifyStore } from '../shards/identify-budget.ts'
import type { Database } from './database.ts'
import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970. */
export interface IdentifyTables {
  identifies: { shard: number; at: number }
}

export const identifiesStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  await strict(
    db.schema
      .createTable('identifies')
      .addColumn('at', whole, (column) => column.notNull())
      .addColumn('shard', whole, (column) => column.notNull())
      .addPrimaryKeyConstraint('identifies_key', ['at', 'shard'] as never),
  ).execute()
}

export function createIdentifyStore({ db }: Database<IdentifyTables>): IdentifyStore {
  return {
    async note(identify) {
      await db
        .insertInto('identifies')
        .values(identify)
        .onConflict((conflict) => conflict.columns(['at', 'shard']).doNothing())
        .execute()
    },
    since: (at) =>
      db
        .selectFrom('identifies')
        .select(['shard', 'at'])
        .where('at', '>', at)
        .orderBy('at')
        .execute(),
    async forget(before) {
      await db.deleteFrom('identifies').where('at', '<=', before).execute()
    },
  }
}
