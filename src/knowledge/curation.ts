/** How moderators change what a guild holds: each verb as the changes that it comes to. */

import { type Entry, entryFileOf, entryLimits } from './entry.ts'
import type { Action, Change, EntryStatus, Revision } from './entry-store.ts'
import type { Held } from './held.ts'
import { sameKey } from './sameness.ts'

/** A new entry of the guild. */
export function added(entry: Entry): Change {
  return { action: 'add', status: 'live', entry, expected: 0 }
}

/** The next state of what is held; what reads as it ships again ships again. */
export function changed(held: Held, action: Action, entry: Entry): Change {
  const body = { ...entry, id: held.entry.id }
  const asShipped = held.shipped !== undefined && written(body) === written(held.shipped)
  return next(held, action, asShipped ? 'shipped' : 'live', body)
}

function written(entry: Entry): string {
  return JSON.stringify(entryFileOf(entry))
}

export function removed(held: Held): Change {
  return next(held, 'remove', 'removed', held.entry)
}

/** Back to what it was before it was removed; `before` is the revision before the removal. */
export function restored(held: Held, before: Revision | undefined): Change {
  if (before?.status === 'shipped' && held.shipped !== undefined)
    return next(held, 'restore', 'shipped', held.shipped)
  return next(held, 'restore', 'live', held.entry)
}

/** Back to an earlier revision. */
export function reverted(held: Held, to: Revision): Change {
  if (to.status === 'shipped' && held.shipped !== undefined)
    return next(held, 'revert', 'shipped', held.shipped)
  return next(held, 'revert', 'live', to.entry)
}

/** The facts were looked at again on `day` (YYYY-MM-DD) and still hold. What ships goes on as it ships. */
export function verified(held: Held, day: string): Change {
  const status = held.origin === 'shipped' ? 'shipped' : 'live'
  return next(held, 'verify', status, { ...held.entry, checked: day })
}

/** Pinned or not: pinned answers come first before anything is typed. What ships goes on as it ships. */
export function pinnedAs(held: Held, pinned: boolean): Change {
  const status = held.origin === 'shipped' ? 'shipped' : 'live'
  return next(held, pinned ? 'pin' : 'unpin', status, { ...held.entry, pinned })
}

/** `from` goes; its wordings lead to `into` from now on, as many as that has room for. */
export function merged(from: Held, into: Held): readonly [into: Change, from: Change] {
  const aliases = withWordings(into.entry, [from.entry.question, ...from.entry.aliases])
  return [
    changed(into, 'merge', { ...into.entry, aliases }),
    next(from, 'merge', 'removed', from.entry),
  ]
}

/** The aliases of `entry` with those of `wordings` that it does not have yet, up to what an entry may have. */
export function withWordings(entry: Entry, wordings: readonly string[]): readonly string[] {
  const known = new Set([entry.question, ...entry.aliases].map(sameKey))
  const fresh = wordings.filter((wording) => {
    const key = sameKey(wording)
    return !known.has(key) && known.add(key)
  })
  return [...entry.aliases, ...fresh].slice(0, entryLimits.aliases)
}

function next({ rev, shipped }: Held, action: Action, status: EntryStatus, entry: Entry): Change {
  return { action, status, entry, expected: rev, ...(shipped === undefined ? {} : { shipped }) }
}

/** Those of `all` whose facts nobody has checked since `day` (YYYY-MM-DD), longest ago first. */
export function staleSince(all: readonly Held[], day: string): readonly Held[] {
  return all
    .filter(({ entry, shown }) => shown && (entry.checked ?? '') < day)
    .sort((a, b) => ((a.entry.checked ?? '') < (b.entry.checked ?? '') ? -1 : 1))
}
