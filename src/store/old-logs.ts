/** Logs of games: kept so that every point can be checked, and forgotten when their time is over. */

import type { Database } from './database.ts'
import type { TriviaTables } from './trivia-tables.ts'

/** How long the log of a game is kept after its end, in milliseconds; PRIVACY.md promises it. */
export const logLife = 30 * 86_400_000

/** Games in one transaction: others do not wait long for it. */
const atOnce = 200

/** Forgets who pressed what in games that ended more than `logLife` before `now`; resolves with how many games. */
export async function forgetOldLogs(
  database: Database<TriviaTables>,
  now: number,
): Promise<number> {
  let forgotten = 0
  for (;;) {
    const games = await oldGames(database, now - logLife)
    if (games.length === 0) return forgotten
    await database.transaction(async (tx) => {
      await tx.deleteFrom('game_events').where('game', 'in', games).execute()
      await tx
        .updateTable('games')
        .set({ opening: '', closed: 1 })
        .where('id', 'in', games)
        .execute()
    })
    forgotten += games.length
  }
}

async function oldGames({ db }: Database<TriviaTables>, before: number): Promise<string[]> {
  const rows = await db
    .selectFrom('games')
    .select('id')
    .where('over_at', '>', 0)
    .where('over_at', '<=', before)
    .where('opening', '<>', '')
    .limit(atOnce)
    .execute()
  return rows.map(({ id }) => id)
}
