/** A clock that jumps from timer to timer and tells when the next one rings. */

import type { Clock } from '../../../src/clock.ts'

export interface JumpingClock extends Clock {
  /** When the next timer rings; undefined while none is set. */
  next(): number | undefined
  /** Moves to `at`; if a timer is due then, fires one of them and returns true. */
  step(at: number): boolean
}

export function jumpingClock(start: number): JumpingClock {
  const timers = new Set<{ readonly due: number; readonly run: () => void }>()
  let now = start
  const first = () => {
    let least: { due: number; run: () => void } | undefined
    for (const timer of timers) if (least === undefined || timer.due < least.due) least = timer
    return least
  }
  return {
    now: () => now,
    after(ms, run) {
      const timer = { due: now + Math.max(0, ms), run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    next: () => first()?.due,
    step(at) {
      const timer = first()
      now = Math.max(now, Math.min(at, timer?.due ?? at))
      if (timer === undefined || timer.due > now) return false
      timers.delete(timer)
      timer.run()
      return true
    },
  }
}
