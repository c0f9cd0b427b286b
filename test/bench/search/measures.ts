/** How good a search is, from the ids it gave and how sure it was. */

import type { BenchHit } from '../engine.ts'
import type { BenchQuery } from './sets.ts'

/** One question with what an engine made of it. */
export interface Tried {
  readonly query: BenchQuery
  /** Best first, at most ten. */
  readonly hits: readonly BenchHit[]
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length

/** Share of questions with a right entry among the first `within`. */
export function recall(tried: readonly Tried[], within: number): number {
  return mean(
    tried.map(({ query, hits }) =>
      Number(hits.slice(0, within).some(({ id }) => query.isRight(id))),
    ),
  )
}

/** Mean of one over the place of the first right entry within ten, 0 where there is none. */
export function reciprocalRank(tried: readonly Tried[]): number {
  return mean(
    tried.map(({ query, hits }) => {
      const place = hits.slice(0, 10).findIndex(({ id }) => query.isRight(id))
      return place === -1 ? 0 : 1 / (place + 1)
    }),
  )
}

export interface Decisions {
  /** Of the direct answers, the share that is right, as if half of all questions had no answer. */
  readonly precision: number
  /** Share of the answerable questions that are answered directly, rightly or not. */
  readonly answered: number
  /** Share of the unanswerable ones that are not. */
  readonly refused: number
}

/** What direct answers are worth over `answerable` and `unanswerable` questions, each group counting the same. */
export function decisions(answerable: readonly Tried[], unanswerable: readonly Tried[]): Decisions {
  const direct = ({ hits }: Tried) => hits[0]?.confident === true
  const right = mean(
    answerable.map((one) => Number(direct(one) && one.query.isRight(one.hits[0]?.id ?? ''))),
  )
  const answered = mean(answerable.map((one) => Number(direct(one))))
  const wrongly = mean(unanswerable.map((one) => Number(direct(one))))
  return { precision: right / (answered + wrongly), answered, refused: 1 - wrongly }
}

/**
 * The probability that the first hit of an answerable question scores higher than that of an unanswerable one:
 * the area under the ROC curve, by the rank sum of Mann and Whitney.
 */
export function auroc(answerable: readonly Tried[], unanswerable: readonly Tried[]): number {
  const score = ({ hits }: Tried) => hits[0]?.score ?? 0
  const negative = unanswerable.map(score).sort((a, b) => a - b)
  return mean(answerable.map((one) => below(negative, score(one)) / negative.length))
}

/** How many of `sorted` are less than `value`, those equal to it counting half. */
function below(sorted: readonly number[], value: number): number {
  const first = lowerBound(sorted, (each) => each >= value)
  const after = lowerBound(sorted, (each) => each > value)
  return (first + after) / 2
}

function lowerBound(sorted: readonly number[], reached: (value: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (reached(sorted[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}
