/** A row in every table that names a person and belongs to a guild, made out of what the tables themselves say. */

import { sql } from 'kysely'
import type { Database } from '../../src/store/database.ts'
import { ownership } from '../../src/store/ownership.ts'
import { pseudonymsOf } from '../../src/store/pseudonym.ts'

export interface TableColumns {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly isText: boolean }[]
}

/** Our tables with their columns. */
export async function tablesOf({ db }: Database): Promise<TableColumns[]> {
  const tables = await db.introspection.getTables()
  return tables
    .filter(({ name }) => !/^(?:kysely|sqlite)_/.test(name))
    .map(({ name, columns }) => ({
      name,
      columns: columns.map(({ name, dataType }) => ({
        name,
        isText: dataType.toLowerCase() === 'text',
      })),
    }))
}

/** Puts a row of `guild` that names `person` wherever one can stand into every table but those of nobody. */
export async function fillEverything(
  database: Database,
  guild: string,
  person: string,
): Promise<void> {
  const name = await pseudonymsOf(database.db as never, guild)
  for (const { name: table, columns } of await tablesOf(database)) {
    const owned = ownership[table]
    if (owned === undefined || owned.belongsTo === 'nobody' || table === 'guild_secrets') continue
    const value = (column: string, isText: boolean) => {
      if (column === 'guild') return guild
      if (column === 'game' || (table === 'games' && column === 'id')) return `game-of-${guild}`
      if ([...(owned.people ?? []), ...(owned.own ?? [])].includes(column)) return person
      if (owned.texts?.includes(column)) return JSON.stringify({ players: [person, 'somebody'] })
      if ([...(owned.hashed ?? []), ...(owned.ownHashed ?? [])].includes(column))
        return name('person', person)
      return isText ? `${table} ${column} ${guild}` : 1
    }
    const names = columns.map((column) => sql.ref(column.name))
    const values = columns.map((column) => sql`${value(column.name, column.isText)}`)
    await sql`insert into ${sql.table(table)} (${sql.join(names)}) values (${sql.join(values)})`.execute(
      database.db,
    )
  }
}

/** Every row of every table as one text. */
export async function everything(database: Database): Promise<string> {
  const texts: string[] = []
  for (const { name } of await tablesOf(database)) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(database.db)
    texts.push(...rows.map((row) => `${name} ${JSON.stringify(row)}`))
  }
  return texts.join('\n')
}
