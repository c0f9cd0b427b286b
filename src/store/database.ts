/** One database, whichever engine: open, bring its tables up to date, query, transact, close. */

import { join } from 'node:path'
import { Kysely, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { systemClock } from '../clock.ts'
import { StartError } from '../errors.ts'
import type { ChallengeScoreTables } from './challenge-scores.ts'
import type { ChallengeTables } from './challenge-tables.ts'
import type { DepartureTables } from './departure-tables.ts'
import type { EntryTables } from './entry-tables.ts'
import type { GapTables } from './gap-tables.ts'
import { insideTransaction } from './guarded-dialect.ts'
import type { IdentifyTables } from './identifies.ts'
import type { LeaseTables } from './lease-tables.ts'
import { type Engine, migrationsFor, type Step, steps } from './migrations.ts'
import { patiently } from './patience.ts'
import type { PickTables } from './pick-tables.ts'
import type { PinTables } from './pin-tables.ts'
import { openPostgres } from './postgres.ts'
import type { QuestionTables } from './question-tables.ts'
import type { ReportTables } from './reports.ts'
import type { ScheduleTables } from './schedule-tables.ts'
import type { SettingsTables } from './settings.ts'
import { createSignals, noSignals, type Signals } from './signals.ts'
import { damaged, openSqlite } from './sqlite.ts'
import { StoreError } from './store-error.ts'
import { isBuiltLike, stepsTaken } from './structure.ts'
import type { TriviaTables } from './trivia-tables.ts'

/** Rows of every table, as both engines give them. */
export interface Tables
  extends TriviaTables,
    ScheduleTables,
    ChallengeTables,
    ChallengeScoreTables,
    PickTables,
    EntryTables,
    SettingsTables,
    GapTables,
    PinTables,
    QuestionTables,
    ReportTables,
    LeaseTables,
    IdentifyTables,
    DepartureTables {}

export interface DatabaseOptions {
  /** A PostgreSQL address; absent: SQLite in `folder`. */
  readonly url?: string | undefined
  readonly folder: string
  /** Hears of connections that were lost while nobody used them, and of rows that cannot be read. */
  readonly onError: (error: Error) => void
  /** How long a server that is away is waited for, in milliseconds; not at all when absent. */
  readonly patience?: number
  /** Hears of it once, when that begins. */
  readonly onAway?: (error: StoreError) => void
  /** The tables' steps; tests give their own. */
  readonly steps?: Readonly<Record<string, Step>>
}

export interface Database<Rows = Tables> {
  readonly engine: Engine
  /** For single statements. Inside `transaction` it throws: use the handle given there. */
  readonly db: Kysely<Rows>
  /** All of `work` or nothing; never wait for Discord in it. A StoreError `busy` may be tried again. */
  transaction<Result>(work: (tx: Transaction<Rows>) => Promise<Result>): Promise<Result>
  readonly onError: DatabaseOptions['onError']
  /** Hints from and to other processes on the same database. */
  readonly signals: Omit<Signals, 'close'>
  /** Copies an SQLite database while it is in use; PostgreSQL has its own tools and rejects. */
  backup(to: string): Promise<void>
  close(): Promise<void>
}

/** File name of the SQLite database in the state folder. */
export const sqliteName = 'pinquiry.sqlite'

/** In place of a folder: a database that is forgotten when it is closed. */
export const inMemory = ':memory:'

/**
 * Opens the database and brings its tables up to date; several processes may do so at once.
 * Throws a StartError that says what to do where it cannot be reached, read or trusted.
 */
export async function openDatabase<Rows = Tables>(
  options: DatabaseOptions,
): Promise<Database<Rows>> {
  const { url, folder } = options
  const file = url === undefined ? openSqlite(fileIn(folder)) : undefined
  const dialect = file?.dialect ?? openPostgres(url ?? '', options.onError)
  const engine: Engine = file === undefined ? 'postgres' : 'sqlite'
  const db = new Kysely<Rows>({ dialect })
  const all = options.steps ?? steps
  try {
    if (url === undefined && folder !== inMemory && !(await isOurs(db, all)))
      throw damaged(fileIn(folder))
    const { patience: within = 0, onAway = () => {} } = options
    await patiently(() => migrate(db, engine, all), { clock: systemClock, within, onAway })
  } catch (error) {
    await db.destroy()
    throw startErrorOf(error, url === undefined ? fileIn(folder) : undefined)
  }
  const signals =
    url === undefined
      ? noSignals
      : createSignals(url, (channel, topic) => notify(db, channel, topic), options.onError)
  return {
    engine,
    db,
    signals,
    onError: options.onError,
    transaction: (work) => insideTransaction(() => db.transaction().execute(work)),
    async backup(to) {
      if (file === undefined) throw new StartError('PostgreSQL is backed up with pg_dump.')
      await file.backup(to)
    },
    async close() {
      await signals.close()
      await db.destroy()
    },
  }
}

const notify = <Rows>(db: Kysely<Rows>, channel: string, topic: string) =>
  sql`select pg_notify(${channel}, ${topic})`.execute(db)

function fileIn(folder: string): string {
  return folder === inMemory ? inMemory : join(folder, sqliteName)
}

/** Whether an SQLite file is new, ours, or of a newer version, which says more of itself. */
async function isOurs<Rows>(
  db: Kysely<Rows>,
  all: Readonly<Record<string, Step>>,
): Promise<boolean> {
  const taken = await stepsTaken(db)
  if (taken === undefined) return false
  if (taken.length === 0) return true
  const known = Object.entries(all).filter(([name]) => taken.includes(name))
  // A newer version has all of our steps and more; a name of a step that is no name is damage.
  if (known.length < taken.length) return known.length === Object.keys(all).length
  const model = new Kysely<unknown>({ dialect: openSqlite(inMemory).dialect })
  try {
    await migrate(model, 'sqlite', Object.fromEntries(known))
    return await isBuiltLike(db, model)
  } finally {
    await model.destroy()
  }
}

async function migrate<Rows>(
  db: Kysely<Rows>,
  engine: Engine,
  all: Readonly<Record<string, Step>>,
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrationsFor(engine, all) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

function startErrorOf(error: unknown, file: string | undefined): unknown {
  if (error instanceof StoreError && error.fault === 'unavailable') {
    const { message } = error.cause as Error
    return new StartError(`Cannot reach the database: ${message}. Check DATABASE_URL.`)
  }
  if (error instanceof Error && /previously executed migration .* is missing/.test(error.message)) {
    return new StartError(
      'The database was made by a newer version of Pinquiry. Update the bot; nothing was changed.',
      78,
    )
  }
  // Kysely finds names or times of steps that it cannot have written.
  if (file !== undefined && error instanceof Error && /^corrupted migrations/.test(error.message))
    return damaged(file)
  return error
}
