/** Imported questions that the dataset may answer already, in other words. */

import { type Entry, entryOf } from '../../knowledge/entry.ts'
import type { Taken } from '../../knowledge/exchange/builder.ts'
import type { Warning } from '../../knowledge/exchange/draft.ts'
import { buildIndex, search } from '../../knowledge/search.ts'

/** One warning for each taken question that finds another entry, of the dataset or taken before it, as its answer. */
export function likenesses(taken: readonly Taken[], existing: readonly Entry[]): Warning[] {
  const entries = taken.map(({ entry }) => entryOf(entry))
  const index = buildIndex([...existing, ...entries])
  const later = new Map(entries.map(({ id }, at) => [id, at]))
  return taken.flatMap(({ line, entry }, at): Warning[] => {
    const { matches } = search(index, entry.question)
    const like = matches.find(
      (match) => isSure(match.score) && (later.get(match.entry.id) ?? -1) < at,
    )
    if (like === undefined) return []
    const message = `"${entry.question}" is close to "${like.entry.question}" (${like.entry.id})`
    return [{ line, message }]
  })
}

/** The score from which the search gives an entry as the answer without asking back. */
function isSure(score: number): boolean {
  return score >= 0.8
}
