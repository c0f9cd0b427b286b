/** Whether the tables of an SQLite file are as our own steps make them: damage can be such that SQLite finds nothing wrong. */

import { type Kysely, sql } from 'kysely'

type Row = Record<string, unknown>

/** Names of the steps that a database has taken; undefined where it holds tables but not the list of steps. */
export async function stepsTaken<Rows>(db: Kysely<Rows>): Promise<string[] | undefined> {
  const tables = (await rowsOf(db, tablesQuery)).map(({ name }) => name)
  if (tables.length === 0) return []
  if (!tables.includes(listOfSteps)) return undefined
  const taken = await rowsOf(db, sql`select name from ${sql.table(listOfSteps)} order by name`)
  return taken.map(({ name }) => String(name))
}

/** Whether everything that `expected` has, columns and indexes, is in `db` as well, and is the same there. */
export async function isBuiltLike<Rows>(
  db: Kysely<Rows>,
  expected: Kysely<unknown>,
): Promise<boolean> {
  const [there, wanted] = [await partsOf(db), await partsOf(expected)]
  return [...wanted].every((part) => there.has(part))
}

/** Kysely's own name for it. */
const listOfSteps = 'kysely_migration'

const tablesQuery = sql<Row>`
  select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'`

const columnsQuery = sql<Row>`
  select t.name as "table", c.name, c.type, c."notnull", c.dflt_value, c.pk
  from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table'`

const indexesQuery = sql<Row>`
  select t.name as "table", i.name, i."unique", i.partial, x.seqno, x.name as "column", x.desc, x.coll
  from sqlite_schema t join pragma_index_list(t.name) i join pragma_index_xinfo(i.name) x
  where t.type = 'table'`

async function partsOf<Rows>(db: Kysely<Rows>): Promise<Set<string>> {
  const rows = [...(await rowsOf(db, columnsQuery)), ...(await rowsOf(db, indexesQuery))]
  return new Set(rows.map((row) => JSON.stringify(row)))
}

async function rowsOf<Rows>(db: Kysely<Rows>, query: typeof tablesQuery): Promise<Row[]> {
  return (await query.execute(db)).rows
}
