/** How well each engine answers each set: by kind of wording, by decision, while typing. */

import type { BenchEngine, BenchHit } from '../engine.ts'
import type { Engine } from './engines.ts'
import { auroc, decisions, recall, reciprocalRank, type Tried } from './measures.ts'
import { type BenchSet, sample } from './sets.ts'

/** Kinds of wording whose answers are looked for. */
export const wordings = ['clean', 'typo1', 'typo2', 'reorder', 'keywords', 'chat'] as const

/** Beginnings of questions, as somebody types them. */
export const beginnings = [
  'ac-own-30',
  'ac-own-30-typo',
  'ac-own-60',
  'ac-own-60-typo',
  'ac-para-30',
  'ac-para-60',
] as const

/** What one engine did with one set. Shares from 0 to 1; NaN where a set has nothing of the kind. */
export interface Quality {
  readonly set: string
  readonly engine: string
  /** By kind of wording: a right entry first. */
  readonly first: Readonly<Record<string, number>>
  readonly five: number
  readonly rank: number
  readonly near: ReturnType<typeof decisions> & { readonly auroc: number }
  readonly far: ReturnType<typeof decisions> & { readonly auroc: number }
  /** By beginning: the right entry among five suggestions. */
  readonly typing: Readonly<Record<string, number>>
}

/** Measures `engine` on at most `most` questions of each kind. */
export function qualityOf(engine: Engine, set: BenchSet, most: number): Quality {
  const built = engine.build(set.entries)
  const of = (tag: string) =>
    sample(
      set.queries.filter((query) => query.tag === tag),
      most,
    )
  const tried = (tag: string): Tried[] =>
    of(tag).map((query) => ({ query, hits: built.search(query.text, 10) }))
  const byWording = Object.fromEntries(wordings.map((tag) => [tag, tried(tag)]))
  const clean = byWording.clean as Tried[]
  const against = (tag: string) => {
    const unanswerable = tried(tag)
    return { ...decisions(clean, unanswerable), auroc: auroc(clean, unanswerable) }
  }
  return {
    set: set.name,
    engine: engine.name,
    first: mapped(byWording, (some) => recall(some, 1)),
    five: recall(clean, 5),
    rank: reciprocalRank(clean),
    near: against('nomatch-near'),
    far: against('nomatch-far'),
    typing: Object.fromEntries(
      beginnings.map((tag) => [
        tag,
        recall(
          of(tag).map((query) => suggested(built, query)),
          5,
        ),
      ]),
    ),
  }
}

function suggested(built: BenchEngine, query: Tried['query']): Tried {
  const hits = built
    .suggest(query.text, 5)
    .map(({ id }): BenchHit => ({ id, score: 0, confident: false }))
  return { query, hits }
}

function mapped<Value, Result>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
