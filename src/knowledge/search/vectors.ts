/** What words and entries mean, as vectors: words that mean alike point the same way. */

import { readFileSync } from 'node:fs'

/** Numbers in one vector. */
export const dimensions = 256

/** The table of English word vectors; see `data/vectors/README.md` for where it comes from. */
export interface WordVectors {
  /** Row of each word. */
  readonly rows: ReadonlyMap<string, number>
  /** What a row's whole numbers are to be multiplied by. */
  readonly scales: Float32Array
  /** Length of each row's vector of whole numbers. */
  readonly lengths: Float32Array
  readonly values: Int8Array
}

let table: WordVectors | undefined

function read(): WordVectors {
  const folder = new URL('../../../data/vectors/', import.meta.url)
  const words = readFileSync(new URL('words.txt', folder), 'utf8').trimEnd().split('\n')
  const { buffer, byteOffset } = readFileSync(new URL('vectors.i8', folder))
  const scales = new Float32Array(buffer, byteOffset, words.length)
  const values = new Int8Array(buffer, byteOffset + words.length * 4, words.length * dimensions)
  const lengths = new Float32Array(words.length)
  for (let row = 0; row < words.length; row++) {
    let square = 0
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++)
      square += (values[at] as number) ** 2
    lengths[row] = Math.sqrt(square)
  }
  return { rows: new Map(words.map((word, row) => [word, row])), scales, lengths, values }
}

/** The table, read from `data/vectors` when it is first asked for and kept from then on. */
export function wordVectors(): WordVectors {
  table ??= read()
  return table
}

/**
 * Likenesses worked out before, each at the place of its pair: a few words of questions meet the same words of
 * entries again and again. A pair takes the place of another with the same place.
 */
const places = 1 << 17
const pairs = new Int32Array(places)
const likenesses = new Float32Array(places)

/** Cosine of two words' vectors by their rows, -1 to 1. */
export function likenessOf(row: number, other: number): number {
  // From 1 on: 0 stands where there is none yet.
  const pair = row * wordVectors().scales.length + other + 1
  const place = (Math.imul(pair, 0x9e3779b1) >>> 15) & (places - 1)
  if (pairs[place] !== pair) {
    pairs[place] = pair
    likenesses[place] = cosineOf(row, other)
  }
  return likenesses[place] as number
}

function cosineOf(row: number, other: number): number {
  const { values, lengths } = wordVectors()
  let dot = 0
  // In whole numbers, two at a time: half the time of the plain loop, and most of a search's is spent here.
  for (let at = 0, a = row * dimensions, b = other * dimensions; at < dimensions; at += 2)
    dot =
      (dot +
        Math.imul(values[a + at] as number, values[b + at] as number) +
        Math.imul(values[a + at + 1] as number, values[b + at + 1] as number)) |
      0
  return dot / Math.max(1, (lengths[row] as number) * (lengths[other] as number))
}

/** Adds a word's vector to `sum`, if it has one. */
function addWord(sum: Float32Array, word: string): void {
  const { rows, scales, values } = wordVectors()
  const row = rows.get(word)
  if (row === undefined) return
  const scale = scales[row] as number
  for (let at = 0, from = row * dimensions; at < dimensions; at++)
    sum[at] = (sum[at] as number) + scale * (values[from + at] as number)
}

/** Makes `vector` one long; one of zeros stays as it is. */
function normalise(vector: Float32Array): Float32Array {
  let square = 0
  for (const value of vector) square += value * value
  const length = Math.sqrt(square)
  if (length > 0)
    for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] as number) / length
  return vector
}

/** The meaning of some words together, one long; all zero when none has a vector. */
export function meaningOf(words: readonly string[]): Float32Array {
  const sum = new Float32Array(dimensions)
  for (const word of words) addWord(sum, word)
  return normalise(sum)
}

// Buffers used again and again: a build reads so many texts that fresh ones would bloat the process.
const one = new Float32Array(dimensions)
const all = new Float32Array(dimensions)

/** The mean of the meanings of several texts of plain words, one long; overwritten by the next call. */
export function meanMeaningOf(texts: readonly string[]): Float32Array {
  all.fill(0)
  for (const text of texts) {
    one.fill(0)
    for (const word of text.split(' ')) addWord(one, word)
    normalise(one)
    for (let at = 0; at < dimensions; at++) all[at] = (all[at] as number) + (one[at] as number)
  }
  return normalise(all)
}

/** A byte stands for a value from -½ to ½: no dimension of a sentence's meaning comes near to that. */
const steps = 254

