/**
 * Requests that Discord refused as not allowed: 10,000 within ten minutes have the machine's address banned
 * (docs: topics/rate-limits).
 */

/** How long a refusal counts, in milliseconds. */
const window = 10 * 60_000

/** What is counted together, in milliseconds: a minute's worth is counted a little longer, never shorter. */
const slice = 10_000

/** From so many on, whatever nobody waits for is left undone: far below the ban. */
export const mostInvalid = 1_000

export interface InvalidRequests {
  /** An answer came at `now`, in milliseconds since 1970. */
  note(status: number, scope: string | null, now: number): void
  /** Those of the last ten minutes. */
  count(now: number): number
}

/** Whether an answer counts: a limit that is shared with others is nobody's fault. */
export function isInvalid(status: number, scope: string | null): boolean {
  return status === 401 || status === 403 || (status === 429 && scope !== 'shared')
}

export function createInvalidRequests(): InvalidRequests {
  const slices = new Map<number, number>()
  const count = (now: number) => {
    let sum = 0
    for (const [at, some] of slices)
      if ((at + 1) * slice + window <= now) slices.delete(at)
      else sum += some
    return sum
  }
  return {
    note(status, scope, now) {
      if (!isInvalid(status, scope)) return
      const at = Math.floor(now / slice)
      slices.set(at, (slices.get(at) ?? 0) + 1)
      count(now)
    },
    count,
  }
}
