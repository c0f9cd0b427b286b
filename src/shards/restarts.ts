/** When a process that ended is started again, and what its end most likely means. */

/** A process that served for so long has not failed to start, in milliseconds. */
const settled = 60_000

const longest = 300_000

/** What is known of a process's ends so far. */
export interface Ends {
  /** Ends in a row without having served for a while. */
  readonly failed: number
}

export const noEnds: Ends = { failed: 0 }

/** After an end of a process that lived for `lived` milliseconds. */
export function ended({ failed }: Ends, lived: number): Ends {
  return { failed: lived >= settled ? 0 : failed + 1 }
}

/** How long to wait before the next start, in milliseconds: 1 s, doubled with each failure in a row. */
export function pauseAfter({ failed }: Ends): number {
  return failed === 0 ? 0 : Math.min(longest, 1_000 * 2 ** (failed - 1))
}

/** Exit codes after which another start would end in the same way: wrong usage, wrong settings or a damaged database. */
export const isFinal = (code: number | null): boolean => code === 2 || code === 77 || code === 78

/** Why a process has ended that nobody had asked to; undefined where its exit code was its own. */
export function whyEnded(code: number | null, signal: string | null): string | undefined {
  // A process in a shell of its own has the signal in its code.
  if (signal === 'SIGABRT' || code === 134)
    return 'Node gave up, most likely out of memory: its last words are on standard error'
  if (signal === 'SIGKILL' || code === 137)
    return 'killed: by the system because memory ran out, or by hand'
  return signal === null ? undefined : `ended by ${signal}`
}
