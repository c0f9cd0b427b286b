/** A question in, ranked matches and a verdict out. fuse.js lives only here. */

import Fuse from 'fuse.js'
import type { Entry } from './entry.ts'

/** One entry that may answer the question. */
export interface Match {
  readonly entry: Entry
  /** How well it fits, 0 to 1, 1 best. */
  readonly score: number
}

/**
 * What the ranking amounts to: `answer` shows the first match as the answer, `choose` asks which of the
 * matches was meant, `nothing` says that there is none.
 */
export type Verdict = 'answer' | 'choose' | 'nothing'

export interface SearchResult {
  readonly verdict: Verdict
  /** Best first; at least one for `answer`, empty for `nothing`. */
  readonly matches: readonly Match[]
}

/** What `buildIndex` prepares and `search` reads; opaque to everyone else. */
export interface SearchIndex {
  readonly entries: readonly Entry[]
  readonly fuse: Fuse<Entry>
}

/** Prepares `entries` for searching; build once, search often. */
export function buildIndex(entries: readonly Entry[]): SearchIndex {
  const fuse = new Fuse(entries, {
    keys: [
      { name: 'question', weight: 2 },
      { name: 'aliases', weight: 2 },
      { name: 'answer', weight: 0.4 },
    ],
    includeScore: true,
    ignoreLocation: true,
    useTokenSearch: true,
    threshold: 0.3,
    minMatchCharLength: 2,
  })
  return { entries, fuse }
}

/** Finds what answers `question` (free text); never throws, whatever the text. */
export function search(index: SearchIndex, question: string): SearchResult {
  const matches = index.fuse
    .search(question.trim(), { limit: 5 })
    .map(({ item, score }) => ({ entry: item, score: 1 - (score ?? 1) }))
    .filter(({ entry, score }) => score >= least.choose || isWordingOf(entry, question))
  const [best] = matches
  if (best === undefined) return { verdict: 'nothing', matches: [] }
  const sure = best.score >= least.answer || isWordingOf(best.entry, question)
  return { verdict: sure ? 'answer' : 'choose', matches }
}

/** Scores from which a match is worth showing. */
const least = { answer: 0.8, choose: 0.3 } as const

/** At most `limit` entries for what someone has typed so far, best first. */
export function suggest(index: SearchIndex, typed: string, limit: number): readonly Entry[] {
  return index.fuse.search(typed.trim(), { limit }).map(({ item }) => item)
}

function isWordingOf(entry: Entry, question: string): boolean {
  return [entry.question, ...entry.aliases].some((wording) => folded(wording) === folded(question))
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
