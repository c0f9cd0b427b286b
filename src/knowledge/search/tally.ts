/** Sums up scores of many numbered things, and picks the highest. */

/** Scores by number, with a list of the numbers that have one, so that clearing costs no more than scoring. */
export class Tally {
  #scores = new Float32Array(1024)
  /** What `best` compares, one for each of `touched`. */
  #compared = new Float64Array(1024)
  readonly touched: number[] = []

  /** Forgets all scores; numbers up to `size` can get one from now on. */
  reset(size: number): void {
    for (const number of this.touched) this.#scores[number] = 0
    this.touched.length = 0
    if (size > this.#scores.length) this.#scores = new Float32Array(size * 2)
  }

  /** Gives a number that has none yet its score, more than 0. */
  set(number: number, score: number): void {
    this.touched.push(number)
    this.#scores[number] = score
  }

  /** Adds to the score of each number; with `onlyTouched`, of those only that have one already. */
  add(numbers: readonly number[], amount: number, onlyTouched: boolean): void {
    const scores = this.#scores
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] as number
      const before = scores[number] as number
      if (before === 0) {
        if (onlyTouched) continue
        this.touched.push(number)
      }
      scores[number] = before + amount
    }
  }

  /** The `limit` numbers with the highest scores, in order, each score divided by `normOf` its number. */
  best(limit: number, normOf: (number: number) => number = () => 1): number[] {
    const { touched } = this
    if (touched.length > this.#compared.length)
      this.#compared = new Float64Array(touched.length * 2)
    const compared = this.#compared.subarray(0, touched.length)
    for (let at = 0; at < touched.length; at++) {
      const number = touched[at] as number
      compared[at] = (this.#scores[number] as number) / normOf(number)
    }
    const floor = touched.length > limit * 4 ? floorOf(compared, limit) : 0
    const places: number[] = []
    for (let at = 0; at < compared.length; at++)
      if ((compared[at] as number) >= floor) places.push(at)
    return places
      .sort((a, b) => (compared[b] as number) - (compared[a] as number))
      .slice(0, limit)
      .map((at) => touched[at] as number)
  }
}

/** A score that at least `limit` reach, found by halving, so that most need not be sorted. */
function floorOf(scores: Float64Array, limit: number): number {
  let low = 0
  let high = 0
  for (let at = 0; at < scores.length; at++) high = Math.max(high, scores[at] as number)
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2
    let reaching = 0
    for (let at = 0; at < scores.length; at++) if ((scores[at] as number) >= middle) reaching++
    if (reaching >= limit) low = middle
    else high = middle
  }
  return low
}

/** The `limit` highest of `scored`, in order. */
export function best<T extends { readonly score: number }>(
  scored: readonly T[],
  limit: number,
): T[] {
  return scored.toSorted((a, b) => b.score - a.score).slice(0, limit)
}
