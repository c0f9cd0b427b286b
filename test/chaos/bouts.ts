/** Bouts one after the other: each begins with a fresh database, so that Discord's budget of sessions is never the limit. */

import { inFolder } from '../load/bot.ts'
import { openPostgresServer } from '../support/postgres.ts'
import { type Bout, holdBout } from './bout.ts'

/** Longest storm of one bout, in milliseconds. */
const longest = 90_000

export async function holdBouts(seed: string, ms: number, postgres: boolean): Promise<Bout[]> {
  const count = Math.ceil(ms / longest)
  const server = postgres ? openPostgresServer() : undefined
  const bouts: Bout[] = []
  try {
    for (let at = 0; at < count; at += 1)
      bouts.push(
        await inFolder(async (folder) => {
          const url = server === undefined ? {} : { url: await server.database() }
          return holdBout(`${seed}:${at}`, ms / count, { folder, ...url })
        }),
      )
  } finally {
    server?.close()
  }
  return bouts
}
