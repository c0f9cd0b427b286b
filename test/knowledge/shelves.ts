/** Libraries for tests: over a store that holds nothing, or over one in a list. */

import type { Clock } from '../../src/clock.ts'
import { systemClock } from '../../src/clock.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import type { EntryStore } from '../../src/knowledge/entry-store.ts'
import { type Asking, createLibrary, type Library } from '../../src/knowledge/library.ts'

/** A store in which no guild has anything of its own. */
export const emptyStore: EntryStore = {
  version: async () => 0,
  since: async () => [],
  find: async () => undefined,
  history: async () => [],
  revision: async () => undefined,
  commit: async () => ({ kind: 'refused' }),
  uses: async () => new Map(),
  addUses: async () => {},
}

export interface LibraryOptions {
  readonly store?: EntryStore
  readonly clock?: Clock
  readonly asking?: Partial<Asking>
  readonly shared?: boolean
  readonly onError?: (error: unknown) => void
}

export function libraryOf(shipped: readonly Entry[], options: LibraryOptions = {}): Library {
  const asking = { shippedDataset: true, strictness: 'balanced', ...options.asking } as const
  return createLibrary({
    shipped,
    store: options.store ?? emptyStore,
    clock: options.clock ?? systemClock,
    asking: async () => asking,
    shared: options.shared ?? false,
    onError: options.onError ?? (() => {}),
  })
}
