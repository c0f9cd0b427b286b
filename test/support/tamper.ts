/** Loaded into a bot's process before the bot itself: lets a test stall it, move its clock, and look into its memory. */

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

async function measure(): Promise<Vitals> {
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
  return { heap, rss, handles, listeners }
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
