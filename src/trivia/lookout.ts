/** Looks again and again for what is due: at its time, and now and then for what others have added. */

import type { Cancel, Clock } from '../clock.ts'

export interface Lookout {
  start(): void
  /** Looks at once: what is due may have changed. */
  look(): void
  stop(): void
}

/** Longest time between two looks, in milliseconds. */
const longest = 60_000

/**
 * `work` does what is due and resolves with the time of the next thing, if any, in milliseconds since 1970; it
 * never runs twice at once. `now` is the clock that those times follow.
 */
export function createLookout(
  clock: Clock,
  now: () => number,
  work: () => Promise<number | undefined>,
  onError: (error: unknown) => void,
): Lookout {
  let cancel: Cancel = () => {}
  let looking: Promise<void> | undefined
  let stopped = true
  const wait = (soonest = Number.POSITIVE_INFINITY) => {
    looking = undefined
    if (!stopped) cancel = clock.after(Math.min(longest, Math.max(0, soonest - now())), look)
  }
  const look = () => {
    if (stopped || looking !== undefined) return
    cancel()
    looking = work().then(wait, (error) => {
      onError(error)
      wait()
    })
  }
  return {
    start() {
      stopped = false
      look()
    },
    // A look under way may have read what was due before it changed.
    look: () => void (looking ?? Promise.resolve()).then(look),
    stop() {
      stopped = true
      cancel()
    },
  }
}
