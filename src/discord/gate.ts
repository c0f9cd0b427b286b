/** Lets interactions through once this process serves them, so that of two connected ones each is answered by one. */

/** What the gate looks at. */
export interface Passing {
  readonly id: string
}

export interface Gate<One extends Passing> {
  /** Whether it is to be answered now; otherwise it waits for `open`, or is another process's. */
  admits(interaction: One): boolean
  /** From now on they are answered here, but for those with ids in `answered`. Returns those that waited. */
  open(answered: readonly string[]): One[]
  /** Lets them wait until it is opened again. */
  hold(): void
  /** From now on none is answered here. Returns the ids of those that were let through of late. */
  close(): string[]
}

/** Discord takes no answer after 3 s; one that waited for so long is left alone, in milliseconds. */
const patience = 2_500

/** How long an interaction may come later to one process than to the other, in milliseconds. */
const remembered = 10_000

/** A gate that is shut until `open`; `now` is in milliseconds. */
export function createGate<One extends Passing>(now: () => number): Gate<One> {
  let state: 'waiting' | 'open' | 'closed' = 'waiting'
  let waiting: { readonly one: One; readonly at: number }[] = []
  let foreign: ReadonlySet<string> = new Set()
  const passed = new Map<string, number>()
  const pass = (one: One) => {
    passed.set(one.id, now())
    for (const [id, at] of passed) {
      if (at + remembered >= now()) break
      passed.delete(id)
    }
    return true
  }
  return {
    admits(one) {
      // Discord may deliver one twice, as when a session is taken up again.
      if (state === 'open') return !foreign.has(one.id) && !passed.has(one.id) && pass(one)
      if (state === 'waiting')
        waiting = [...waiting.filter(({ at }) => at + patience > now()), { one, at: now() }]
      return false
    },
    hold() {
      if (state === 'open') state = 'waiting'
    },
    open(answered) {
      if (state === 'closed') return []
      state = 'open'
      foreign = foreign.union(new Set(answered))
      const late = waiting.filter(({ one, at }) => at + patience > now() && !foreign.has(one.id))
      waiting = []
      return late.map(({ one }) => one).filter((one) => !passed.has(one.id) && pass(one))
    },
    close() {
      state = 'closed'
      return [...passed].filter(([, at]) => at + remembered >= now()).map(([id]) => id)
    },
  }
}
