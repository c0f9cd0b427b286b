/** A breaker for one route: what fails again and again is left alone for a while, then tried with a single call. */

/** How a breaker behaves; times in milliseconds. */
export interface BreakerTerms {
  /** It opens after so many failures in a row. */
  readonly failures: number
  /** How long it stays open at first; twice as long after each probe that fails. */
  readonly first: number
  readonly longest: number
}

export interface Breaker {
  /** Failures in a row. */
  readonly failed: number
  /** Probes that failed since it opened; -1 while it is closed. */
  readonly probes: number
  /** Until then nothing is let through, in milliseconds since 1970. */
  readonly until: number
}

export const closedBreaker: Breaker = { failed: 0, probes: -1, until: 0 }

/** A probe that never ends does not keep the route shut: after so long another is let through, in milliseconds. */
const probeTakes = 4_000

export const isOpen = ({ probes }: Breaker): boolean => probes >= 0

export interface Admission {
  readonly next: Breaker
  /** Milliseconds until it may be asked again; 0 where the call may go. */
  readonly wait: number
  /** Whether this call is the one that is to find out. */
  readonly isProbe: boolean
}

/** Whether a call may go at `now`. Of those who ask an open breaker whose time is over, one may. */
export function admit(breaker: Breaker, now: number): Admission {
  if (!isOpen(breaker)) return { next: breaker, wait: 0, isProbe: false }
  if (now < breaker.until) return { next: breaker, wait: breaker.until - now, isProbe: false }
  return { next: { ...breaker, until: now + probeTakes }, wait: 0, isProbe: true }
}

/** A call failed at `now`. Of calls that were under way when the breaker opened, nothing new is learnt. */
export function failed(
  breaker: Breaker,
  now: number,
  isProbe: boolean,
  { failures, first, longest }: BreakerTerms,
): Breaker {
  if (isOpen(breaker) && !isProbe) return breaker
  const inRow = breaker.failed + 1
  if (!isOpen(breaker) && inRow < failures) return { ...breaker, failed: inRow }
  const probes = breaker.probes + 1
  return { failed: inRow, probes, until: now + Math.min(longest, first * 2 ** probes) }
}
