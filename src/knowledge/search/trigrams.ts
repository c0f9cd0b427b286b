/** Likeness of two texts by the runs of three characters they share, which survives most misspellings. */

/** Runs are counted by hash; so many counters make collisions too rare to matter. */
const counters = 1 << 15

// Buffers used again and again: a build reads so many texts that fresh ones would bloat the process.
let buffer = new Uint16Array(2048)
const none = new Float64Array(0)

/** The hash of every run of three characters of ` text `, one for each place; overwritten by the next call. */
function runs(text: string): Uint16Array {
  const padded = ` ${text} `
  const count = Math.max(0, padded.length - 2)
  if (count > buffer.length) buffer = new Uint16Array(count)
  for (let at = 0; at < count; at++) {
    const hash =
      Math.imul(padded.charCodeAt(at), 0x9e3779b1) ^
      Math.imul(padded.charCodeAt(at + 1), 0x85ebca6b) ^
      Math.imul(padded.charCodeAt(at + 2), 0xc2b2ae35)
    buffer[at] = (hash >>> 15) & (counters - 1)
  }
  return buffer.subarray(0, count)
}

/** A text prepared for many comparisons; see `Trigrams.profile`. */
export interface Profile {
  /** Each run of the text once, by its hash. */
  readonly runs: Uint16Array
  /** Weight of each of them, once for each of its places in the text. */
  readonly weights: Float64Array
  readonly norm: number
}

// By run: hundreds of texts are compared for one question, and maps of their weights would cost most of the time.
const sums = new Float64Array(counters)
const asked = new Float64Array(counters)
let askedOf: Profile = { runs: new Uint16Array(0), weights: new Float64Array(0), norm: 0 }

/** Lays the weights of `profile` out by run, in the place of those of the profile before. */
function layOut(profile: Profile): void {
  if (profile === askedOf) return
  for (const run of askedOf.runs) asked[run] = 0
  for (let at = 0; at < profile.runs.length; at++)
    asked[profile.runs[at] as number] = profile.weights[at] as number
  askedOf = profile
}

/** Weights of runs are kept for so many frequencies: most runs are rare. */
const keptWeights = 1024

/** In how many texts each run occurs, which says how much sharing it means. */
export class Trigrams {
  /** Made with the first text: most servers have none of their own. */
  #frequency = new Int32Array(0)
  /** The weight of a run by its frequency, 0 where it was not asked for since the last change. */
  #weights = new Float64Array(0)
  #texts = 0

  add(text: string): void {
    this.#count(text, 1)
  }

  remove(text: string): void {
    this.#count(text, -1)
  }

  /** Counts each run of a text once. */
  #count(text: string, change: number): void {
    const found = runs(text)
    if (this.#frequency.length === 0) this.#frequency = new Int32Array(counters)
    this.#texts += change
    this.#weights = none
    found.forEach((run, at) => {
      if (found.indexOf(run) === at)
        this.#frequency[run] = (this.#frequency[run] as number) + change
    })
  }

  #weight(run: number): number {
    const frequency = this.#frequency[run] ?? 0
    if (frequency >= keptWeights) return this.#weightAt(frequency)
    if (this.#weights.length === 0) this.#weights = new Float64Array(keptWeights)
    const kept = this.#weights[frequency] as number
    if (kept !== 0) return kept
    const weight = this.#weightAt(frequency)
    this.#weights[frequency] = weight
    return weight
  }

  #weightAt(frequency: number): number {
    return Math.log(1 + (this.#texts + 1) / (frequency + 0.5))
  }

  /** Prepares `text`: TF-IDF weights of its runs. */
  profile(text: string): Profile {
    const weights = new Map<number, number>()
    for (const run of runs(text)) weights.set(run, (weights.get(run) ?? 0) + this.#weight(run))
    let square = 0
    for (const weight of weights.values()) square += weight * weight
    return {
      runs: Uint16Array.from(weights.keys()),
      weights: Float64Array.from(weights.values()),
      norm: Math.sqrt(square),
    }
  }

  /** Cosine of the two texts' TF-IDF weights, 0 to 1. */
  cosine(profile: Profile, text: string): number {
    layOut(profile)
    const found = runs(text)
    for (let at = 0; at < found.length; at++) {
      const run = found[at] as number
      sums[run] = (sums[run] as number) + this.#weight(run)
    }
    let square = 0
    let shared = 0
    for (let at = 0; at < found.length; at++) {
      const run = found[at] as number
      const sum = sums[run] as number
      square += sum * sum
      shared += sum * (asked[run] as number)
      // A run that comes again has been counted with all its places.
      sums[run] = 0
    }
    const norms = profile.norm * Math.sqrt(square)
    return norms === 0 ? 0 : shared / norms
  }
}
