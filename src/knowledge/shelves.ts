/** The guilds whose entries are in memory: those used lately, each brought up to date before it is used. */

import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { inTime } from '../in-time.ts'
import type { Commit, EntryStore } from './entry-store.ts'
import { Shelf, type Shipped } from './shelf.ts'

export interface ShelvesNeeds {
  readonly shipped: Shipped
  readonly store: EntryStore
  readonly clock: Clock
  /** Whether other processes write to the store too, so that each use looks for their changes first. */
  readonly shared: boolean
  /** Hears of a store that could not be reached; what is in memory is used on. */
  readonly onError: (error: unknown) => void
}

export interface Shelves {
  /** The guild's shelf, loaded and up to date. Rejects where it is not in memory and the store cannot be reached. */
  of(guild: string): Promise<Shelf>
  /** Tells the guild's shelf, where it is in memory, what was just written. */
  took(guild: string, saved: Extract<Commit, { kind: 'saved' }>): Promise<void>
  /** Counts one use of an entry. */
  count(guild: string, id: string): void
  forget(guild: string): void
  /** Drops what nobody has used for long. */
  tidy(): void
}

/**
 * Own entries of all guilds together that stay in memory, at some 6 KB each with their index, and for how long an
 * unused guild's do, in ms.
 */
const limits = { entries: 20_000, idle: 30 * 60_000 }

/** What a guild costs beside its entries, in entries. */
const beside = { none: 10, some: 40 }

/** How long one look at other processes' changes serves, and how long a question waits for it, in ms. */
const fresh = 20
const patience = 300

/** The same while the store does not answer: looks must not pile up. */
const freshInTrouble = 1_000

interface Held {
  readonly shelf: Shelf
  readonly loaded: Promise<void>
  /** When other processes' changes were last looked for, and the look under way. */
  looked: number
  look: Promise<void>
  /** Whether the last look was answered, and soon; where not, the next one is made, but not waited for. */
  prompt: boolean
}

export function createShelves({ shipped, store, clock, shared, onError }: ShelvesNeeds): Shelves {
  const held = new LRUCache<string, Held>({
    maxSize: limits.entries,
    // A guild that is larger than all that may stay is alone in memory while it is used.
    sizeCalculation: ({ shelf }) =>
      Math.min(limits.entries, shelf.size + (shelf.size > 0 ? beside.some : beside.none)),
    ttl: limits.idle,
    updateAgeOnGet: true,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  })

  const open = (guild: string): Held => {
    const known = held.get(guild)
    if (known !== undefined) return known
    const shelf = new Shelf(guild, shipped, store)
    const loaded = shelf.load()
    const one = { shelf, loaded, looked: clock.now(), look: loaded, prompt: true }
    held.set(guild, one)
    loaded.then(
      () => resize(guild, one),
      () => drop(guild, one),
    )
    return one
  }
  /** Its size has changed: it may have to make room, or be dropped. */
  const resize = (guild: string, one: Held) => {
    if (held.peek(guild) !== one) return
    // What is set again is not counted again, unless it was gone.
    held.delete(guild)
    held.set(guild, one)
  }
  const drop = (guild: string, one: Held) => {
    if (held.peek(guild) === one) held.delete(guild)
  }
  const look = (guild: string, one: Held): Promise<void> => {
    if (clock.now() - one.looked < (one.prompt ? fresh : freshInTrouble)) return one.look
    one.looked = clock.now()
    one.look = one.shelf.refresh().then(
      (same) => {
        one.prompt = true
        if (same) resize(guild, one)
        else drop(guild, one)
      },
      (error) => {
        one.prompt = false
        onError(error)
      },
    )
    return one.look
  }
  /** Waits for a look, but not so long that an answer would be late. */
  const upToDate = async (guild: string, one: Held): Promise<void> => {
    const looked = look(guild, one).then(() => true)
    if (one.prompt && (await inTime(looked, patience)) === undefined) one.prompt = false
  }

  const of = async (guild: string): Promise<Shelf> => {
    const one = open(guild)
    await one.loaded
    if (shared) await upToDate(guild, one)
    return held.peek(guild) === undefined ? (await reopened(guild)).shelf : one.shelf
  }
  const reopened = async (guild: string) => {
    const one = open(guild)
    await one.loaded
    return one
  }
  return {
    of,
    async took(guild, { entries, version }) {
      const one = held.peek(guild)
      if (one === undefined) return
      await one.loaded
      await one.shelf.took(entries, version)
      resize(guild, one)
    },
    count: (guild, id) => held.peek(guild)?.shelf.count(id),
    forget: (guild) => held.delete(guild),
    tidy: () => held.purgeStale(),
  }
}
