/** Rows that damage to the disk has hit, in ways that SQLite cannot see: one of them must not take the others with it. */

import type { Database } from './database.ts'

type Hearing = Pick<Database, 'onError'>

/** What `read` makes of each row; a row of which it makes nothing is told of and left out. */
export function readable<Row, Thing>(
  database: Hearing,
  rows: readonly Row[],
  read: (row: Row) => Thing,
): Thing[] {
  return rows.flatMap((row) => {
    try {
      return [read(row)]
    } catch (error) {
      tellDamaged(database, error)
      return []
    }
  })
}

/** Tells that a row cannot be read. */
export function tellDamaged({ onError }: Hearing, cause: unknown): void {
  onError(new Error('a row cannot be read: damage to the disk? It is left out', { cause }))
}

/** What a text says as JSON; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
