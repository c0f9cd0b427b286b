/** What is kept of one person, over all guilds: read, or forgotten. */

import { randomBytes } from 'node:crypto'
import type { Parts } from '../commands/parts.ts'
import type { Answering } from './answering.ts'
import type { Clock } from './clock.ts'
import { pseudonymOf } from './guild/pseudonym.ts'
import type { Database } from './store/database.ts'
import { createPersonalData } from './store/personal.ts'

/** After forgetting somebody, answers of guilds that named them are read anew. */
export function createPersonal(
  database: Database,
  { parts }: Answering,
  clock: Clock,
): Parts['personal'] {
  const data = createPersonalData(database)
  return {
    read: data.read,
    async forget(person) {
      const alias = pseudonymOf(person, randomBytes(8).readBigUInt64BE())
      for (const guild of await data.forget(person, alias, clock.now())) parts.library.forget(guild)
    },
  }
}
