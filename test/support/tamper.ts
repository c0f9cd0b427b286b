/** Loaded into a bot's process before the bot itself: lets a test stall it, move its clock, and look into its memory. */

import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What a test orders over the channel between the processes. */
export type Tampering =
  /** Nothing runs for so many milliseconds. */
  | { readonly tamper: 'stall'; readonly ms: number }
  /** The machine's time is set, by so many milliseconds. */
  | { readonly tamper: 'jump'; readonly ms: number }
  | { readonly tamper: 'measure' }
  /** A bug that nothing catches: thrown, or a promise that nobody waits for. */
  | { readonly tamper: 'throw' | 'reject' }

/** Memory in bytes after everything that nobody needs was thrown away; what keeps a process alive; listeners. */
export interface Vitals {
  readonly heap: number
  readonly rss: number
  /** The most memory that the process ever had, in bytes. */
  readonly peak: number
  /** The longest time since the last measurement in which nothing else ran, in milliseconds. */
  readonly stall: number
  readonly handles: number
  readonly listeners: number
}

const TrueDate = Date
let ahead = 0

globalThis.Date = class extends TrueDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(TrueDate.now() + ahead)
    else super(...(given as [number]))
  }

  static override now(): number {
    return TrueDate.now() + ahead
  }
} as DateConstructor

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()

async function measure(): Promise<Vitals> {
  const stall = delay.max / 1e6
  // What is finalized in one round can be thrown away in the next.
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const { heapUsed: heap, rss } = process.memoryUsage()
  const handles = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length
  const listeners = process
    .eventNames()
    .reduce((sum, event) => sum + process.listenerCount(event), 0)
  const peak = process.resourceUsage().maxRSS * 1_024
  // Throwing away took its time too.
  delay.reset()
  return { heap, rss, peak, stall, handles, listeners }
}

process.on('message', (order: Tampering) => {
  switch (order.tamper) {
    case 'stall':
      return void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, order.ms)
    case 'jump':
      ahead += order.ms
      return
    case 'throw':
      // Not here: the channel would lose what else came in.
      return void setImmediate(() => {
        throw new Error('a bug of the test')
      })
    case 'reject':
      return void Promise.reject(new Error('a bug of the test'))
    case 'measure':
      return void measure().then((vitals) => process.send?.({ vitals }))
  }
})
process.channel?.unref()
