/** What a start does where the store is away for a moment, as while it is restarted: it tries again, for a while. */

import { type Clock, pause } from '../clock.ts'
import { StoreError } from './store-error.ts'

/** A restart of PostgreSQL is over by then, in milliseconds; whoever started the bot has to know sooner or later. */
export const startPatience = 30_000

/** What the log is told then. */
export const away = 'the database is away: trying again for half a minute'

const first = 250
const longest = 4_000

export interface PatienceNeeds {
  readonly clock: Clock
  /** Hears of it once, at the first try that failed. */
  readonly onAway: (error: StoreError) => void
  /** Whether nobody waits for it any more. */
  readonly isOver?: () => boolean
  /** For how long it is tried, in milliseconds. */
  readonly within?: number
}

/** Does `work`, with growing pauses again while the store is away; rejects as the last try did. */
export async function patiently<Result>(
  work: () => Promise<Result>,
  { clock, onAway, isOver = () => false, within = startPatience }: PatienceNeeds,
): Promise<Result> {
  const until = clock.now() + within
  for (let wait = first; ; wait = Math.min(longest, wait * 2)) {
    try {
      return await work()
    } catch (error) {
      if (!isAway(error) || isOver() || clock.now() + wait > until) throw error
      if (wait === first) onAway(error)
      await pause(clock, wait)
    }
  }
}

/** A lock in the way goes by as well as a server that is away. */
const isAway = (error: unknown): error is StoreError =>
  error instanceof StoreError && (error.fault === 'unavailable' || error.fault === 'busy')
