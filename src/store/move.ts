/** Moves everything from one database into another, whichever engines, and looks that nothing is missing. */

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { StartError } from '../errors.ts'
import type { Database } from './database.ts'

/** Rows that are read and written at once. */
const batch = 500

type Row = Record<string, unknown>

/** A table with how many rows it has and a sum of their hashes that no order changes. */
export interface Tally {
  readonly table: string
  readonly rows: number
  readonly checksum: string
}

/**
 * Copies every row of `from`, which nobody may change meanwhile, into `to`, whose tables must be empty. Resolves
 * with what was moved; throws a StartError where the target holds something already or does not hold the same in
 * the end, and then leaves it empty.
 */
export async function moveAll(
  from: Database,
  to: Database,
  onTable: (tally: Tally) => void,
): Promise<Tally[]> {
  const tables = await tablesOf(to)
  for (const table of tables)
    if ((await pageOf(to, table, undefined)).rows.length > 0)
      throw new StartError(`The target already has rows in ${table}. Move into an empty database.`)
  try {
    return await copyAll(from, to, tables, onTable)
  } catch (error) {
    // They were empty before: half a move is no use to anybody.
    for (const table of tables) await to.db.deleteFrom(table as never).execute()
    throw error
  }
}

async function copyAll(
  from: Database,
  to: Database,
  tables: readonly string[],
  onTable: (tally: Tally) => void,
): Promise<Tally[]> {
  const moved: Tally[] = []
  for (const table of tables) {
    for await (const rows of pages(from, table))
      await to.db
        .insertInto(table as never)
        .values(rows as never)
        .execute()
    const [ours, theirs] = [await tallyOf(from, table), await tallyOf(to, table)]
    if (ours.rows !== theirs.rows || ours.checksum !== theirs.checksum)
      throw new StartError(
        `${table} differs after the move (${ours.rows} and ${theirs.rows} rows). The source is unchanged, and the target empty again.`,
      )
    onTable(ours)
    moved.push(ours)
  }
  return moved
}

/** Our tables, without those of the migrations. */
async function tablesOf({ db }: Database): Promise<string[]> {
  const tables = await db.introspection.getTables()
  return tables
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('kysely_') && !name.startsWith('sqlite_'))
    .sort()
}

async function* pages(database: Database, table: string): AsyncGenerator<Row[]> {
  let last: unknown
  for (;;) {
    const page = await pageOf(database, table, last)
    if (page.rows.length > 0) yield page.rows
    if (page.rows.length < batch) return
    last = page.last
  }
}

/** The next rows in the order in which they lie, after the place `last`. */
async function pageOf(
  { db, engine }: Database,
  table: string,
  last: unknown,
): Promise<{ rows: Row[]; last: unknown }> {
  const place = sql.raw(engine === 'sqlite' ? 'rowid' : 'ctid')
  const value = engine === 'sqlite' ? sql`${last}` : sql`${last}::tid`
  const after = last === undefined ? sql`` : sql`where ${place} > ${value}`
  const cast = engine === 'sqlite' ? place : sql`ctid::text`
  const { rows } = await sql<Row>`
    select ${cast} as "its place", * from ${sql.table(table)} ${after} order by ${place} limit ${sql.lit(batch)}
  `.execute(db)
  return {
    rows: rows.map(({ 'its place': _place, ...row }) => row),
    last: rows.at(-1)?.['its place'],
  }
}

/** Counts a table and sums the hashes of its rows. */
export async function tallyOf(database: Database, table: string): Promise<Tally> {
  let rows = 0
  let sum = 0n
  for await (const page of pages(database, table))
    for (const row of page) {
      rows += 1
      sum += hashOf(row)
    }
  return { table, rows, checksum: (sum & 0xffff_ffff_ffff_ffffn).toString(16).padStart(16, '0') }
}

function hashOf(row: Row): bigint {
  const fields = Object.keys(row)
    .sort()
    .map((name) => [name, row[name]])
  return createHash('sha256').update(JSON.stringify(fields)).digest().readBigUInt64BE()
}
