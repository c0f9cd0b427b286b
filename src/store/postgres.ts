/** The engine for more than one process: PostgreSQL 15 or newer. */

import { availableParallelism, hostname } from 'node:os'
import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { bindable } from './bind.ts'
import { guardedDialect } from './guarded-dialect.ts'
import { patientPool } from './patient-pool.ts'

/** PostgreSQL's number of the type bigint, which count(*) has too. */
const int8 = 20

/** How long an answer is waited for, in milliseconds: a little longer than the server itself lets a statement take. */
const patience = 2_200

/** What a connection is called in `pg_stat_activity`: PostgreSQL keeps its first 63 letters. */
export const connectionName = `pinquiry ${process.pid}@${hostname()}`

/**
 * A dialect over a pool of connections to `url`. No statement runs for over 2 s and no lock is waited for
 * over 1 s: an interaction is dead after 3 s. `onError` hears of idle connections that were lost.
 */
export function openPostgres(url: string, onError: (error: Error) => void): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    fallback_application_name: connectionName,
    max: availableParallelism() * 4,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 2_000,
    lock_timeout: 1_000,
    keepAlive: true,
    idle_in_transaction_session_timeout: 10_000,
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  })
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', onError)
  // Kysely's own look at the tables binds a boolean; in our integer columns PostgreSQL refuses one itself.
  const bind = (value: unknown) => (typeof value === 'boolean' ? value : bindable(value))
  return guardedDialect(new PostgresDialect({ pool: patientPool(pool, patience) }), { bind })
}

/** bigint as a number, as in SQLite; beyond 2^53 it is refused rather than rounded. */
function parserOf(type: number, format?: 'text') {
  if (type !== int8) return pg.types.getTypeParser(type, format)
  return (text: string) => {
    const value = Number(text)
    if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`)
    return value
  }
}
