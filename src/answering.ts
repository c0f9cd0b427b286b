/** Everything of answers, put together: the library over its store, and when counts of use are written. */

import { PermissionFlagsBits } from 'discord.js'
import type { Cancel, Clock } from './clock.ts'
import type { Entry } from './knowledge/entry.ts'
import { createLibrary, type Library } from './knowledge/library.ts'
import type { Log } from './log.ts'
import type { Database } from './store/database.ts'
import { createEntryStore } from './store/entries.ts'

/** How often counts of use are written, in milliseconds: a crash loses no more than that. */
const flushEvery = 15_000

export interface Answering {
  readonly library: Library
  /** Begins to write counts of use now and then. */
  start(): void
  /** Writes what is not written yet. */
  stop(): Promise<void>
}

export function createAnswering(
  entries: readonly Entry[],
  { database, clock, log }: { database: Database; clock: Clock; log: Log },
): Answering {
  const onError = (error: unknown) => log.error({ err: error }, 'answers')
  const library = createLibrary({
    shipped: entries,
    store: createEntryStore(database, {
      mayChange: async (_tx, _guild, { permissions }) =>
        (permissions & (PermissionFlagsBits.ManageMessages | PermissionFlagsBits.Administrator)) !==
        0n,
    }),
    clock,
    asking: async () => ({ shippedDataset: true, strictness: 'balanced' }),
    shared: database.engine === 'postgres',
    onError,
  })
  let cancel: Cancel = () => {}
  const again = () => {
    cancel = clock.after(flushEvery, () => void library.flush().catch(onError).finally(again))
  }
  return {
    library,
    start: again,
    async stop() {
      cancel()
      await library.flush().catch(onError)
    },
  }
}
