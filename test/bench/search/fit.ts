/** Fits the ranking's weights and the verdict's calibration anew, and shows how they hold on a set left out. */

import { candidatesOf } from '../../../src/knowledge/search/candidates.ts'
import { readQuery } from '../../../src/knowledge/search/query.ts'
import { fitted, rank, type View, type Weights } from '../../../src/knowledge/search/rank.ts'
import { Comparison, type Signals } from '../../../src/knowledge/search/signals.ts'
import {
  type Calibration,
  calibration,
  confidenceOf,
} from '../../../src/knowledge/search/verdict.ts'
import { buildIndex, type SearchIndex } from '../../../src/knowledge/search.ts'
import { productEntry } from '../engine.ts'
import { mean } from './measures.ts'
import { type BenchQuery, type BenchSet, sample } from './sets.ts'

const names = Object.keys(fitted) as (keyof Signals)[]

/** A question whose right entry is among the candidates: the signals of every wording, by entry. */
interface Example {
  readonly entries: readonly (readonly Float64Array[])[]
  /** Which of `entries` are right. */
  readonly right: readonly boolean[]
}

/** A set, indexed, with the questions that are used of it. */
export interface Prepared {
  readonly set: BenchSet
  readonly index: SearchIndex
  readonly answerable: readonly BenchQuery[]
  readonly unanswerable: readonly BenchQuery[]
  readonly examples: readonly Example[]
}

/** Kinds of wording that the weights are fitted on. */
const taught = ['clean', 'typo1', 'reorder', 'keywords', 'chat']

/** The report as Markdown; `most` questions of each kind are used of each set. */
export function fitReport(sets: readonly BenchSet[], most: number): string {
  const prepared = sets.map((set) => prepare(set, most))
  const all = fitWeights(prepared)
  const rows = prepared.map((left) => {
    const rest = prepared.filter((one) => one !== left)
    const weights = fitWeights(rest)
    const sure = fitCalibration(rest, weights)
    const own = decisionsOf(left, fitted, calibration)
    const crossed = decisionsOf(left, weights, sure)
    return [
      left.set.name,
      ...[
        firstOf(left, fitted),
        firstOf(left, weights),
        own.precision,
        crossed.precision,
        own.answered,
        crossed.answered,
      ].map((value) => value.toFixed(3)),
    ]
  })
  return [
    weightsTable(all),
    `Calibration on all sets: ${JSON.stringify(rounded(fitCalibration(prepared, all)))}; in the code: ${JSON.stringify(calibration)}`,
    '',
    '| left out | first, as in the code | first, fitted on the others | precision, as in the code | fitted on the others | answered, as in the code | fitted on the others |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n')
}

function weightsTable(all: Weights): string {
  const row = (label: string, weights: Weights) =>
    `| ${[label, ...names.map((name) => weights[name].toFixed(1))].join(' | ')} |`
  return [
    `| weights | ${names.join(' | ')} |`,
    `|---|${'---|'.repeat(names.length)}`,
    row('in the code', fitted),
    row('fitted now', all),
    '',
  ].join('\n')
}

const rounded = (some: Calibration) =>
  Object.fromEntries(Object.entries(some).map(([key, value]) => [key, Number(value.toFixed(2))]))

/** Indexes a set and chooses at most `most` questions of each kind. */
export function prepare(set: BenchSet, most: number): Prepared {
  const index = buildIndex(set.entries.map(productEntry))
  const of = (tags: readonly string[], each: number) =>
    tags.flatMap((tag) =>
      sample(
        set.queries.filter((query) => query.tag === tag),
        each,
      ),
    )
  const learned = of(taught, Math.ceil(most / 2))
  return {
    set,
    index,
    answerable: of(['clean'], most),
    unanswerable: of(['nomatch-near', 'nomatch-far'], most),
    examples: learned.flatMap((query) => exampleOf(query, index) ?? []),
  }
}

/** The example of a question, unless no right entry is among the candidates. */
function exampleOf(query: BenchQuery, { views }: SearchIndex): Example | undefined {
  const { layer } = views[0] as View
  const read = readQuery(query.text, [layer])
  const comparison = new Comparison(read, layer, 0)
  const bySlot = new Map<number, Float64Array[]>()
  for (const unit of candidatesOf(read, layer, 0)) {
    const slot = layer.unitSlot[unit] as number
    const signals = comparison.of(unit)
    const row = Float64Array.from(names, (name) => signals[name])
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), row])
  }
  const right = [...bySlot.keys()].map((slot) => query.isRight(layer.slots[slot]?.entry.id ?? ''))
  return right.includes(true) ? { entries: [...bySlot.values()], right } : undefined
}

const rounds = 300
const pace = 0.15

/**
 * Maximum likelihood of the right entries' softmax probability, each set counting the same, with a slight pull
 * towards zero; by Adam (Kingma and Ba, 2015) from the weights in the code.
 */
