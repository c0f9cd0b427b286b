/** What a guild keeps of its own: entries with their revisions, and the store that the library needs for them. */

import type { Entry } from './entry.ts'

/**
 * - `live`: the guild's own wording, in the place of a shipped entry with its id;
 * - `removed`: shown to nobody, and hiding a shipped entry with its id; it can be restored;
 * - `shipped`: as it ships again; only its history is the guild's own.
 */
export type EntryStatus = 'live' | 'removed' | 'shipped'

/** What was done to an entry; `shipped` is the text that came with the bot, noted before its first change. */
export type Action =
  | 'shipped'
  | 'add'
  | 'edit'
  | 'remove'
  | 'restore'
  | 'alias'
  | 'merge'
  | 'revert'
  | 'verify'
  | 'pin'
  | 'unpin'
  | 'import'

/** An entry as a guild keeps it. Times are milliseconds since 1970, people are snowflakes. */
export interface KeptEntry {
  /** As it is or, where it is not live, as it last was. */
  readonly entry: Entry
  readonly status: EntryStatus
  /** From 1, one more with every change. */
  readonly rev: number
  readonly madeBy: string
  readonly madeAt: number
  readonly changedBy: string
  readonly changedAt: number
  /** The guild's version that brought it. */
  readonly version: number
}

/** One state that an entry has been in. Never changed, never removed. */
export interface Revision {
  readonly rev: number
  readonly action: Action
  readonly status: EntryStatus
  readonly entry: Entry
  /** '' for what ships with the bot. */
  readonly author: string
  readonly at: number
}

/** Who wants to change something: as the interaction at hand says, never as it was a moment ago. */
export interface Curator {
  readonly id: string
  readonly permissions: bigint
  readonly roles: readonly string[]
}

/** One entry's next state. */
export interface Change {
  readonly action: Action
  readonly status: EntryStatus
  readonly entry: Entry
  /** The revision that the person has seen; 0 where the guild keeps nothing under this id. */
  readonly expected: number
  /** What ships under this id, to be noted before the guild's first change of it. */
  readonly shipped?: Entry
}

/**
 * - `saved`: the entries as they are now;
 * - `refused`: the person may not (any more), nothing was written;
 * - `stale`: somebody changed `id` meanwhile, nothing was written; `now` is theirs;
 * - `taken`: another live entry of the guild has the same question, nothing was written.
 */
export type Commit =
  | { readonly kind: 'saved'; readonly version: number; readonly entries: readonly KeptEntry[] }
  | { readonly kind: 'refused' }
  | { readonly kind: 'stale'; readonly id: string; readonly now: KeptEntry | undefined }
  | { readonly kind: 'taken'; readonly id: string; readonly by: string }

/** Where in the order of changes a reader stands: behind all of `version` or, with an id, behind that entry of it. */
export interface Cursor {
  readonly version: number
  readonly id?: string
}

/** Keeps every guild's entries. Every reading is of one guild; nothing crosses from one to another. */
export interface EntryStore {
  /** The number of the guild's last change; 0 before the first. */
  version(guild: string): Promise<number>
  /** At most `limit` entries changed after `cursor`, in the order of their changes. */
  since(guild: string, cursor: Cursor, limit: number): Promise<readonly KeptEntry[]>
  find(guild: string, id: string): Promise<KeptEntry | undefined>
  /** At most `limit` states of an entry before revision `before`, newest first. */
  history(guild: string, id: string, limit: number, before?: number): Promise<readonly Revision[]>
  revision(guild: string, id: string, rev: number): Promise<Revision | undefined>
  /** All of `changes` or none, with the rights decided once more in the same transaction. */
  commit(guild: string, who: Curator, changes: readonly Change[], at: number): Promise<Commit>
  /** How often each entry answered somebody. */
  uses(guild: string): Promise<ReadonlyMap<string, number>>
  addUses(guild: string, uses: ReadonlyMap<string, number>, at: number): Promise<void>
}
