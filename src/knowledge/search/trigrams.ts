/** Likeness of two texts by the runs of three characters they share, which survives most misspellings. */

/** Runs are counted by hash; so many counters make collisions too rare to matter. */
const counters = 1 << 15

// Buffers used again and again: a build reads so many texts that fresh ones would bloat the process.
let buffer = new Uint16Array(2048)

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
  /** Weight of each run's hash, squared once for each of its places in the text. */
  readonly weights: ReadonlyMap<number, number>
  readonly norm: number
}

/** In how many texts each run occurs, which says how much sharing it means. */
export class Trigrams {
  /** Made with the first text: most servers have none of their own. */
  #frequency = new Int32Array(0)
  #texts = 0
  readonly #scratch = new Map<number, number>()

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
    found.forEach((run, at) => {
      if (found.indexOf(run) === at)
        this.#frequency[run] = (this.#frequency[run] as number) + change
    })
  }

  #weight(run: number): number {
    return Math.log(1 + (this.#texts + 1) / ((this.#frequency[run] ?? 0) + 0.5))
  }

  /** Prepares `text`: TF-IDF weights of its runs. */
  profile(text: string): Profile {
    return this.#profileInto(new Map<number, number>(), text)
  }

  #profileInto(weights: Map<number, number>, text: string): Profile {
    for (const run of runs(text)) weights.set(run, (weights.get(run) ?? 0) + this.#weight(run))
    let norm = 0
    for (const weight of weights.values()) norm += weight * weight
    return { weights, norm: Math.sqrt(norm) }
  }

  /** Cosine of the two texts' TF-IDF weights, 0 to 1. */
  cosine(profile: Profile, text: string): number {
    // Hundreds of texts are compared for one question: their weights are put into one map, again and again.
    this.#scratch.clear()
    const other = this.#profileInto(this.#scratch, text)
    if (profile.norm === 0 || other.norm === 0) return 0
    let shared = 0
    for (const [run, weight] of other.weights) shared += weight * (profile.weights.get(run) ?? 0)
    return shared / (profile.norm * other.norm)
  }
}
