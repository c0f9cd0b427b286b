/** Group commit: whatever is waiting is stored together, and nobody goes on before it is. */

/** Stores several things at once; rejects where none of them was stored, or it is not known. */
export type Commit<T> = (batch: readonly T[]) => Promise<void>

export interface Committer<T> {
  /** Resolves once `entry` is stored. Entries are stored in the order they were given. */
  add(entry: T): Promise<void>
  /** Resolves once nothing waits any more. */
  idle(): Promise<void>
}

const mostAtOnce = 400

/**
 * Tries a failed batch again until it is stored: entries must be harmless when stored twice. `wait` is how
 * long to wait before try number n.
 */
export function createCommitter<T>(
  commit: Commit<T>,
  wait: (failed: number) => Promise<void>,
  onError: (error: unknown) => void,
): Committer<T> {
  let waiting: { entry: T; done: () => void }[] = []
  let running: Promise<void> | undefined
  const run = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostAtOnce)
      for (let failed = 1; ; failed += 1) {
        try {
          await commit(batch.map(({ entry }) => entry))
          break
        } catch (error) {
          onError(error)
          await wait(failed)
        }
      }
      waiting = waiting.slice(batch.length)
      for (const { done } of batch) done()
    }
    running = undefined
  }
  return {
    add(entry) {
      const stored = new Promise<void>((done) => waiting.push({ entry, done }))
      // Everything that comes in during this turn of the event loop is stored together.
      running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(run)
      return stored
    },
    async idle() {
      while (running !== undefined) await running
    },
  }
}
