/** Connections that are given up when they fall silent: a line that swallows everything looks like a slow answer. */

import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { StoreError, storeErrorOf } from './store-error.ts'

/**
 * `pool` as Kysely needs it. A statement without an answer after `patience` milliseconds rejects, and its connection
 * is closed. Whatever becomes of one connection may have become of the others: those that are older than the last
 * loss are closed too before anybody waits for them in vain.
 */
export function patientPool(pool: pg.Pool, patience: number): PostgresPool {
  const births = new WeakMap<object, number>()
  let born = 0
  let trustedFrom = 0
  pool.on('connect', (client) => {
    born += 1
    births.set(client, born)
    // A connection that is lost between two statements says so here, and would end the process unheard.
    client.on('error', () => {})
  })
  const lose = () => {
    trustedFrom = born + 1
  }
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      for (;;) {
        const client = await pool.connect()
        if ((births.get(client) ?? 0) >= trustedFrom) return patient(client, patience, lose)
        client.release(true)
      }
    },
  }
}

function patient(client: pg.PoolClient, patience: number, lose: () => void): PostgresPoolClient {
  let lost = false
  const query = async (sql: string, parameters: readonly unknown[]) => {
    if (lost) throw silence()
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(silence()), patience)
    try {
      return await Promise.race([client.query(sql, [...parameters]), late])
    } catch (error) {
      if (isLoss(error)) {
        lost = true
        lose()
      }
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    // Kysely's other use of it, with a cursor, is not ours.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || lost),
  }
}

const silence = () =>
  Object.assign(new Error('the database gave no answer in time'), { code: 'ETIMEDOUT' })

/** PostgreSQL's own word that a statement took too long, or that it has no room: the connection is sound. */
const sound: readonly unknown[] = ['57014', '53300']

function isLoss(error: unknown): boolean {
  const named = storeErrorOf(error)
  const { code } = error as { code?: unknown }
  return named instanceof StoreError && named.fault === 'unavailable' && !sound.includes(code)
}
