/** Where the bot reads the time and sets its timers; handed in, so that a test can wind it by hand. */

/** Stops a timer; harmless when it has already fired. */
export type Cancel = () => void

export interface Clock {
  /** Milliseconds since 1970. Never runs backwards while the process lives. */
  now(): number
  /** Runs `run` once, `ms` milliseconds from now. */
  after(ms: number, run: () => void): Cancel
}

/** Resolves `ms` milliseconds from now, by `clock`. */
export function pause(clock: Pick<Clock, 'after'>, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve))
}

/** Node fires timers longer than this, some 24.8 days, at once. */
const longestTimer = 2_147_483_647

/**
 * The machine's clock. It is monotonic, so that setting the machine's time neither shortens nor lengthens
 * a question. Its timers do not keep the process alive.
 */
export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  after(ms, run) {
    let timer: NodeJS.Timeout
    const wait = (left: number) => {
      const further = left - longestTimer
      timer = setTimeout(
        further > 0 ? () => wait(further) : run,
        Math.max(0, left - Math.max(0, further)),
      )
      timer.unref()
    }
    wait(ms)
    return () => clearTimeout(timer)
  },
}
