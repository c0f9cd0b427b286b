/** A clock that runs faster than time, the same in every process that was given the same beginning. */

import type { Clock } from '../../src/clock.ts'

/** `begin` in milliseconds since 1970: from then on so many seconds pass in each. */
export function fastClock(begin: number, times: number): Clock {
  return {
    now: () => Math.round(begin + (Date.now() - begin) * times),
    after(ms, run) {
      const timer = setTimeout(run, Math.max(0, ms) / times)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}
