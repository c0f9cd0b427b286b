/** How old an interaction is, although this machine's clock may differ from Discord's. */

/** Discord takes no answer after so long, in milliseconds. */
export const over = 3_000

/** What is so old is not begun any more, in milliseconds. */
export const tooOld = 2_500

/** The difference of the clocks is looked for anew after so long, in milliseconds: they drift apart. */
const period = 600_000

/**
 * Milliseconds since Discord made something at `createdAt` (by its clock) that is looked at, at `now` (by ours). What
 * arrived fastest of late shows by how much the clocks differ, and counts as new.
 */
export type AgeOf = (createdAt: number, now: number) => number

export function createAge(): AgeOf {
  let least = { now: Number.POSITIVE_INFINITY, before: Number.POSITIVE_INFINITY }
  let since = Number.NEGATIVE_INFINITY
  return (createdAt, now) => {
    const lag = now - createdAt
    if (now - since > period) {
      least = { now: Number.POSITIVE_INFINITY, before: least.now }
      since = now
    }
    least.now = Math.min(least.now, lag)
    return lag - Math.min(least.now, least.before)
  }
}
