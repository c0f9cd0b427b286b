/** Discord's own clock: real time, or a virtual one that a test winds by hand. */

/** Stops a timer; harmless when it has already fired. */
export type Cancel = () => void

/** Where the playground reads the time and sets its timers. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `run` once, `ms` milliseconds from now. */
  after(ms: number, run: () => void): Cancel
}

/** A clock that only moves when told to. */
export interface VirtualClock extends Clock {
  /**
   * Moves time forward by `ms`, firing every timer due on the way in its order. Between timers, and at the end,
   * sockets get a few turns of the event loop, so that answers which are under way arrive in their own moment.
   */
  advance(ms: number): Promise<void>
  /** Moves the reading of the clock by `ms` (also backwards) without firing or moving any timer. */
  jump(ms: number): void
  /** How many timers are waiting. */
  readonly waiting: number
}

/** The machine's clock. Timers do not keep a process alive by themselves. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

interface Timer {
  due: number
  order: number
  run: () => void
}

/** A hand-wound clock that starts at `start` (milliseconds since 1970; now when absent). */
export function virtualClock(start: number = Date.now()): VirtualClock {
  const timers = new Set<Timer>()
  let elapsed = 0
  let offset = start
  let order = 0
  const next = (until: number) => {
    let first: Timer | undefined
    for (const timer of timers)
      if (timer.due <= until && (!first || sooner(timer, first))) first = timer
    return first
  }
  return {
    now: () => offset + elapsed,
    after(ms, run) {
      const timer = { due: elapsed + Math.max(0, ms), order: order++, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async advance(ms) {
      const until = elapsed + ms
      for (let timer = next(until); timer; timer = next(until)) {
        timers.delete(timer)
        elapsed = Math.max(elapsed, timer.due)
        timer.run()
        await turns()
      }
      elapsed = until
      await turns()
    },
    jump(ms) {
      offset += ms
    },
    get waiting() {
      return timers.size
    },
  }
}

function sooner(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order)
}

/** A loopback request and its answer need a handful of turns of the event loop. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
}
