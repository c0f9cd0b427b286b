/** How long the database takes to keep something for good. */

import type { Database } from './database.ts'

/** Row of `trivia_alive` that only this measurement writes; the host's own is 1. */
const row = 0

/** Time of one write and its commit, in milliseconds. */
export async function writeTime({ db }: Database): Promise<number> {
  const began = performance.now()
  await db
    .insertInto('trivia_alive')
    .values({ id: row, at: 0 })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at: 0 }))
    .execute()
  return performance.now() - began
}
