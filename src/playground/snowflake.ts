/** Discord's ids: time in the upper bits, so that an id tells when its thing was made. */

import type { Clock } from './clock.ts'

/** 2015-01-01, the first millisecond of Discord's time. */
const EPOCH = 1_420_070_400_000n

/** Makes ids that rise strictly, whatever the clock does. */
export function snowflakes(clock: Clock): () => string {
  let last = 0n
  return () => {
    const now = (BigInt(clock.now()) - EPOCH) << 22n
    last = now > last ? now : last + 1n
    return String(last)
  }
}

/** When the id was made, in milliseconds since 1970. */
export function snowflakeTime(id: string): number {
  return Number((BigInt(id) >> 22n) + EPOCH)
}

/** The smallest id of that moment (milliseconds since 1970). */
export function snowflakeAt(time: number): string {
  return String((BigInt(Math.max(0, Math.trunc(time))) - EPOCH) << 22n)
}

/** Orders ids by age, oldest first. */
export function byAge(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
