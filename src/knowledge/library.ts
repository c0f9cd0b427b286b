/** What a guild can ask: its own entries over the shipped ones, their index, and what its people asked most. */

import type { Clock } from '../clock.ts'
import type { Entry } from './entry.ts'
import type { Change, Commit, Curator, EntryStore } from './entry-store.ts'
import type { Held } from './held.ts'
import {
  type Duplicate,
  nearDuplicates,
  type SearchResult,
  type Strictness,
  search,
  suggest,
} from './search.ts'
import { shippedOf } from './shelf.ts'
import { createShelves } from './shelves.ts'

export interface Library {
  /** Resolves once the guild's entries are in memory: at once, or after about a second for 10,000 of them. */
  ready(guild: string): Promise<unknown>
  /** Answers a typed question or a picked suggestion's value; counts a direct answer as used. */
  ask(guild: string, question: string): Promise<SearchResult>
  /** At most `limit` entries for what was typed so far; for nothing: pinned, most used, then the rest. */
  suggest(guild: string, typed: string, limit: number): Promise<readonly Entry[]>
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

/** Below this likelihood an entry has nothing to do with what was looked for. */
const farFetched = 0.02

/** The value that a suggestion of `entry` carries: marked, so that typed text is rarely taken for one. */
export function pickOf(entry: Entry): string {
  return `id:${entry.id}`
}

/** A library that reads a guild's entries on first use and keeps up with every change from then on. */
export function createLibrary(needs: LibraryNeeds): Library {
  const { store, clock } = needs
  const shipped = shippedOf(needs.shipped)
  const shelves = createShelves({ ...needs, shipped })
  const unstored = new Map<string, Map<string, number>>()

  const open = async (guild: string) => {
    const [shelf, asking] = await Promise.all([shelves.of(guild), needs.asking(guild)])
    return { shelf, asking, withShipped: asking.shippedDataset }
  }
  const keepUnstored = (guild: string, id: string, times: number) => {
    const counts = unstored.get(guild) ?? new Map<string, number>()
    unstored.set(guild, counts.set(id, (counts.get(id) ?? 0) + times))
  }
  const used = (guild: string, id: string) => {
    keepUnstored(guild, id, 1)
    shelves.count(guild, id)
  }
  /** The store knows the titles of the guild's own; those of the shipped ones are here. */
  const shippedTitle = async (guild: string, changes: readonly Change[]) => {
    const { shelf, withShipped } = await open(guild)
    const changing = new Set(changes.map(({ entry }) => entry.id))
    for (const { status, entry } of changes) {
      const by =
        status === 'live' && withShipped ? shelf.shippedTitled(entry.question)?.id : undefined
      if (by !== undefined && !changing.has(by)) return { kind: 'taken', id: entry.id, by } as const
    }
    return undefined
  }
  return {
    ready: shelves.of,
    async ask(guild, question) {
      const { shelf, asking, withShipped } = await open(guild)
      const id = idPicked(question)
      const result =
        id === undefined
          ? search(shelf.index(withShipped), question, { strictness: asking.strictness })
          : exactly(shelf.entry(id, withShipped))
      const [best] = result.matches
      if (result.verdict === 'answer' && best !== undefined) used(guild, best.entry.id)
      const matches = result.matches.map(({ entry, score }) => ({
        entry: shelf.entry(entry.id, withShipped) ?? entry,
        score,
      }))
      return { ...result, matches }
    },
    async suggest(guild, typed, limit) {
      const { shelf, withShipped } = await open(guild)
      const usage = (id: string) => shelf.uses.get(id) ?? 0
      if (typed.trim() !== '') return suggest(shelf.index(withShipped), typed, limit, { usage })
      return byUse([...shelf.entries(withShipped)], usage).slice(0, limit)
    },
    async entry(guild, id) {
      const { shelf, withShipped } = await open(guild)
      return shelf.entry(id, withShipped)
    },
    async related(guild, entry) {
      const { shelf, withShipped } = await open(guild)
      return entry.related.flatMap((id) => shelf.entry(id, withShipped) ?? [])
    },
    async entries(guild) {
      const { shelf, withShipped } = await open(guild)
      return [...shelf.entries(withShipped)]
    },
    async held(guild, id) {
      const { shelf, withShipped } = await open(guild)
      return shelf.held(id, withShipped)
    },
    async all(guild) {
      const { shelf, withShipped } = await open(guild)
      return [...shelf.all(withShipped)]
    },
    async answering(guild, question) {
      const { shelf, asking, withShipped } = await open(guild)
      const { strictness } = asking
      const { verdict, matches } = search(shelf.index(withShipped), question, { strictness })
      return verdict === 'answer' ? matches.slice(0, 1).map(({ entry }) => entry) : []
    },
    async find(guild, text, limit) {
      const { shelf, withShipped } = await open(guild)
      const { matches } = search(shelf.index(withShipped), text, { limit, evenUnlikely: true })
      return matches.filter(({ score }) => score >= farFetched).map(({ entry }) => entry)
    },
    history: (...of) => store.history(...of),
    revision: (...of) => store.revision(...of),
    async duplicates(guild, wordings) {
      const { shelf, withShipped } = await open(guild)
      return nearDuplicates(shelf.index(withShipped), wordings)
    },
    shipped: (id) => shipped.byId.get(id),
    uses: async (guild) => (await shelves.of(guild)).uses,
    used,
    async commit(guild, who, changes, at) {
      const taken = await shippedTitle(guild, changes)
      if (taken !== undefined) return taken
      const outcome = await store.commit(guild, who, changes, at)
      if (outcome.kind === 'saved') await shelves.took(guild, outcome)
      return outcome
    },
    forget: shelves.forget,
    async flush() {
      shelves.tidy()
      for (const [guild, counts] of [...unstored]) {
        unstored.delete(guild)
        try {
          await store.addUses(guild, counts, clock.now())
        } catch (error) {
          for (const [id, times] of counts) keepUnstored(guild, id, times)
          throw error
        }
      }
    },
  }
}

/** The id in a picked suggestion's value; undefined for typed text. */
function idPicked(value: string): string | undefined {
  return /^id:([a-z0-9-]+)$/.exec(value)?.[1]
}

/** A pick is its entry or, where that has gone since, nothing: never a search for its id. */
function exactly(entry: Entry | undefined): SearchResult {
  if (entry === undefined) return { verdict: 'nothing', matches: [], confidence: 0 }
  return { verdict: 'answer', matches: [{ entry, score: 1 }], confidence: 1 }
}

/** `entries` with pinned ones first, then by falling use; otherwise in their own order. */
export function byUse(entries: readonly Entry[], usage: (id: string) => number): readonly Entry[] {
  // Most of a large collection is neither, and need not be sorted.
  const preferred = (entry: Entry) => entry.pinned || usage(entry.id) > 0
  const first = entries
    .filter(preferred)
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || usage(b.id) - usage(a.id))
  return [...first, ...entries.filter((entry) => !preferred(entry))]
}
