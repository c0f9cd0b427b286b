/** Imported questions that the dataset may answer already, in other words. */

import { type Entry, entryOf } from '../../knowledge/entry.ts'
import type { Taken } from '../../knowledge/exchange/builder.ts'
import type { Warning } from '../../knowledge/exchange/draft.ts'
import { addEntry, buildIndex, nearDuplicates } from '../../knowledge/search.ts'

/** So many are compared within a few seconds. */
const mostCompared = 1000

/** One warning for each taken question that another entry, of the dataset or taken before it, nearly asks. */
export function likenesses(taken: readonly Taken[], existing: readonly Entry[]): Warning[] {
  const beyond = taken[mostCompared]
  if (beyond !== undefined)
    return [{ line: beyond.line, message: 'too many questions to compare here; the check does it' }]
  const index = buildIndex(existing)
  return taken.flatMap(({ line, entry: file }): Warning[] => {
    const entry = entryOf(file)
    const [like] = nearDuplicates(index, [entry.question, ...entry.aliases])
    addEntry(index, entry)
    if (like === undefined) return []
    const { id, question } = like.entry
    return [{ line, message: `"${entry.question}" is much like "${question}" (${id})` }]
  })
}
