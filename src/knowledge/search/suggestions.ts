/** What someone typing probably wants to ask, from the third character on. */

import type { Entry } from '../entry.ts'
import { slipsAtStart } from './distance.ts'
import { latin, plainWordsOf, wordsOf } from './fold.ts'
import type { Layer } from './layer.ts'
import { type Concept, type Query, readQuery } from './query.ts'
import type { View } from './rank.ts'
import { best, Tally } from './tally.ts'

/** Units of a layer looked at closely. */
const most = 80
/** Words that an unfinished one may become. */
const mostEndings = 60

/** What has been typed: whole words and the beginning of one more. */
interface Typed {
  readonly query: Query
  /** The whole words as typed, and with misspellings put right. */
  readonly heads: readonly string[]
  /** The unfinished word, empty after a space. */
  readonly partial: string
}

/** Splits what has been typed into finished words and the unfinished last one. */
function readTyped(typed: string, layers: readonly Layer[]): Typed {
  const tail = /[\p{L}\p{N}\p{M}'’]+$/u.exec(typed)?.[0] ?? ''
  const unfinished = plainWordsOf(tail)
  const before = [
    ...wordsOf(typed.slice(0, typed.length - tail.length)),
    ...unfinished.slice(0, -1),
  ]
  const query = readQuery(before.join(' '), layers)
  const heads = new Set([before.map(latin).join(' '), query.corrected])
  return { query, heads: [...heads], partial: latin(unfinished.at(-1) ?? '') }
}

/** At most `limit` entries, likeliest first; `usage` says how often an entry was asked for. */
export function suggestFrom(
  views: readonly View[],
  text: string,
  limit: number,
  usage: (id: string) => number,
  pinned: (entry: Entry) => boolean,
): Entry[] {
  const typed = readTyped(
    text,
    views.map(({ layer }) => layer),
  )
  if (typed.partial === '' && typed.heads[0] === '') return mostUsed(views, limit, usage, pinned)
  const found = new Map<Entry, number>()
  views.forEach(({ layer, isHidden }, at) => {
    for (const { unit, score } of unitsFor(typed, layer, at)) {
      const entry = layer.slots[layer.unitSlot[unit] as number]?.entry as Entry
      if (isHidden(entry.id)) continue
      const popular = score + 0.1 * Math.log1p(usage(entry.id)) + (pinned(entry) ? 0.05 : 0)
      if (popular > (found.get(entry) ?? -1)) found.set(entry, popular)
    }
  })
  return [...found]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([entry]) => entry)
}

function mostUsed(
  views: readonly View[],
  limit: number,
  usage: (id: string) => number,
  pinned: (entry: Entry) => boolean,
): Entry[] {
  const shown = views.flatMap(({ layer, isHidden }) =>
    [...layer.entries()].filter(({ id }) => !isHidden(id)),
  )
  const scored = shown.map((entry) => ({
    entry,
    score: usage(entry.id) + (pinned(entry) ? 0.5 : 0),
  }))
  return best(scored, limit).map(({ entry }) => entry)
}

/** A unit with how well it fits, about 0 to 3. */
interface Fit {
  readonly unit: number
  readonly score: number
}

function unitsFor(typed: Typed, layer: Layer, at: number): Fit[] {
  const endings = endingsOf(typed.partial, layer)
  const units = new Set([
    ...unitsBeginning(typed, layer),
    ...unitsSharing(typed, endings, layer, at),
  ])
  const fit = [...units].map((unit) => ({ unit, score: fitOf(typed, endings, layer, at, unit) }))
  return best(fit, most)
}

/** The terms that the unfinished word may become, with how like its beginning they are. */
function endingsOf(partial: string, { lexicons }: Layer): ReadonlyMap<number, number> {
  const endings = new Map<number, number>()
  if (partial === '') return endings
  for (const { vocabulary, terms } of lexicons) {
    for (const word of vocabulary.startingWith(partial, mostEndings))
      endings.set(terms[word] as number, 1)
    if (partial.length < 3 || endings.size > 3) continue
    for (const { word, similarity } of vocabulary.startingLike(partial, mostEndings)) {
      const term = terms[word] as number
      endings.set(term, Math.max(endings.get(term) ?? 0, similarity))
    }
  }
  return endings
}

/** Units that begin with what was typed: exactly, with its misspellings put right, or but for a slip at the end. */
function unitsBeginning({ heads, partial }: Typed, layer: Layer): number[] {
  for (const slips of partial.length < 3 ? [0] : [0, 1]) {
    const found = heads.flatMap((head) => layer.unitsStarting(head, partial, slips, most))
    if (found.length > 0) return found
  }
  return []
}

// One text is completed at a time, so all indexes can share it.
const tally = new Tally()

/** Units with the most of the typed words anywhere. */
function unitsSharing(
  { query }: Typed,
  endings: ReadonlyMap<number, number>,
  layer: Layer,
  at: number,
): number[] {
  tally.reset(layer.unitSlot.length)
  const add = (term: number, worth: number, onlyKnown: boolean) =>
    tally.add(layer.postings[term] as number[], worth, onlyKnown)
  const concepts = [...query.concepts].sort((a, b) => b.mass - a.mass)
  for (const { weight, mass, variants } of concepts) {
    const enough = weight < 1 && tally.touched.length > most
    for (const { term, similarity } of variants[at] ?? []) add(term, mass * similarity, enough)
  }
  for (const [term, similarity] of endings)
    add(term, similarity * query.rarity.of(layer, term), tally.touched.length > most)
  return tally.best(most)
}

function fitOf(
  typed: Typed,
  endings: ReadonlyMap<number, number>,
  layer: Layer,
  at: number,
  unit: number,
): number {
  const text = layer.unitText[unit] as string
  const terms = new Set(layer.termsOf(unit))
  const begun = Math.max(...typed.heads.map((head) => beginning(head, typed.partial, text)))
  return 2 * begun + shared(typed, endings, terms, at) - text.length / 2000
}

/** 1 when `text` begins with what was typed, less for each slip in it, 0 from the third slip on. */
function beginning(head: string, partial: string, text: string): number {
  const start = head === '' ? partial : `${head} ${partial}`
  if (text.startsWith(start)) return 1
  const slips = slipsAtStart(start, text, 2)
  return slips > 2 ? 0 : 1 - (slips + 1) / Math.max(4, start.length)
}

/** Share of the typed words' mass that the unit has, the unfinished word counting as one. */
function shared(
  { query, partial }: Typed,
  endings: ReadonlyMap<number, number>,
  terms: ReadonlySet<number>,
  at: number,
): number {
  let mass = 1e-9
  let found = 0
  for (const concept of query.concepts) {
    mass += concept.mass
    found += concept.mass * likest(concept, at, terms)
  }
  if (partial !== '') {
    const worth = Math.min(1, partial.length / 5) * query.rarity.most * 0.6
    mass += worth
    let ending = 0
    for (const term of terms) ending = Math.max(ending, endings.get(term) ?? 0)
    found += worth * ending
  }
  return found / mass
}

function likest({ variants }: Concept, at: number, terms: ReadonlySet<number>): number {
  let most = 0
  for (const { term, similarity } of variants[at] ?? [])
    if (similarity > most && terms.has(term)) most = similarity
  return most
}
