/** The order of the entries for a question, and how sure one can be of the first. */

import type { Entry } from '../entry.ts'
import { candidatesOf } from './candidates.ts'
import { isWeak } from './language.ts'
import type { Layer } from './layer.ts'
import { type Query, readQuery } from './query.ts'
import { Comparison, type Signals } from './signals.ts'
import { isWorthAVote, mostVoted, votesFor } from './vote.ts'

/** A layer with the entries of it that are not to be shown. */
export interface View {
  readonly layer: Layer
  readonly isHidden: (id: string) => boolean
}

/** What each signal counts. */
export type Weights = Readonly<Record<keyof Signals, number>>

/**
 * Fitted by maximum likelihood (the right entry's softmax probability) on five public question sets, each
 * counting the same; leaving one set out and fitting on the others moves no set by more than 3 points
 * (`docs/search.md`).
 */
export const fitted: Weights = {
  trigrams: 3.8,
  asked: 2.5,
  told: 3.4,
  anywhere: 2.7,
  answer: 8,
  meaning: 6.1,
  order: 1.6,
  numbers: -1.1,
  missing: 0,
}

/** What spelling out the entry's very words adds: nothing may come before it. */
const verbatim = 8

/** An entry with its rank score: the log of its share in the softmax, unnormalised. */
export interface Ranked {
  readonly entry: Entry
  readonly score: number
  /** Its wording that fits best, in plain words. */
  readonly text: string
  /** Whether its wordings have nearly all that was asked for. */
  readonly covers: boolean
}

/** The entries that may answer the question, best first. */
export function rank(
  question: string,
  views: readonly View[],
  weights: Weights = fitted,
): Ranked[] {
  const query = readQuery(
    question,
    views.map(({ layer }) => layer),
  )
  if (query.words.length === 0) return []
  const ranked = views.flatMap((view, at) => rankLayer(query, view, at, weights))
  return withVotes(query, ranked.sort(byScore))
}

const byScore = (a: Ranked, b: Ranked) => b.score - a.score

/** Lets fuse.js have a say where it sees more than whole words do. */
function withVotes(query: Query, ranked: Ranked[]): Ranked[] {
  if (!isWorthAVote(query)) return ranked
  const voters = ranked.slice(0, mostVoted)
  const votes = votesFor(
    query.words.join(' '),
    voters.map(({ text }) => text),
  )
  const voted = voters.map((each, at) => ({ ...each, score: each.score + (votes[at] as number) }))
  return [...voted.sort(byScore), ...ranked.slice(mostVoted)]
}

/** Share of a question's mass that an entry must have to cover it. */
const covering = 0.75

/** What is gathered about an entry while its wordings are compared. */
interface Gathered {
  readonly scores: number[]
  best: number
  text: string
  readonly covers: boolean
}

function rankLayer(
  query: Query,
  { layer, isHidden }: View,
  at: number,
  weights: Weights,
): Ranked[] {
  const comparison = new Comparison(query, layer, at)
  const asked = query.words.join(' ')
  const meaty = query.concepts.some(({ correction }) => !isWeak(correction))
  const slots = new Map<number, Gathered>()
  for (const unit of candidatesOf(query, layer, at)) {
    const text = layer.unitText[unit] as string
    const signals = comparison.of(unit)
    const score = weigh(signals, weights) + (text === asked ? verbatim : 0)
    const covers = meaty && signals.anywhere >= covering
    gather(slots, layer.unitSlot[unit] as number, { scores: [score], best: score, text, covers })
  }
  const ranked: Ranked[] = []
  for (const [slot, { scores, text, covers }] of slots) {
    const entry = layer.slots[slot]?.entry as Entry
    if (!isHidden(entry.id)) ranked.push({ entry, score: together(scores), text, covers })
  }
  return ranked
}

function gather(slots: Map<number, Gathered>, slot: number, fresh: Gathered): void {
  const known = slots.get(slot)
  if (known === undefined) slots.set(slot, fresh)
  else {
    known.scores.push(fresh.best)
    if (fresh.best > known.best) Object.assign(known, { best: fresh.best, text: fresh.text })
  }
}

function weigh(signals: Signals, weights: Weights): number {
  let sum = 0
  for (const name in weights) {
    const signal = name as keyof Signals
    sum += weights[signal] * signals[signal]
  }
  return sum
}

/** The log of the summed exponentials: several wordings that fit well count more than the best alone. */
function together(scores: readonly number[]): number {
  const most = Math.max(...scores)
  return most + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0))
}
