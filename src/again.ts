/** What is done again and again while the bot runs, such as looking whose time is over. */

import type { Cancel, Clock } from './clock.ts'

export interface Again {
  /** Begins, so many milliseconds from now; at once when absent. */
  start(wait?: number): void
  stop(): void
}

/** In milliseconds. */
export const hour = 3_600_000

/** Does `work`, and again `every` milliseconds after it has ended, well or not; what it throws goes to `onError`. */
export function againEvery(
  clock: Clock,
  every: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): Again {
  let stopped = false
  let cancel: Cancel = () => {}
  const after = (ms: number) => {
    if (!stopped) cancel = clock.after(ms, () => void once())
  }
  const once = async () => {
    if (stopped) return
    await work().catch(onError)
    after(every)
  }
  return {
    start: (wait) => (wait === undefined ? void once() : after(wait)),
    stop() {
      stopped = true
      cancel()
    },
  }
}