/** Above so many entries their meanings are not kept, as comparing them all would cost more than it finds. */
const mostKept = 4000

/** The meanings of numbered entries, one byte a dimension, and their sum; above `mostKept` only the sum. */
export class Meanings {
  #values: Int8Array | undefined = new Int8Array(64 * dimensions)
  readonly #meaningOf: (number: number) => Float32Array
  /** Sum of the meanings of all entries. */
  readonly sum = new Float32Array(dimensions)
  /** How many entries there are. */
  count = 0

  /** `meaningOf` works the meaning of an entry out anew, where it is not kept. */
  constructor(meaningOf: (number: number) => Float32Array) {
    this.#meaningOf = meaningOf
  }

  /** Whether every entry can be compared with a question. */
  get areKept(): boolean {
    return this.#values !== undefined
  }

  add(number: number): void {
    const meaning = this.#meaningOf(number)
    this.#count(meaning, 1)
    if (this.count > mostKept) this.#values = undefined
    if (this.#values === undefined) return
    const start = number * dimensions
    this.#values = reserved(this.#values, start + dimensions)
    for (let at = 0; at < dimensions; at++)
      this.#values[start + at] = Math.max(
        -127,
        Math.min(127, Math.round((meaning[at] as number) * steps)),
      )
  }

  /** Takes an entry's meaning out; to be called while its wordings are still there. */
  remove(number: number): void {
    this.#count(this.#meaningOf(number), -1)
    this.#values?.fill(0, number * dimensions, (number + 1) * dimensions)
  }

  #count(meaning: Float32Array, change: number): void {
    this.count += change
    for (let at = 0; at < dimensions; at++)
      this.sum[at] = (this.sum[at] as number) + change * (meaning[at] as number)
  }

  /** An entry's meaning; overwritten by the next call. */
  of(number: number): Float32Array {
    const values = this.#values
    if (values === undefined) return this.#meaningOf(number)
    for (let at = 0, from = number * dimensions; at < dimensions; at++)
      one[at] = (values[from + at] as number) / steps
    return one
  }

  /** Dot product of a kept meaning with `other`; 0 when meanings are not kept. */
  dot(number: number, other: Float32Array): number {
    const values = this.#values
    if (values === undefined) return 0
    let dot = 0
    for (let at = 0, from = number * dimensions; at < dimensions; at++)
      dot += (values[from + at] as number) * (other[at] as number)
    return dot / steps
  }
}

/** `values`, or a larger copy where it is shorter than `length`. */
function reserved(values: Int8Array, length: number): Int8Array {
  if (length <= values.length) return values
  const larger = new Int8Array(Math.max(length, Math.ceil(values.length * 1.5)))
  larger.set(values)
  return larger
}

/** A question's meaning beside what all entries have in common, which tells none of them apart. */
export interface Direction {
  readonly meaning: Float32Array
  readonly common: Float32Array
  /** `meaning - common`, one long. */
  readonly apart: Float32Array
  readonly commonSquare: number
  /** Dot product of `common` and `apart`. */
  readonly commonAlong: number
}

/** How many entries it takes until half of what they have in common is taken off. */
const trusted = 50

/** Takes what the entries have in common off `meaning` ("covid" says nothing among entries on covid). */
export function directionOf(meaning: Float32Array, kept: readonly Meanings[]): Direction {
  const count = kept.reduce((sum, each) => sum + each.count, 0)
  const common = new Float32Array(dimensions)
  for (const { sum } of kept)
    for (let at = 0; at < dimensions; at++)
      common[at] = (common[at] as number) + (sum[at] as number) / (count + trusted)
  const apart = normalise(meaning.map((value, at) => value - (common[at] as number)))
  const commonSquare = dotOf(common, common)
  return { meaning, common, apart, commonSquare, commonAlong: dotOf(common, apart) }
}

/** Cosine of a kept meaning and the question's, both without what is common; 0 where either has none. */
export function nearnessOf(direction: Direction, kept: Meanings, number: number): number {
  const { common, apart, commonSquare, commonAlong } = direction
  const meaning = kept.of(number)
  let along = 0
  let shared = 0
  for (let at = 0; at < dimensions; at++) {
    const value = meaning[at] as number
    along += value * (apart[at] as number)
    shared += value * (common[at] as number)
  }
  const square = 1 - 2 * shared + commonSquare
  return (along - commonAlong) / Math.sqrt(Math.max(square, 1e-6))
}

function dotOf(a: Float32Array, b: Float32Array): number {
  let dot = 0
  for (let at = 0; at < dimensions; at++) dot += (a[at] as number) * (b[at] as number)
  return dot
}
