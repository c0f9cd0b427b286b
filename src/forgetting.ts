/** Forgets by itself what was to be kept for a while only. */

import { type Again, againEvery, hour } from './again.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { Database } from './store/database.ts'
import { forgetOldLogs } from './store/old-logs.ts'

/** Looks every hour whose time is over. Several processes may do so at once. */
export function createForgetting(database: Database, clock: Clock, log: Log): Again {
  const look = async () => {
    const games = await forgetOldLogs(database, clock.now())
    if (games > 0) log.info({ games }, 'forgot the logs of old games')
  }
  return againEvery(clock, hour, look, (error) => log.error({ err: error }, 'forgetting'))
}
