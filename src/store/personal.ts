/** What is kept of a person over all tables: read for them, and taken out of all of them. */

import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Database, Tables } from './database.ts'
import { nextVersion } from './entry-commit.ts'
import type { EntryTables } from './entry-tables.ts'
import { columnsOf } from './ownership.ts'
import { namesBy } from './pseudonym.ts'

/** How long it is known who was forgotten, in milliseconds: a day longer than the oldest backup is kept. */
export const forgottenLife = 8 * 86_400_000

/** Names that are looked for in one statement. */
const batch = 500

type Row = Record<string, unknown>

/** Somebody who was forgotten, by a hash of their id. */
export interface Forgotten {
  readonly hash: string
  readonly alias: string
  readonly at: number
}

export interface PersonalData {
  /** Every row that names the person, by table. */
  read(person: string): Promise<Record<string, readonly Row[]>>
  /**
   * Puts `alias` in the place of the person's id everywhere, so that boards and histories stay right without
   * naming anybody, and deletes what is theirs alone; `at` is now, in milliseconds since 1970. Resolves with the
   * guilds whose entries named them.
   */
  forget(person: string, alias: string, at: number): Promise<readonly string[]>
  /** Who was forgotten of late. */
  forgotten(): Promise<readonly Forgotten[]>
  /** Forgets again those of `list` who are named: what a restored backup brought back. Resolves with how many. */
  forgetAgain(list: readonly Forgotten[]): Promise<number>
}

export function createPersonalData(database: Database): PersonalData {
  const { db, engine, transaction } = database
  const forget: PersonalData['forget'] = async (person, alias, at) => {
    const guilds = await transaction(async (tx) => {
      await replaceIds(tx, person, alias)
      await deleteOwn(tx, person)
      await renameHashed(tx, person, alias)
      await tx
        .deleteFrom('forgotten')
        .where('at', '<=', at - forgottenLife)
        .execute()
      await tx
        .insertInto('forgotten')
        .values({ hash: hashOf(person), alias, at })
        .onConflict((conflict) => conflict.column('hash').doUpdateSet({ alias, at }))
        .execute()
      return renewEntries(tx, alias)
    })
    // What was overwritten must not stay in SQLite's log either.
    if (engine === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db)
    return guilds
  }
  return {
    forget,
    async read(person) {
      const found: Record<string, Row[]> = {}
      const take = async (table: string, condition: ReturnType<typeof sql>) => {
        const query = sql<Row>`select * from ${sql.table(table)} where ${condition}`
        const { rows } = await query.execute(db)
        if (rows.length > 0) found[table] = [...(found[table] ?? []), ...rows]
      }
      for (const [table, column] of [...columnsOf('people'), ...columnsOf('own')])
        await take(table, sql`${sql.ref(column)} = ${person}`)
      for (const names of inBatches(await namesOf(db, person)))
        for (const [table, column] of [...columnsOf('hashed'), ...columnsOf('ownHashed')])
          await take(table, sql`${sql.ref(column)} in (${sql.join([...names.keys()])})`)
      return withoutRepeats(found)
    },
    forgotten: () => db.selectFrom('forgotten').selectAll().execute(),
    async forgetAgain(list) {
      const byHash = new Map(list.map((one) => [one.hash, one]))
      let count = 0
      for (const person of await everybody(database)) {
        const known = byHash.get(hashOf(person))
        if (known === undefined) continue
        await forget(person, known.alias, known.at)
        count += 1
      }
      return count
    },
  }
}

function hashOf(person: string): string {
  return createHash('sha256').update(person).digest('base64url')
}

async function replaceIds(tx: Transaction<Tables>, person: string, alias: string): Promise<void> {
  for (const [table, column] of columnsOf('people'))
    await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = ${alias} where ${sql.ref(column)} = ${person}
    `.execute(tx)
  const [from, to] = [`"${person}"`, `"${alias}"`]
  for (const [table, column] of columnsOf('texts'))
    await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = replace(${sql.ref(column)}, ${from}, ${to})
      where ${sql.ref(column)} like ${`%${from}%`}
    `.execute(tx)
}

