/** What both engines share: what may be bound, how faults are named, and which handle a transaction uses. */

import { AsyncLocalStorage } from 'node:async_hooks'
import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  DialectAdapter,
  Driver,
  QueryResult,
  TransactionSettings,
} from 'kysely'
import { storeErrorOf } from './store-error.ts'

/** Marks the code that runs inside a transaction, and which one. */
const transactions = new AsyncLocalStorage<{ connection?: DatabaseConnection }>()

/** Runs `work` so that a query outside its transaction's own handle throws instead of waiting for ever. */
export function insideTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
  if (transactions.getStore() !== undefined) throw new Error(outside)
  return transactions.run({}, work)
}

const outside = 'inside a transaction every query must use its handle'

export interface Guards {
  /** What a parameter is bound as; throws for what must not be. */
  readonly bind: (value: unknown) => unknown
  /** In place of the dialect's own. */
  readonly adapter?: () => DialectAdapter
  /** Whether all share one connection, which each then has for itself in turn. */
  readonly single?: boolean
}

/** `inner` with the guards. */
export function guardedDialect(inner: Dialect, { bind, adapter, single = false }: Guards): Dialect {
  return {
    createAdapter: () => adapter?.() ?? inner.createAdapter(),
    createDriver: () => new GuardedDriver(inner.createDriver(), bind, single),
    createIntrospector: (db) => inner.createIntrospector(db),
    createQueryCompiler: () => inner.createQueryCompiler(),
  }
}

class GuardedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection
  readonly #bind: Guards['bind']

  constructor(inner: DatabaseConnection, bind: Guards['bind']) {
    this.inner = inner
    this.#bind = bind
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return named(async () => this.inner.executeQuery<Row>(this.#bound(query)))
  }

  streamQuery<Row>(query: CompiledQuery, chunk: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.inner.streamQuery<Row>(this.#bound(query), chunk)
  }

  #bound(query: CompiledQuery): CompiledQuery {
    return { ...query, parameters: query.parameters.map(this.#bind) }
  }
}

class GuardedDriver implements Driver {
  readonly #inner: Driver
  readonly #bind: Guards['bind']
  readonly #single: boolean
  /** Resolves when the one connection is free; its holder's release is at the end of the queue. */
  #free: Promise<void> = Promise.resolve()
  #release: () => void = () => {}

  constructor(inner: Driver, bind: Guards['bind'], single: boolean) {
    this.#inner = inner
    this.#bind = bind
    this.#single = single
  }

  init(): Promise<void> {
    return this.#inner.init()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const current = transactions.getStore()
    // SQLite has one connection, so this would wait for itself; PostgreSQL would once the pool is full.
    if (current?.connection !== undefined) {
      throw new Error(outside)
    }
    if (this.#single) await this.#turn()
    const inner = await named(() => this.#inner.acquireConnection())
    const connection = new GuardedConnection(inner, this.#bind)
    if (current !== undefined) current.connection = connection
    return connection
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return named(() => this.#inner.beginTransaction(innerOf(connection), settings))
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return named(() => this.#inner.commitTransaction(innerOf(connection)))
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return named(() => this.#inner.rollbackTransaction(innerOf(connection)))
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await this.#inner.releaseConnection(innerOf(connection))
    this.#release()
  }

  destroy(): Promise<void> {
    return this.#inner.destroy()
  }

  /** Waits for the connection and takes it. */
  async #turn(): Promise<void> {
    const before = this.#free
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#free = promise
    await before
    this.#release = resolve
  }
}

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof GuardedConnection ? connection.inner : connection
}

async function named<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw storeErrorOf(error)
  }
}
