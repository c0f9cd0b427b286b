/** What a guild holds under an id: its own entry, its own wording of a shipped one, or the shipped one as it is. */

import type { Entry } from './entry.ts'
import type { KeptEntry } from './entry-store.ts'

export interface Held {
  /** As it is shown or, where it is not, as it last was. */
  readonly entry: Entry
  readonly origin: 'own' | 'changed' | 'shipped'
  /** Whether people can ask for it. */
  readonly shown: boolean
  /** To be given back with a change, so that nobody's change is overwritten unseen. */
  readonly rev: number
  /** What ships under the id. */
  readonly shipped?: Entry
  readonly kept?: KeptEntry
}

/** One of the two must be there. */
export function heldOf(kept: KeptEntry | undefined, shipped: Entry | undefined): Held {
  const asShipped = kept === undefined || kept.status === 'shipped'
  return {
    entry: ((asShipped && shipped ? overlaid(shipped, kept) : undefined) ?? kept?.entry) as Entry,
    origin: shipped === undefined ? 'own' : asShipped ? 'shipped' : 'changed',
    shown: asShipped ? shipped !== undefined : kept.status === 'live',
    rev: kept?.rev ?? 0,
    ...(shipped === undefined ? {} : { shipped }),
    ...(kept === undefined ? {} : { kept }),
  }
}

/** A shipped entry as it ships, with the guild's own pin and the day on which it last checked the facts where later. */
export function overlaid(shipped: Entry, kept: KeptEntry | undefined): Entry {
  if (kept?.status !== 'shipped') return shipped
  const { checked: day, pinned } = kept.entry
  const later = day !== undefined && day > (shipped.checked ?? '')
  if (!later && pinned === shipped.pinned) return shipped
  return { ...shipped, pinned, ...(later ? { checked: day } : {}) }
}
