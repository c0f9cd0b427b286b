/** What a guild can ask: its own entries over the shipped ones, their index, and what its people asked most. */

import type { Clock } from '../clock.ts'
import type { Entry } from './entry.ts'
import type { Change, Commit, Curator, EntryStore } from './entry-store.ts'
import type { Held } from './held.ts'
import { answering, looking, type Open, type Opened } from './reading.ts'
import type { Duplicate, SearchResult, Strictness } from './search.ts'
import { shippedOf } from './shelf.ts'
import { createShelves, type Shelves } from './shelves.ts'

export interface Library {
  /** Resolves once the guild's entries are in memory: at once, or after about a second for 10,000 of them. */
  ready(guild: string): Promise<unknown>
  /** Answers a typed question or a picked suggestion's value; counts a direct answer as used. */
  ask(guild: string, question: string): Promise<SearchResult>
  /**
   * At most `limit` entries for what was typed so far; for nothing: those in `here`, pinned ones, most used, then the
   * rest. `here` are ids of entries that are pinned where somebody types.
   */
  suggest(
    guild: string,
    typed: string,
    limit: number,
    here?: ReadonlySet<string>,
  ): Promise<readonly Entry[]>
  /** The entry with this id, if the guild has it. */
  entry(guild: string, id: string): Promise<Entry | undefined>
  /** The entries that `entry` names as related and that the guild has. */
  related(guild: string, entry: Entry): Promise<readonly Entry[]>
  /** Every entry that the guild can ask for: the shipped ones, then its own. */
  entries(guild: string): Promise<readonly Entry[]>
  /** What the guild holds under this id, shown or not. */
  held(guild: string, id: string): Promise<Held | undefined>
  /** All that the guild holds, removed ones too: its own, last changed first, then the shipped ones. */
  all(guild: string): Promise<readonly Held[]>
  /** The entry that `ask` would give as the answer, if any; nothing is counted. */
  answering(guild: string, question: string): Promise<readonly Entry[]>
  /** At most `limit` entries that have to do with `text`, best first; nothing is counted. */
  find(guild: string, text: string, limit: number): Promise<readonly Entry[]>
  /** The states that an entry has been in; see EntryStore. */
  readonly history: EntryStore['history']
  readonly revision: EntryStore['revision']
  /** Entries that ask nearly the same as one of `wordings`, likest first. */
  duplicates(guild: string, wordings: readonly string[]): Promise<readonly Duplicate[]>
  /** The entry that ships with the bot under this id, whatever a guild made of it. */
  shipped(id: string): Entry | undefined
  /** How often each entry of the guild answered somebody. */
  uses(guild: string): Promise<ReadonlyMap<string, number>>
  /** Counts an answer that was shown without `ask`. */
  used(guild: string, id: string): void
  /** Writes changes and takes them over at once; see EntryStore.commit. */
  commit(guild: string, who: Curator, changes: readonly Change[], at: number): Promise<Commit>
  /** Forgets what is in memory of a guild, as after its rows were put in or taken out by other means. */
  forget(guild: string): void
  /** Stores the counts of use that are not stored yet; call it now and then, and at the end. */
  flush(): Promise<void>
}

/** What a guild has set that matters here. */
export interface Asking {
  readonly shippedDataset: boolean
  readonly strictness: Strictness
}

export interface LibraryNeeds {
  readonly shipped: readonly Entry[]
  readonly store: EntryStore
  readonly clock: Clock
  readonly asking: (guild: string) => Promise<Asking>
  /** Whether other processes write to the store too, so that each use looks for their changes first. */
  readonly shared: boolean
  /** Hears of a store that could not be reached; what is in memory is used on. */
  readonly onError: (error: unknown) => void
}

/** A library that reads a guild's entries on first use and keeps up with every change from then on. */
export function createLibrary(needs: LibraryNeeds): Library {
  const shipped = shippedOf(needs.shipped)
  const shelves = createShelves({ ...needs, shipped })
  const open: Open = async (guild) => {
    const [shelf, { shippedDataset: withShipped, strictness }] = await Promise.all([
      shelves.of(guild),
      needs.asking(guild),
    ])
    return { shelf, withShipped, strictness }
  }
  const counting = countUses(needs, shelves)
  return {
    ready: shelves.of,
    ...answering(open, counting.used),
    ...looking(open, needs.store),
    ...counting,
    shipped: (id) => shipped.byId.get(id),
    async commit(guild, who, changes, at) {
      const taken = shippedTitle(await open(guild), changes)
      if (taken !== undefined) return taken
      const outcome = await needs.store.commit(guild, who, changes, at)
      if (outcome.kind === 'saved') await shelves.took(guild, outcome)
      return outcome
    },
    forget: shelves.forget,
  }
}

/** Counts uses in memory at once, and in the store when they are flushed. */
function countUses(
  { store, clock }: LibraryNeeds,
  shelves: Shelves,
): Pick<Library, 'uses' | 'used' | 'flush'> {
  const unstored = new Map<string, Map<string, number>>()
  const keep = (guild: string, id: string, times: number) => {
    const counts = unstored.get(guild) ?? new Map<string, number>()
    unstored.set(guild, counts.set(id, (counts.get(id) ?? 0) + times))
  }
  return {
    uses: async (guild) => (await shelves.of(guild)).uses,
    used(guild, id) {
      keep(guild, id, 1)
      shelves.count(guild, id)
    },
    async flush() {
      shelves.tidy()
      for (const [guild, counts] of [...unstored]) {
        unstored.delete(guild)
        try {
          await store.addUses(guild, counts, clock.now())
        } catch (error) {
          for (const [id, times] of counts) keep(guild, id, times)
          throw error
        }
      }
    },
  }
}

/** The store knows the titles of the guild's own entries; those of the shipped ones are here. */
function shippedTitle(
  { shelf, withShipped }: Opened,
  changes: readonly Change[],
): Commit | undefined {
  const changing = new Set(changes.map(({ entry }) => entry.id))
  for (const { status, entry } of withShipped ? changes : []) {
    const by = status === 'live' ? shelf.shippedTitled(entry.question)?.id : undefined
    if (by !== undefined && !changing.has(by)) return { kind: 'taken', id: entry.id, by }
  }
  return undefined
}
