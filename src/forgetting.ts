/** Forgets by itself what was to be kept for a while only. */

import type { Cancel, Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { Database } from './store/database.ts'
import { forgetOldLogs } from './store/old-logs.ts'

/** How often it is looked whose time is over, in milliseconds. */
const every = 3_600_000

export interface Forgetting {
  start(): void
  stop(): void
}

/** Several processes may do so at once. */
export function createForgetting(database: Database, clock: Clock, log: Log): Forgetting {
  let stopped = false
  let cancel: Cancel = () => {}
  const look = async () => {
    try {
      const games = await forgetOldLogs(database, clock.now())
      if (games > 0) log.info({ games }, 'forgot the logs of old games')
    } catch (error) {
      log.error({ err: error }, 'forgetting')
    }
    if (!stopped) cancel = clock.after(every, () => void look())
  }
  return {
    start: () => void look(),
    stop() {
      stopped = true
      cancel()
    },
  }
}
