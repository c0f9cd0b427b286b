/** One guild's entries in memory: its own over the shipped ones, with the index of both, kept up to date in place. */

import type { Entry } from './entry.ts'
import type { Cursor, EntryStore, KeptEntry } from './entry-store.ts'
import { type Held, heldOf, overlaid } from './held.ts'
import { titleKey } from './lookalike.ts'
import {
  addEntry,
  buildIndex,
  buildIndexInSlices,
  layered,
  removeEntry,
  type SearchIndex,
} from './search.ts'

/** The entries that come with the bot, indexed once for all guilds. */
export interface Shipped {
  readonly entries: readonly Entry[]
  readonly byId: ReadonlyMap<string, Entry>
  readonly byTitle: ReadonlyMap<string, Entry>
  readonly index: SearchIndex
}

export function shippedOf(entries: readonly Entry[]): Shipped {
  return {
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    byTitle: new Map(entries.map((entry) => [titleKey(entry.question), entry])),
    index: buildIndex(entries),
  }
}

/** Rows read at once while a guild's entries are loaded. */
const page = 500

type ShelfStore = Pick<EntryStore, 'version' | 'since' | 'uses'>

export class Shelf {
  readonly #shipped: Shipped
  readonly #guild: string
  readonly #store: ShelfStore
  readonly #own = new Map<string, Entry>()
  readonly #kept = new Map<string, KeptEntry>()
  /** Ids of shipped entries that the guild has removed. */
  readonly #hidden = new Set<string>()
  #ownIndex: SearchIndex = buildIndex([])
  #both: SearchIndex
  #cursor: Cursor = { version: 0 }
  #uses = new Map<string, number>()
  /** Loads and changes, one after another. */
  #busy: Promise<unknown> = Promise.resolve()

  constructor(guild: string, shipped: Shipped, store: ShelfStore) {
    this.#guild = guild
    this.#shipped = shipped
    this.#store = store
    this.#both = shipped.index
  }

  get version(): number {
    return this.#cursor.version
  }

  /** How many entries the guild keeps. */
  get size(): number {
    return this.#kept.size
  }

  get uses(): ReadonlyMap<string, number> {
    return this.#uses
  }

  count(id: string, times = 1): void {
    this.#uses.set(id, (this.#uses.get(id) ?? 0) + times)
  }

  /** What to search in. */
  index(withShipped: boolean): SearchIndex {
    return withShipped ? this.#both : this.#ownIndex
  }

  entry(id: string, withShipped: boolean): Entry | undefined {
    const own = this.#own.get(id)
    if (own !== undefined || !withShipped || this.#hidden.has(id)) return own
    const shipped = this.#shipped.byId.get(id)
    return shipped && overlaid(shipped, this.#kept.get(id))
  }

  /** The shipped entry that shows a title which looks like this one. */
  shippedTitled(title: string): Entry | undefined {
    const entry = this.#shipped.byTitle.get(titleKey(title))
    const shown = entry !== undefined && !this.#hidden.has(entry.id) && !this.#own.has(entry.id)
    return shown ? entry : undefined
  }

  /** What the guild holds under an id, shown or not. */
  held(id: string, withShipped: boolean): Held | undefined {
    const kept = this.#kept.get(id)
    const shipped = withShipped ? this.#shipped.byId.get(id) : undefined
    return kept === undefined && shipped === undefined ? undefined : heldOf(kept, shipped)
  }

  /** All that the guild holds, removed ones too: its own, last changed first, then the shipped ones. */
  *all(withShipped: boolean): Generator<Held> {
    const kept = [...this.#kept.values()].sort((a, b) => b.changedAt - a.changedAt)
    for (const one of kept) {
      const shipped = withShipped ? this.#shipped.byId.get(one.entry.id) : undefined
      yield heldOf(one, shipped)
    }
    for (const entry of withShipped ? this.#shipped.entries : [])
      if (!this.#kept.has(entry.id)) yield heldOf(undefined, entry)
  }

  /** Every entry that the guild can ask for: the shipped ones in their order, then its own. */
  *entries(withShipped: boolean): Generator<Entry> {
    for (const entry of withShipped ? this.#shipped.entries : [])
      if (!this.#hidden.has(entry.id) && !this.#own.has(entry.id))
        yield overlaid(entry, this.#kept.get(entry.id))
    yield* this.#own.values()
  }

  /** Reads everything; index work is done in slices of a few milliseconds. */
  load(): Promise<void> {
    return this.#inTurn(async () => {
      this.#uses = new Map(await this.#store.uses(this.#guild))
      for await (const kept of this.#news()) this.#place(kept)
      if (this.#own.size > 0) this.#ownIndex = await buildIndexInSlices(this.#own.values(), pause)
      this.#both = layered(this.#shipped.index, this.#ownIndex, this.#hidden)
    })
  }

  /** Reads what has changed since, by whichever process; false where the guild's entries began anew. */
  async refresh(): Promise<boolean> {
    const version = await this.#store.version(this.#guild)
    if (version > this.version)
      await this.#inTurn(async () => {
        for await (const kept of this.#news()) this.#replace(kept)
      })
    return version >= this.version
  }

  /** Takes over what this process has just written; reads the rest first where others wrote before. */
  took(entries: readonly KeptEntry[], version: number): Promise<void> {
    return this.#inTurn(async () => {
      if (version <= this.version) return
      if (version > this.version + 1) {
        for await (const kept of this.#news()) this.#replace(kept)
        return
      }
      for (const [at, kept] of entries.entries()) {
        this.#replace(kept)
        if (at % 50 === 49) await pause()
      }
      this.#cursor = { version }
    })
  }

  async *#news(): AsyncGenerator<KeptEntry> {
    for (;;) {
      const entries = await this.#store.since(this.#guild, this.#cursor, page)
      yield* entries
      const last = entries.at(-1)
      if (last !== undefined) this.#cursor = { version: last.version, id: last.entry.id }
      if (entries.length < page) break
      await pause()
    }
    this.#cursor = { version: this.version }
  }

  #place(kept: KeptEntry): void {
    const { entry, status } = kept
    this.#kept.set(entry.id, kept)
    if (status === 'live') this.#own.set(entry.id, entry)
    else this.#own.delete(entry.id)
    if (status === 'removed') this.#hidden.add(entry.id)
    else this.#hidden.delete(entry.id)
  }

  #replace(kept: KeptEntry): void {
    this.#place(kept)
    if (kept.status === 'live') addEntry(this.#ownIndex, kept.entry)
    else removeEntry(this.#ownIndex, kept.entry.id)
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#busy.then(work)
    this.#busy = done.catch(() => {})
    return done
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
