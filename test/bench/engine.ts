/** The product's own search in the plainest shape, so that any set of questions can be run against it. */

import { type Entry, entryOf } from '../../src/knowledge/entry.ts'
import { buildIndex, search, suggest } from '../../src/knowledge/search.ts'

/** One question with its answer, as a set of questions holds it. */
export interface BenchEntry {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly aliases?: readonly string[]
}

export interface BenchHit {
  readonly id: string
  /** 0 to 1, 1 best. */
  readonly score: number
  /** Whether the bot would show this entry as the answer, without asking which was meant. */
  readonly confident: boolean
}

export interface BenchEngine {
  /** At most `limit` entries, best first. */
  search(query: string, limit: number): BenchHit[]
  /** At most `limit` entries for what has been typed so far, best first. */
  suggest(prefix: string, limit: number): { id: string }[]
}

/** An entry as the product keeps it. */
export function productEntry({ id, question, answer, aliases = [] }: BenchEntry): Entry {
  return entryOf({ id, question, answer, aliases: [...aliases] })
}

/** Indexes the entries with the product's own search. */
export function build(entries: readonly BenchEntry[]): BenchEngine {
  const index = buildIndex(entries.map(productEntry))
  return {
    search: (query, limit) => {
      const { verdict, matches } = search(index, query, { limit, evenUnlikely: true })
      return matches.map(({ entry, score }, at) => ({
        id: entry.id,
        score,
        confident: at === 0 && verdict === 'answer',
      }))
    },
    suggest: (prefix, limit) => suggest(index, prefix, limit).map(({ id }) => ({ id })),
  }
}
