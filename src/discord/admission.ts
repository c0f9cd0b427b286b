/** What is begun when there is more to do than can be done at once: late work must not make work in time late too. */

import { tooOld } from './age.ts'

/** So many are under way at once: beside more of them each would take longer, until all came too late. */
const mostUnderWay = 200

/** So many wait at most, whatever holds up those that are under way. */
const mostWaiting = 5_000

/**
 * Once the oldest of a lane has waited so long, in milliseconds, its newest comes first: under lasting overload those
 * who have just asked are answered soon, instead of everybody at the last moment (as "adaptive LIFO" in Maurer, "Fail
 * at Scale", ACM Queue 13(8), 2015).
 */
const hurried = 2_000

export interface Admission {
  /**
   * Waits for its turn; whether it is to be begun, and then `leave` has to follow. `age` is how old it is, in
   * milliseconds. Lanes take turns, so that the flood in one, such as a server, does not hold up the others.
   */
  enter(lane: string, age: () => number): Promise<boolean>
  leave(): void
}

interface Waiting {
  readonly age: () => number
  readonly tell: (begin: boolean) => void
}

/** Oldest first; never empty. */
type Lane = Waiting[]

export function createAdmission(most = mostUnderWay, mostInLanes = mostWaiting): Admission {
  let underWay = 0
  let waiting = 0
  /** The lane whose turn it is comes first. */
  const lanes = new Map<string, Lane>()

  const take = (name: string, lane: Lane, newest: boolean): Waiting => {
    const one = (newest ? lane.pop() : lane.shift()) as Waiting
    waiting -= 1
    if (lane.length === 0) lanes.delete(name)
    return one
  }

  const next = (): boolean => {
    const [first] = lanes
    if (first === undefined || underWay >= most) return false
    const [name, lane] = first
    const age = (lane[0] as Waiting).age()
    const begin = age <= tooOld
    const one = take(name, lane, begin && age > hurried)
    if (begin) {
      underWay += 1
      if (lanes.delete(name)) lanes.set(name, lane)
    }
    one.tell(begin)
    return true
  }

  /** Whoever has waited longest in the longest lane gives way. */
  const makeRoom = () => {
    const [first, ...others] = lanes
    if (first === undefined) return
    const [name, lane] = others.reduce((a, b) => (b[1].length > a[1].length ? b : a), first)
    take(name, lane, false).tell(false)
  }

  return {
    enter(name, age) {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const lane = lanes.get(name)
      if (lane === undefined) lanes.set(name, [{ age, tell: resolve }])
      else lane.push({ age, tell: resolve })
      waiting += 1
      if (waiting > mostInLanes) makeRoom()
      while (next());
      return promise
    },
    leave() {
      underWay -= 1
      while (next());
    },
  }
}
