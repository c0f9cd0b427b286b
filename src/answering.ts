/** Everything of answers, put together: the library over its store, and when counts of use are written. */

import { againEvery } from './again.ts'
import type { Clock } from './clock.ts'
import { mayCurate as mayCurateBy } from './guild/curator.ts'
import type { Settings } from './guild/settings.ts'
import { inTime } from './in-time.ts'
import type { DraftStore } from './knowledge/draft.ts'
import type { Entry } from './knowledge/entry.ts'
import type { Curator } from './knowledge/entry-store.ts'
import type { GapStore, VoteStore } from './knowledge/feedback.ts'
import { createLibrary, type Library } from './knowledge/library.ts'
import type { PickStore } from './knowledge/proposals.ts'
import type { Log } from './log.ts'
import { createSettle, type Settle } from './settling.ts'
import type { Database } from './store/database.ts'
import { createDraftStore } from './store/drafts.ts'
import { createEntryStore } from './store/entries.ts'
import { createGapStore } from './store/gaps.ts'
import { createPickStore } from './store/picks.ts'
import { readSettings } from './store/settings.ts'
import { createVoteStore } from './store/votes.ts'
import type { Tell } from './tell.ts'

/** How often counts of use are written, in milliseconds: a crash loses no more than that. */
const flushEvery = 15_000

/** How long an answer waits for what is kept beside it, in milliseconds. */
const patience = 500

export interface Answering {
  readonly parts: {
    readonly library: Library
    readonly drafts: DraftStore
    readonly gaps: GapStore
    readonly votes: VoteStore
    readonly picks: PickStore
    readonly settle: Settle
    /** Whether a person may change the guild's answers, as things stand now. */
    readonly mayCurate: (guild: string, who: Curator) => Promise<boolean>
  }
  /** Begins to write counts of use now and then. */
  start(): void
  /** Writes what is not written yet. */
  stop(): Promise<void>
}

export interface AnsweringNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly settings: Settings
  readonly tell: Tell
}

export function createAnswering(
  entries: readonly Entry[],
  { database, clock, log, settings, tell }: AnsweringNeeds,
): Answering {
  const onError = (error: unknown) => log.error({ err: error }, 'answers')
  const mayCurate = async (guild: string, who: Curator) =>
    mayCurateBy(who, await settings.of(guild))
  const library = createLibrary({
    shipped: entries,
    store: createEntryStore(database, {
      mayChange: async (tx, guild, who) => mayCurateBy(who, await readSettings(tx, guild)),
    }),
    clock,
    asking: async (guild) => {
      const { shipped, strictness } = await settings.of(guild)
      return { shippedDataset: shipped, strictness }
    },
    shared: database.engine === 'postgres',
    onError,
  })
  // An answer does not fail, nor come late, because what was asked cannot be kept.
  const optional = <Kept>(keeping: Promise<Kept>) =>
    inTime(
      keeping.catch((error) => {
        onError(error)
        return undefined
      }),
      patience,
    )
  const store = createGapStore(database)
  const gaps: GapStore = {
    ...store,
    keep: (asked) => optional(store.keep(asked)),
  }
  const settle = createSettle({ library, gaps, tell, now: () => clock.now(), onError })
  const votes = createVoteStore(database)
  const pickStore = createPickStore(database)
  const picks: PickStore = { ...pickStore, keep: (pick) => optional(pickStore.keep(pick)) }
  const flushing = againEvery(clock, flushEvery, () => library.flush(), onError)
  return {
    parts: { library, drafts: createDraftStore(database), gaps, votes, picks, settle, mayCurate },
    start: () => flushing.start(flushEvery),
    async stop() {
      flushing.stop()
      await library.flush().catch(onError)
    },
  }
}
