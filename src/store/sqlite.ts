/** The default engine: one SQLite file through Node's own driver, for one process. */

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, backup as onlineBackup, type SQLInputValue } from 'node:sqlite'
import { type Dialect, SqliteAdapter, SqliteDialect } from 'kysely'
import { StartError } from '../errors.ts'
import { bindable } from './bind.ts'
import { guardedDialect } from './guarded-dialect.ts'

/** How long an open waits for another process to let go of the file, in milliseconds. */
const patience = 1_000

/** Exit code for a file that another process has; EX_TEMPFAIL of sysexits(3). */
export const inUse = 75

/** Exit code for a file that must not be touched; EX_CONFIG of sysexits(3). */
const badFile = 78

export interface SqliteFile {
  readonly dialect: Dialect
  /** Copies the file while it is in use; resolves with its number of pages. */
  backup(to: string): Promise<number>
}

/**
 * Opens (or makes) the file for this process alone. Every commit is on disk before it returns.
 * Throws a StartError where another process has it or where it is not a sound database.
 */
export function openSqlite(path: string): SqliteFile {
  const database = openAlone(path)
  const dialect = new SqliteDialect({ database: asKyselyExpects(database) })
  return {
    dialect: guardedDialect(dialect, {
      bind: bindable,
      adapter: () => new OwnAdapter(),
      single: true,
    }),
    backup: (to) => onlineBackup(database, to),
  }
}

/** Throws a StartError where another process has the file open; a damaged file is nobody's. */
export function refuseInUse(path: string): void {
  try {
    openAlone(path).close()
  } catch (error) {
    if (error instanceof StartError && error.exitCode === inUse) throw error
  }
}

class OwnAdapter extends SqliteAdapter {
  /** Kysely takes SQLite's DDL for untransactional; it is not, and half a migration must leave nothing. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }

  /** Kysely's own queue for the one connection would let a forgotten handle wait for ever; the guard's throws. */
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

function openAlone(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    mkdirSync(dirname(path), { recursive: true })
    database = new DatabaseSync(path)
    takeAlone(database)
    if (isSound(database)) return database
  } catch (error) {
    database?.close()
    throw explained(error, path)
  }
  database.close()
  throw damaged(path)
}

function takeAlone(database: DatabaseSync): void {
  // The lock comes before the journal, so that no shared-memory file is ever made.
  database.exec(`
    pragma busy_timeout = ${patience};
    pragma locking_mode = exclusive;
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma secure_delete = on;
    begin immediate;
    commit;
  `)
}

/**
 * What SQLite finds wrong; undefined where nothing. Looks at every page and, unless it is to be quick, for every row in
 * each of its indexes.
 */
export function troubleIn(database: DatabaseSync, isQuick = false): string | undefined {
  const [row = {}] = database.prepare(`pragma ${isQuick ? 'quick' : 'integrity'}_check(1)`).all()
  const [found] = Object.values(row)
  return found === 'ok' ? undefined : String(found)
}

function isSound(database: DatabaseSync): boolean {
  return troubleIn(database) === undefined
}

/** What is said of a file that must not be touched. */
export function damaged(path: string): StartError {
  return new StartError(
    `${path} is damaged or not a database, so nothing was written to it. Restore a backup with "npm run data -- restore", or move the file away to begin anew.`,
    badFile,
  )
}

/** SQLite's primary result codes; https://www.sqlite.org/rescode.html */
const primary = { busy: 5, locked: 6, readOnly: 8, corrupt: 11, cannotOpen: 14, notADatabase: 26 }

function explained(error: unknown, path: string): unknown {
  const { errcode = 0, code = '', message } = error as NodeJS.ErrnoException & { errcode?: number }
  const result = errcode & 0xff
  if (result === primary.busy || result === primary.locked) {
    return new StartError(
      `${path} is in use by another process. Stop that one first; two bots at once need PostgreSQL (DATABASE_URL).`,
      inUse,
    )
  }
  if (result === primary.corrupt || result === primary.notADatabase) {
    return damaged(path)
  }
  const unwritable = result === primary.readOnly || result === primary.cannotOpen
  if (unwritable || ['EACCES', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return new StartError(`${path} cannot be written (${message}). Check STATE_DIR and its rights.`)
  }
  return error
}

/** Node's statements in the shape Kysely knows from better-sqlite3. */
function asKyselyExpects(database: DatabaseSync) {
  return {
    close: () => database.close(),
    prepare(sql: string) {
      const statement = database.prepare(sql)
      // The guard in front has let only bindable values through.
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
      }
    },
  }
}
