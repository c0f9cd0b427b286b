/** The tables by which several processes share the shards: who serves which, and whose turn it is to identify. */

import type { Step } from './migrations.ts'

/** Times are milliseconds since 1970, by the database's clock except `alive_at`. */
export interface LeaseTables {
  shard_leases: {
    shard: number
    /** How many shards the bot had when it was taken. */
    total: number
    /** The process that has it; '' for none. */
    owner: string
    /** Rises by one each time that it is taken. */
    epoch: number
    until: number
    /** When its owner could last receive presses, by Discord's clock. */
    alive_at: number
    /** A process that is connected, and waits to be given it; '' for none. */
    heir: string
    heir_until: number
    /** JSON: ids of the interactions that the last owner took in the end, so that its heir leaves them alone. */
    answered: string
  }
  /** `next_at`: when the next session of this key may begin. */
  identify_turns: { key: number; next_at: number }
}

export const leasesStep: Step = async ({ db, engine, strict }) => {
  const whole = engine === 'sqlite' ? 'integer' : 'bigint'
  const numbers = ['shard', 'total', 'epoch', 'until', 'alive_at', 'heir_until']
  let leases = db.schema.createTable('shard_leases')
  for (const column of numbers) leases = leases.addColumn(column, whole, (c) => c.notNull())
  for (const column of ['owner', 'heir', 'answered'])
    leases = leases.addColumn(column, 'text', (c) => c.notNull())
  await strict(leases.addPrimaryKeyConstraint('shard_leases_key', ['shard'] as never)).execute()
  await strict(
    db.schema
      .createTable('identify_turns')
      .addColumn('key', whole, (c) => c.notNull())
      .addColumn('next_at', whole, (c) => c.notNull())
      .addPrimaryKeyConstraint('identify_turns_key', ['key'] as never),
  ).execute()
}
