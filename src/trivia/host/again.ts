/** What fails is tried again: how soon, and until when. */

import { type Clock, pause } from '../../clock.ts'

/** How long to wait before the store is tried again, in milliseconds: once it is back, all must go on soon. */
export function storeAgain(failed: number): number {
  return Math.min(1_000, 100 * 2 ** failed)
}

/** How long to wait before something is sent again, in milliseconds. */
export function sendAgain(failed: number): number {
  return Math.min(4_000, 500 * 2 ** failed)
}

/** Does work with the store until it is done; undefined where that was given up. */
export type Insist = <Result>(
  work: () => Promise<Result>,
  doing: string,
) => Promise<Result | undefined>

/** Tries work again and again until it is done, or nobody waits for it: it must be harmless when repeated. */
export function createInsist(
  clock: Clock,
  isClosed: () => boolean,
  onError: (error: unknown, doing: string) => void,
): Insist {
  return async (work, doing) => {
    for (let failed = 0; !isClosed(); failed += 1) {
      try {
        return await work()
      } catch (error) {
        onError(error, doing)
        await pause(clock, storeAgain(failed))
      }
    }
    return undefined
  }
}
