/** Leases of shards in the database, and the fence that keeps a process out whose lease is over. */

import { type Kysely, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { IdentifyTurns } from '../shards/identify-turns.ts'
import type { LeaseStore } from '../shards/lease.ts'
import { isIn, type Span, shardsOf } from '../shards/span.ts'
import type { Database } from './database.ts'
import type { LeaseTables } from './lease-tables.ts'
import type { Engine } from './migrations.ts'
import type { Holding } from './rounds.ts'

/** Everybody who takes shards waits for this lock, so that nobody sees half of another's taking. */
const takingLock = 7_301

const answeredSchema = z.array(z.string())

/** The database's clock, in milliseconds since 1970: the processes' own may differ. */
const clockOf = (engine: Engine) =>
  engine === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`

export function createLeaseStore({ engine, db, transaction }: Database<LeaseTables>): LeaseStore {
  const now = clockOf(engine)
  return {
    take: (owner, span, life) =>
      transaction(async (tx) => {
        if (engine === 'postgres')
          await sql`select pg_advisory_xact_lock(${takingLock})`.execute(tx)
        const other = await tx
          .selectFrom('shard_leases')
          .select(['owner', 'total'])
          .where('owner', 'not in', ['', owner])
          .where('until', '>', now)
          .where((eb) => eb.or([eb('total', '<>', span.total), eb('shard', 'in', shardsOf(span))]))
          .executeTakeFirst()
        if (other !== undefined && other.total !== span.total)
          return { kind: 'other-total', by: other.owner, total: other.total }
        if (other !== undefined) return { kind: 'held', by: other.owner }
        const answered = await answeredIn(tx, span)
        for (const shard of shardsOf(span)) await takeOne(tx, { shard, span, owner, life, now })
        return { kind: 'taken', answered }
      }),
    async renew(owner, span, life) {
      const rows = await db
        .updateTable('shard_leases')
        .set({ until: sql<number>`${now} + ${sql.lit(life)}` })
        .where('owner', '=', owner)
        .where('shard', 'in', shardsOf(span))
        .returning(['heir', sql<number>`heir_until - ${now}`.as('left')])
        .execute()
      if (rows.length < shardsOf(span).length) return 'lost'
      return rows.every(({ heir, left }) => heir !== '' && left > 0) ? 'wanted' : 'kept'
    },
    async wish(heir, span, life) {
      await db
        .updateTable('shard_leases')
        .set({ heir, heir_until: sql<number>`${now} + ${sql.lit(life)}` })
        .where('shard', 'in', shardsOf(span))
        .where('total', '=', span.total)
        .execute()
    },
    async release(owner, answered) {
      await db
        .updateTable('shard_leases')
        .set({ owner: '', until: 0, answered: JSON.stringify(answered) })
        .where('owner', '=', owner)
        .execute()
    },
  }
}

async function answeredIn(tx: Transaction<LeaseTables>, span: Span): Promise<string[]> {
  const rows = await tx
    .selectFrom('shard_leases')
    .select('answered')
    .where('shard', 'in', shardsOf(span))
    .execute()
  return rows.flatMap(({ answered }) => answeredSchema.parse(JSON.parse(answered)))
}

async function takeOne(
  tx: Transaction<LeaseTables>,
  one: {
    readonly shard: number
    readonly span: Span
    readonly owner: string
    readonly life: number
    readonly now: ReturnType<typeof clockOf>
  },
): Promise<void> {
  const { shard, owner, now } = one
  const { total } = one.span
  const until = sql<number>`${now} + ${sql.lit(one.life)}`
  const taken = { owner, total, until, heir: '', heir_until: 0, answered: '[]' }
  await tx
    .insertInto('shard_leases')
    .values({ shard, ...taken, epoch: 1, alive_at: 0 })
    .onConflict((conflict) =>
      conflict.column('shard').doUpdateSet((eb) => ({
        ...taken,
        epoch: eb('shard_leases.epoch', '+', 1),
      })),
    )
    .execute()
}

/** The servers of `span` while `owner` has its leases: whoever has lost one can store no game's events any more. */
export function createHolding(
  { engine, db }: Database<LeaseTables>,
  owner: string,
  span: Span,
): Holding {
  const ours = (on: Kysely<LeaseTables>) =>
    on.selectFrom('shard_leases').where('owner', '=', owner).where('shard', 'in', shardsOf(span))
  return {
    isOurs: (guild) => isIn(span, guild),
    async isHeld(tx) {
      // Shared locks: nobody takes the shards before this transaction has ended.
      const rows = await ours(tx as unknown as Kysely<LeaseTables>)
        .select('shard')
        .$if(engine === 'postgres', (query) => query.forShare())
        .execute()
      return rows.length === shardsOf(span).length
    },
    async alive(at) {
      await db
        .updateTable('shard_leases')
        .set({ alive_at: at })
        .where('owner', '=', owner)
        .execute()
    },
    async lastAlive() {
      const rows = await ours(db).select('alive_at').execute()
      return rows.length === 0 ? 0 : Math.min(...rows.map((row) => row.alive_at))
    },
  }
}

/** A turn that is not used, as by a process that dies in it, is over after this long, in milliseconds. */
const turnLife = 10_000

export function createIdentifyTurns({ engine, db }: Database<LeaseTables>): IdentifyTurns {
  const now = clockOf(engine)
  const inTime = (ms: number) => sql<number>`${now} + ${sql.lit(ms)}`
  const next = (key: number, ms: number) =>
    db.insertInto('identify_turns').values({ key, next_at: inTime(ms) })
  return {
    async take(key) {
      const taken = await next(key, turnLife)
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({ next_at: inTime(turnLife) })
            .where('identify_turns.next_at', '<=', now),
        )
        .returning('key')
        .execute()
      if (taken.length > 0) return 0
      const other = await db
        .selectFrom('identify_turns')
        .select(sql<number>`next_at - ${now}`.as('wait'))
        .where('key', '=', key)
        .executeTakeFirst()
      return Math.max(1, other?.wait ?? 0)
    },
    async begun(key, apart) {
      await next(key, apart)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ next_at: inTime(apart) }))
        .execute()
    },
  }
}