function fitWeights(sets: readonly Prepared[]): Weights {
  const weights = Float64Array.from(names, (name) => fitted[name])
  const first = new Float64Array(names.length)
  const second = new Float64Array(names.length)
  for (let round = 1; round <= rounds; round += 1) {
    const slope = gradient(sets, weights)
    for (let at = 0; at < weights.length; at += 1) {
      const rise = (slope[at] as number) - 0.001 * (weights[at] as number)
      first[at] = 0.9 * (first[at] as number) + 0.1 * rise
      second[at] = 0.999 * (second[at] as number) + 0.001 * rise ** 2
      const step = (first[at] as number) / (1 - 0.9 ** round)
      const scale = Math.sqrt((second[at] as number) / (1 - 0.999 ** round)) + 1e-8
      weights[at] = (weights[at] as number) + (pace * step) / scale
    }
  }
  return Object.fromEntries(names.map((name, at) => [name, weights[at]])) as unknown as Weights
}

/** How the mean log-likelihood rises with each weight. */
function gradient(sets: readonly Prepared[], weights: Float64Array): Float64Array {
  const total = new Float64Array(weights.length)
  for (const { examples } of sets)
    for (const example of examples)
      climb(example, weights, 1 / (examples.length * sets.length), total)
  return total
}

/** Adds an example's share of the gradient: expected signals of the right wordings less those of all. */
function climb(
  { entries, right }: Example,
  weights: Float64Array,
  share: number,
  total: Float64Array,
): void {
  const scores = entries.map((units) => units.map((signals) => dot(signals, weights)))
  const most = Math.max(...scores.flat())
  const masses = scores.map((units) => units.map((score) => Math.exp(score - most)))
  const sum = (chosen: (at: number) => boolean) =>
    masses.reduce((all, units, at) => (chosen(at) ? units.reduce((x, y) => x + y, all) : all), 0)
  const whole = sum(() => true)
  const good = sum((at) => right[at] === true)
  entries.forEach((units, at) => {
    units.forEach((signals, unit) => {
      const mass = masses[at]?.[unit] as number
      const pull = share * ((right[at] ? mass / good : 0) - mass / whole)
      for (let name = 0; name < signals.length; name += 1)
        total[name] = (total[name] as number) + pull * (signals[name] as number)
    })
  })
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number)
  return sum
}

/** Share of the clean questions whose right entry comes first with these weights. */
export function firstOf({ answerable, index }: Prepared, weights: Weights): number {
  return mean(
    answerable.map(({ text, isRight }) =>
      Number(isRight(rank(text, index.views, weights)[0]?.entry.id ?? '')),
    ),
  )
}

/** A question's score and lead, and whether its first entry is right. */
interface Sight {
  readonly scores: readonly number[]
  readonly right: boolean
  readonly answerable: boolean
  readonly weight: number
}

/** As many questions that nothing answers as such that something does, whatever their numbers. */
function sightsOf({ answerable, unanswerable, index }: Prepared, weights: Weights): Sight[] {
  const see = (queries: readonly BenchQuery[]) =>
    queries.map(({ text, isRight }): Sight => {
      const ranked = rank(text, index.views, weights)
      return {
        scores: ranked.slice(0, 2).map(({ score }) => score),
        right: isRight(ranked[0]?.entry.id ?? ''),
        answerable: queries === answerable,
        weight: 1 / queries.length,
      }
    })
  return [...see(answerable), ...see(unanswerable)].filter(({ scores }) => scores.length > 0)
}

/** Logistic regression by gradient ascent, each set counting the same. */
function fitCalibration(sets: readonly Prepared[], weights: Weights): Calibration {
  const sights = sets.flatMap((set) => sightsOf(set, weights))
  const total = sights.reduce((sum, { weight }) => sum + weight, 0)
  let { bias, score, lead } = calibration
  for (let round = 0; round < 4_000; round += 1) {
    const slope = { bias: 0, score: 0, lead: 0 }
    for (const { scores, right, weight } of sights) {
      const [first = 0, second = first - 4] = scores
      const miss = (weight / total) * (Number(right) - confidenceOf(scores, { bias, score, lead }))
      slope.bias += miss
      slope.score += miss * first
      slope.lead += miss * Math.min(4, first - second)
    }
    bias += 0.2 * slope.bias
    score += 0.01 * slope.score
    lead += 0.05 * slope.lead
  }
  return { bias, score, lead }
}

/** The threshold of the balanced verdict. */
const sureFrom = 0.68

function decisionsOf(set: Prepared, weights: Weights, sure: Calibration) {
  const direct = sightsOf(set, weights).filter(
    ({ scores }) => confidenceOf(scores, sure) >= sureFrom,
  )
  const sum = (some: readonly Sight[]) => some.reduce((total, { weight }) => total + weight, 0)
  const right = sum(direct.filter((one) => one.right))
  const answered = direct.filter((one) => one.answerable)
  return { precision: right / sum(direct), answered: sum(answered) }
}
