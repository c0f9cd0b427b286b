/** What a process needs to serve some of the bot's shards beside others: its lease, its fence, its turns to identify. */

import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from './clock.ts'
import { budgetedThrottle } from './discord/budgeted.ts'
import { apart, sharedThrottle } from './discord/identify.ts'
import { StartError } from './errors.ts'
import type { Log } from './log.ts'
import { createIdentifyBudget } from './shards/identify-budget.ts'
import { createLease, type Lease, leaseLife } from './shards/lease.ts'
import { type Span, spanText } from './shards/span.ts'
import type { Database } from './store/database.ts'
import { createIdentifyStore } from './store/identifies.ts'
import { createHolding, createIdentifyTurns, createLeaseStore } from './store/leases.ts'
import type { Holding } from './store/rounds.ts'

export interface ShardingNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly span: Span
  /** Whether a process that serves these shards is asked to hand them over. */
  readonly replace: boolean
  /** Sessions begin so far apart, in milliseconds; as Discord demands when absent. */
  readonly sessionsApart?: number | undefined
  /** No session may be begun for hours: the process can do nothing but end. */
  readonly onRefused: (error: StartError) => void
}

export interface Sharding extends Pick<Lease, 'inherit' | 'keep' | 'isSure' | 'release'> {
  readonly holding?: Holding
  readonly throttle: ReturnType<typeof budgetedThrottle>
  /** Sessions that were begun within the last day, by whichever process. */
  identifies(): Promise<number>
  /** Takes the shards if they are free. */
  take(): Promise<boolean>
}

/** Of two hints in one moment one is enough. */
const topic = 'shards'

/** On PostgreSQL processes share the shards; on SQLite the file belongs to one process, and so do all shards. */
export function createSharding(needs: ShardingNeeds): Sharding {
  const { database, clock, log, span } = needs
  const budget = createIdentifyBudget(createIdentifyStore(database))
  const identifies = () => budget.used(clock.now())
  const { onRefused, sessionsApart = apart } = needs
  if (database.engine === 'sqlite') {
    const throttle = budgetedThrottle({ budget, clock, log, onRefused, apart: sessionsApart })
    return { ...alone(span), throttle, identifies }
  }
  const owner = `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`
  const onError = (error: unknown) => log.error({ err: error }, 'shards')
  const lease = createLease({
    store: createLeaseStore(database),
    hints: {
      tell: () => database.signals.tell(topic),
      hear: (listener) => database.signals.hear(topic, listener),
    },
    replace: needs.replace,
    ...{ owner, span, clock, onError },
  })
  return {
    ...lease,
    holding: createHolding(database, owner, span),
    throttle: budgetedThrottle({
      ...{ budget, clock, log, onRefused, apart: sessionsApart },
      turns: sharedThrottle(createIdentifyTurns(database), sessionsApart, onError),
    }),
    identifies,
    async take() {
      const taking = await lease.take()
      if (taking.kind === 'taken') return true
      if (taking.kind === 'other-total')
        throw new StartError(
          `${taking.by} serves this bot with ${taking.total} shards, not ${span.total}. Stop every process with another number of shards first; one that died is forgotten after ${leaseLife / 1_000} s.`,
        )
      log.info({ shards: spanText(span), by: taking.by, replace: needs.replace }, 'standing by')
      return false
    },
  }
}

function alone({ first, last, total }: Span): Omit<Sharding, 'throttle' | 'identifies'> {
  if (first > 0 || last < total - 1)
    throw new StartError(
      'Several processes need a database that they share: set DATABASE_URL to a PostgreSQL address, or serve all shards here.',
    )
  return {
    take: async () => true,
    inherit: async () => [],
    keep() {},
    isSure: () => true,
    async release() {},
  }
}
