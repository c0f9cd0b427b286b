/** Everything of answers, put together: the library over its store, and when counts of use are written. */

import { PermissionFlagsBits } from 'discord.js'
import type { Cancel, Clock } from './clock.ts'
import type { DraftStore } from './knowledge/draft.ts'
import type { Entry } from './knowledge/entry.ts'
import type { Curator } from './knowledge/entry-store.ts'
import { createLibrary, type Library } from './knowledge/library.ts'
import type { Log } from './log.ts'
import type { Database } from './store/database.ts'
import { createDraftStore } from './store/drafts.ts'
import { createEntryStore } from './store/entries.ts'

/** How often counts of use are written, in milliseconds: a crash loses no more than that. */
const flushEvery = 15_000

export interface Answering {
  readonly parts: {
    readonly library: Library
    readonly drafts: DraftStore
    /** Whether a person may change the guild's answers, as things stand now. */
    readonly mayCurate: (guild: string, who: Curator) => Promise<boolean>
  }
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
  const mayCurate = async (_guild: string, { permissions }: Curator) =>
    (permissions & (PermissionFlagsBits.ManageMessages | PermissionFlagsBits.Administrator)) !== 0n
  const library = createLibrary({
    shipped: entries,
    store: createEntryStore(database, {
      mayChange: async (_tx, guild, who) => mayCurate(guild, who),
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
    parts: { library, drafts: createDraftStore(database), mayCurate },
    start: again,
    async stop() {
      cancel()
      await library.flush().catch(onError)
    },
  }
}
