/** What is begun when there is more to do than can be done at once: late work must not make work in time late too. */

import { tooOld } from './age.ts'

/** So many are under way at once: beside more of them each would take longer, until all came too late. */
const mostUnderWay = 200

/** So many wait at most, whatever holds up those that are under way. */
const mostWaiting = 5_000

/**
 * Once the oldest has waited so long, in milliseconds, the newest comes first: under lasting overload those who have
 * just asked are answered soon, instead of everybody at the last moment (as "adaptive LIFO" in Maurer, "Fail at Scale",
 * ACM Queue 13(8), 2015).
 */
const hurried = 2_000

export interface Admission {
  /** Waits for its turn; whether it is to be begun, and then `leave` has to follow. `age` is how old it is, in milliseconds. */
  enter(age: () => number): Promise<boolean>
  leave(): void
}

interface Waiting {
  readonly age: () => number
  readonly tell: (begin: boolean) => void
}

export function createAdmission(most = mostUnderWay): Admission {
  let underWay = 0
  /** Oldest first. */
  const waiting: Waiting[] = []

  const next = () => {
    const oldest = waiting[0]
    if (oldest === undefined || underWay >= most) return false
    const age = oldest.age()
    const begin = age <= tooOld
    if (begin) underWay += 1
    const one = begin && age > hurried ? waiting.pop() : waiting.shift()
    one?.tell(begin)
    return true
  }

  return {
    enter(age) {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      waiting.push({ age, tell: resolve })
      if (waiting.length > mostWaiting) waiting.shift()?.tell(false)
      while (next());
      return promise
    },
    leave() {
      underWay -= 1
      while (next());
    },
  }
}
