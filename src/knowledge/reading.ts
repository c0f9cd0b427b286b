/** What is read of a guild's entries: by those who ask, and by those who look after them. */

import type { Entry } from './entry.ts'
import type { EntryStore } from './entry-store.ts'
import type { Library } from './library.ts'
import { idPicked } from './pick.ts'
import { nearDuplicates, type SearchResult, type Strictness, search, suggest } from './search.ts'
import type { Shelf } from './shelf.ts'

/** Below this likelihood an entry has nothing to do with what was looked for. */
const farFetched = 0.02

/** A guild's shelf as its settings let it be seen. */
export interface Opened {
  readonly shelf: Shelf
  readonly withShipped: boolean
  readonly strictness: Strictness
}
export type Open = (guild: string) => Promise<Opened>

/** What people ask. */
export function answering(
  open: Open,
  used: Library['used'],
): Pick<Library, 'ask' | 'suggest' | 'entry' | 'related' | 'answering'> {
  const found = ({ shelf, withShipped, strictness }: Opened, question: string) =>
    search(shelf.index(withShipped), question, { strictness })
  return {
    async ask(guild, question) {
      const opened = await open(guild)
      const entryOf = (id: string) => opened.shelf.entry(id, opened.withShipped)
      const id = idPicked(question)
      const result = id === undefined ? found(opened, question) : exactly(entryOf(id))
      const [best] = result.matches
      if (result.verdict === 'answer' && best !== undefined) used(guild, best.entry.id)
      const matches = result.matches.map(({ entry, score }) => ({
        entry: entryOf(entry.id) ?? entry,
        score,
      }))
      return { ...result, matches }
    },
    async suggest(guild, typed, limit, here = new Set()) {
      const { shelf, withShipped } = await open(guild)
      const usage = (id: string) => shelf.uses.get(id) ?? 0
      const pinned = (entry: Entry) =>
        here.has(entry.id) || (shelf.entry(entry.id, withShipped) ?? entry).pinned
      if (typed.trim() !== '')
        return suggest(shelf.index(withShipped), typed, limit, { usage, pinned })
      return byUse([...shelf.entries(withShipped)], usage, here).slice(0, limit)
    },
    async entry(guild, id) {
      const { shelf, withShipped } = await open(guild)
      return shelf.entry(id, withShipped)
    },
    async related(guild, { related }) {
      const { shelf, withShipped } = await open(guild)
      return related.flatMap((id) => shelf.entry(id, withShipped) ?? [])
    },
    async answering(guild, question) {
      const { verdict, matches } = found(await open(guild), question)
      return verdict === 'answer' ? matches.slice(0, 1).map(({ entry }) => entry) : []
    },
  }
}

/** What moderators look at. */
export function looking(
  open: Open,
  store: EntryStore,
): Pick<Library, 'entries' | 'held' | 'all' | 'find' | 'duplicates' | 'history' | 'revision'> {
  return {
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
    async find(guild, text, limit) {
      const { shelf, withShipped } = await open(guild)
      const { matches } = search(shelf.index(withShipped), text, { limit, evenUnlikely: true })
      return matches.filter(({ score }) => score >= farFetched).map(({ entry }) => entry)
    },
    async duplicates(guild, wordings) {
      const { shelf, withShipped } = await open(guild)
      return nearDuplicates(shelf.index(withShipped), wordings)
    },
    history: (...of) => store.history(...of),
    revision: (...of) => store.revision(...of),
  }
}

/** A pick is its entry or, where that has gone since, nothing: never a search for its id. */
function exactly(entry: Entry | undefined): SearchResult {
  if (entry === undefined) return { verdict: 'nothing', matches: [], confidence: 0 }
  return { verdict: 'answer', matches: [{ entry, score: 1 }], confidence: 1 }
}

/** `entries` with those in `here` first, then pinned ones, then by falling use; otherwise in their own order. */
export function byUse(
  entries: readonly Entry[],
  usage: (id: string) => number,
  here: ReadonlySet<string> = new Set(),
): readonly Entry[] {
  const rank = ({ id, pinned }: Entry) => (here.has(id) ? 2 : Number(pinned))
  // Most of a large collection is neither, and need not be sorted.
  const preferred = (entry: Entry) => rank(entry) > 0 || usage(entry.id) > 0
  const first = entries
    .filter(preferred)
    .sort((a, b) => rank(b) - rank(a) || usage(b.id) - usage(a.id))
  return [...first, ...entries.filter((entry) => !preferred(entry))]
}
