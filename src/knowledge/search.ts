/** A question in, ranked matches and a verdict out. fuse.js lives only here and in `search/`. */

import type { Entry } from './entry.ts'
import { type Duplicate, duplicateFrom, duplicatesOf } from './search/duplicates.ts'
import { Layer } from './search/layer.ts'
import { rank, type View } from './search/rank.ts'
import { suggestFrom } from './search/suggestions.ts'
import { confidenceOf, type Strictness, type Verdict, verdictOf } from './search/verdict.ts'

export type { Duplicate, Strictness, Verdict }

/** One entry that may answer the question. */
export interface Match {
  readonly entry: Entry
  /** How well it fits, 0 to 1, 1 best: the probability that it answers the question, if it were the first. */
  readonly score: number
}

export interface SearchResult {
  readonly verdict: Verdict
  /** Best first; at least one for `answer`, empty for `nothing` (unless asked for). */
  readonly matches: readonly Match[]
  /** The probability, 0 to 1, that the best entry answers the question, whatever the verdict. */
  readonly confidence: number
}

/** What `buildIndex` prepares and `search` reads; opaque to everyone else. */
export interface SearchIndex {
  /** Entries over entries: those of a later layer come in the place of earlier ones with the same id. */
  readonly views: readonly View[]
}

export interface SearchOptions {
  /** How sure a direct answer must be; `balanced` when left out. */
  readonly strictness?: Strictness
  /** Most matches wanted; 5 when left out. */
  readonly limit?: number
  /** Whether to give the best matches even with `nothing`, as measurements and previews need. */
  readonly evenUnlikely?: boolean
}

const nothingHidden = () => false

/** Prepares `entries` for searching, all at once: about 40 µs a wording. */
export function buildIndex(entries: readonly Entry[]): SearchIndex {
  const layer = new Layer()
  for (const entry of entries) layer.add(entry)
  layer.settle()
  return { views: [{ layer, isHidden: nothingHidden }] }
}

/** Letters indexed between two pauses: some 10 ms of work, and never more than 50. */
const sliceLetters = 20_000

/** `buildIndex` in slices of a few milliseconds, with `pause` awaited between them so that others get a turn. */
export async function buildIndexInSlices(
  entries: Iterable<Entry>,
  pause: () => Promise<unknown>,
): Promise<SearchIndex> {
  const layer = new Layer()
  let letters = 0
  for (const entry of entries) {
    layer.add(entry)
    letters += entry.question.length + Math.min(800, entry.answer.length)
    for (const alias of entry.aliases) letters += alias.length
    if (letters < sliceLetters) continue
    letters = 0
    layer.settle()
    await pause()
  }
  layer.settle()
  return { views: [{ layer, isHidden: nothingHidden }] }
}

/**
 * Two indexes as one, at no cost: `base` is shared by many servers, `own` is one server's. An entry of `own`
 * hides the one of `base` with its id; so does an id in `hidden`. Later changes to either show at once.
 */
export function layered(
  base: SearchIndex,
  own: SearchIndex,
  hidden: ReadonlySet<string> = new Set(),
): SearchIndex {
  const replaced = (id: string) => hidden.has(id) || own.views.some(({ layer }) => layer.has(id))
  const below = base.views.map(({ layer, isHidden }) => ({
    layer,
    isHidden: (id: string) => isHidden(id) || replaced(id),
  }))
  return { views: [...below, ...own.views] }
}

/** The layer that changes go to: the last, a server's own. */
function topOf(index: SearchIndex): Layer {
  return (index.views.at(-1) as View).layer
}

/** Puts `entry` into `index`, in the place of the one with its id; a `layered` one passes it to its `own`. */
export function addEntry(index: SearchIndex, entry: Entry): void {
  topOf(index).add(entry)
}

/** Takes the entry with this id out of `index` (of a `layered` one's `own`); whether it was there. */
export function removeEntry(index: SearchIndex, id: string): boolean {
  return topOf(index).remove(id)
}

/** Finds what answers `question` (free text); never throws, whatever the text. */
export function search(
  index: SearchIndex,
  question: string,
  { strictness = 'balanced', limit = 5, evenUnlikely = false }: SearchOptions = {},
): SearchResult {
  const ranked = rank(question, index.views)
  const scores = ranked.map(({ score }) => score)
  const confidence = confidenceOf(scores)
  const verdict = verdictOf(
    confidence,
    ranked.some(({ covers }) => covers),
    strictness,
  )
  if (verdict === 'nothing' && !evenUnlikely) return { verdict, matches: [], confidence }
  const matches = ranked
    .slice(0, limit)
    .map(({ entry, score }) => ({ entry, score: confidenceOf([score, ...scores.slice(1, 2)]) }))
  return { verdict, matches, confidence }
}

export interface SuggestOptions {
  /** How often an entry was asked for lately, by id; nothing is preferred when left out. */
  readonly usage?: (id: string) => number
  /** Whether an entry is pinned; as the entry itself says when left out. */
  readonly pinned?: (entry: Entry) => boolean
}

/** At most `limit` entries for what someone has typed so far, best first; the most used ones for nothing. */
export function suggest(
  index: SearchIndex,
  typed: string,
  limit: number,
  { usage = () => 0, pinned = (entry) => entry.pinned }: SuggestOptions = {},
): readonly Entry[] {
  return suggestFrom(index.views, typed, limit, usage, pinned)
}

/** Entries that ask nearly the same as one of `wordings`, likest first; `threshold` is a similarity, 0 to 1. */
export function nearDuplicates(
  index: SearchIndex,
  wordings: readonly string[],
  threshold: number = duplicateFrom,
): readonly Duplicate[] {
  return duplicatesOf(wordings, index.views, threshold)
}
