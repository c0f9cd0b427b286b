/** Discord's clock as far as we can tell: ours, less what it is ahead by. */

import type { Clock } from '../clock.ts'

export interface DiscordTime {
  /** Discord's time, in milliseconds since 1970. */
  now(): number
  /** Something that Discord made at `made` has just come in. */
  observe(made: number): void
}

/** How long a sample is believed, in milliseconds: clocks drift, and machines sleep. */
const memory = 5 * 60_000

/**
 * Whatever comes in was made earlier, by the difference of the clocks and the time it travelled. The least
 * difference of the last minutes is the best estimate of the first (Cristian 1989, Distributed Computing 3).
 * It errs by the shortest travel time, to the later side: nobody is cut off early.
 */
export function createDiscordTime(clock: Clock): DiscordTime {
  let ahead: number | undefined
  let fresh: number | undefined
  let since = clock.now()
  return {
    now: () => clock.now() - (ahead ?? 0),
    observe(made) {
      const now = clock.now()
      const sample = now - made
      if (now - since > memory) {
        ahead = fresh
        fresh = undefined
        since = now
      }
      fresh = Math.min(fresh ?? sample, sample)
      ahead = Math.min(ahead ?? sample, sample)
    },
  }
}
