/** What an import would do to a guild's answers, before it does it. */

import { changed } from './curation.ts'
import { type Entry, entryFileOf } from './entry.ts'
import type { Change } from './entry-store.ts'
import type { Held } from './held.ts'
import { titleKey } from './lookalike.ts'

export interface ImportPlan {
  /** Those to be written, in the file's order; each carries the revision that it was planned on. */
  readonly changes: readonly Change[]
  readonly added: number
  readonly changed: number
  /** Read as they are held already. */
  readonly same: number
  /** Their question is that of another answer: they are left out. */
  readonly conflicts: readonly {
    readonly line: number
    readonly question: string
    readonly with: string
  }[]
}

/** An entry of the file with the line on which it stands. */
export interface Incoming {
  readonly line: number
  readonly entry: Entry
}

/** Compares what comes with what is held: by id, and by question where the id is new. */
export function planImport(incoming: readonly Incoming[], held: readonly Held[]): ImportPlan {
  const byId = new Map(held.map((one) => [one.entry.id, one]))
  const byTitle = new Map(
    held.filter(({ shown }) => shown).map((one) => [titleKey(one.entry.question), one.entry.id]),
  )
  const changes: Change[] = []
  const conflicts: ImportPlan['conflicts'][number][] = []
  let added = 0
  let same = 0
  for (const { line, entry } of incoming) {
    const known = byId.get(entry.id)
    const title = titleKey(entry.question)
    const owner = byTitle.get(title)
    if (owner !== undefined && owner !== entry.id) {
      conflicts.push({ line, question: entry.question, with: owner })
      continue
    }
    byTitle.set(title, entry.id)
    if (known?.shown && written(known.entry) === written(entry)) same += 1
    else if (known !== undefined) changes.push(changed(known, 'import', entry))
    else {
      added += 1
      changes.push({ ...fresh, entry })
    }
  }
  return { changes, added, changed: changes.length - added, same, conflicts }
}

/** What every entry that is new begins with. */
const fresh = {
  status: 'live',
  expected: 0,
  action: 'import',
} as const

const written = (entry: Entry) => JSON.stringify(entryFileOf(entry))
