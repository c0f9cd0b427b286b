/** A fair share of Discord's limit on requests: what players wait for goes first, what only counts them last. */

import type { Cancel, Clock } from '../clock.ts'

/** In order of how much it matters that they are not late. */
export type Purpose = 'question' | 'reveal' | 'count'

const ranks: readonly Purpose[] = ['question', 'reveal', 'count']

/**
 * Requests of all games within any second. Discord takes 50 from a bot (docs: topics/rate-limits); replies to
 * interactions do not count, and the rest is left to whatever else the bot says.
 */
export const perSecond = 40

/** A second and a little, in milliseconds: requests do not arrive as evenly as they leave. */
const second = 1_150

export interface Budget {
  /** Resolves when a request for this purpose may be sent: at once, or when its turn comes. */
  turn(purpose: Purpose): Promise<void>
  /** Whether a request could be sent at once. */
  isFree(): boolean
  /** Nothing is let through any more. */
  close(): void
}

/** No more than `most` turns in any second; of those who wait, by purpose and then by how long. */
export function createBudget(clock: Clock, most: number = perSecond): Budget {
  const waiting = new Map(ranks.map((purpose) => [purpose, [] as (() => void)[]]))
  const timers = new Set<Cancel>()
  let free = most
  const spend = () => {
    free -= 1
    const cancel = clock.after(second, () => {
      timers.delete(cancel)
      free += 1
      const next = ranks.find((purpose) => waiting.get(purpose)?.length)
      if (next === undefined) return
      spend()
      waiting.get(next)?.shift()?.()
    })
    timers.add(cancel)
  }
  return {
    turn(purpose) {
      // Whoever waits has found nothing free, so nobody is overtaken here.
      if (free > 0) {
        spend()
        return Promise.resolve()
      }
      return new Promise((go) => waiting.get(purpose)?.push(go))
    },
    isFree: () => free > 0,
    close() {
      free = 0
      for (const cancel of timers) cancel()
      timers.clear()
    },
  }
}