/** Gives entries that `alias` made or changed a new version, so that every process reads them again. */
async function renewEntries(tx: Transaction<Tables>, alias: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('entries')
    .select('guild')
    .distinct()
    .where((of) => of.or([of('made_by', '=', alias), of('changed_by', '=', alias)]))
    .orderBy('guild')
    .execute()
  for (const { guild } of rows) {
    const version = await nextVersion(tx as unknown as Transaction<EntryTables>, guild)
    await tx
      .updateTable('entries')
      .set({ version })
      .where('guild', '=', guild)
      .where((of) => of.or([of('made_by', '=', alias), of('changed_by', '=', alias)]))
      .execute()
  }
  return rows.map(({ guild }) => guild)
}

async function deleteOwn(tx: Transaction<Tables>, person: string): Promise<void> {
  for (const [table, column] of columnsOf('own'))
    await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${person}`.execute(tx)
  for (const names of inBatches(await namesOf(tx, person)))
    for (const [table, column] of columnsOf('ownHashed'))
      await sql`
        delete from ${sql.table(table)} where ${sql.ref(column)} in (${sql.join([...names.keys()])})
      `.execute(tx)
}

async function renameHashed(tx: Transaction<Tables>, person: string, alias: string): Promise<void> {
  for (const names of inBatches(await namesOf(tx, person)))
    for (const [table, column] of columnsOf('hashed')) {
      const { rows } = await sql<{ name: string }>`
        select distinct ${sql.ref(column)} as name from ${sql.table(table)}
        where ${sql.ref(column)} in (${sql.join([...names.keys()])})
      `.execute(tx)
      for (const { name } of rows)
        await sql`
          update ${sql.table(table)} set ${sql.ref(column)} = ${names.get(name)?.(alias)}
          where ${sql.ref(column)} = ${name}
        `.execute(tx)
    }
}

/** How every guild names the person, each with the guild's way of naming another. */
async function namesOf(
  db: Pick<Database['db'], 'selectFrom'>,
  person: string,
): Promise<Map<string, (other: string) => string>> {
  const secrets = await db.selectFrom('guild_secrets').select('secret').execute()
  return new Map(
    secrets.map(({ secret }) => {
      const name = namesBy(secret)
      return [name('person', person), (other: string) => name('person', other)]
    }),
  )
}

function inBatches<Value>(all: ReadonlyMap<string, Value>): Map<string, Value>[] {
  const list = [...all]
  const starts = Array.from({ length: Math.ceil(list.length / batch) }, (_, at) => at * batch)
  return starts.map((from) => new Map(list.slice(from, from + batch)))
}

/** A row that names a person in two columns was found twice. */
function withoutRepeats(found: Record<string, Row[]>): Record<string, Row[]> {
  return Object.fromEntries(
    Object.entries(found).map(([table, rows]) => [
      table,
      [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()],
    ]),
  )
}

/** The id of everybody who is named anywhere. */
async function everybody({ db }: Database): Promise<Set<string>> {
  const people = new Set<string>()
  for (const [table, column] of [...columnsOf('people'), ...columnsOf('own')]) {
    const { rows } = await sql<{ id: string }>`
      select distinct ${sql.ref(column)} as id from ${sql.table(table)}
    `.execute(db)
    for (const { id } of rows) people.add(id)
  }
  for (const [table, column] of columnsOf('texts')) {
    const { rows } = await sql<{ text: string }>`
      select ${sql.ref(column)} as text from ${sql.table(table)}
    `.execute(db)
    for (const { text } of rows)
      for (const [, id = ''] of text.matchAll(/"(\d{15,20})"/g)) people.add(id)
  }
  return people
}
