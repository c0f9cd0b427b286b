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

/** Cosine of two words' vectors by their rows, -1 to 1. */
export function likenessOf(row: number, other: number): number {
  const { values, lengths } = wordVectors()
  let dot = 0
  for (let at = 0, a = row * dimensions, b = other * dimensions; at < dimensions; at++)
    dot += (values[a + at] as number) * (values[b + at] as number)
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

/** The mean of several meanings, one long. */
export function meanOf(meanings: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(dimensions)
  for (const meaning of meanings)
    for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] as number) + (meaning[at] as number)
  return normalise(sum)
}

/** A byte stands for a value from -½ to ½: no dimension of a sentence's meaning comes near to that. */
const steps = 254

/** The meanings of numbered entries, one byte a dimension, and their sum. */
export class Meanings {
  #values = new Int8Array(64 * dimensions)
  /** Sum of all the meanings kept. */
  readonly sum = new Float32Array(dimensions)
  /** How many are kept. */
  count = 0

  set(number: number, meaning: Float32Array): void {
    const start = number * dimensions
    this.#reserve(start + dimensions)
    for (let at = 0; at < dimensions; at++)
      this.#values[start + at] = Math.max(
        -127,
        Math.min(127, Math.round((meaning[at] as number) * steps)),
      )
    this.#count(number, 1)
  }

  remove(number: number): void {
    this.#count(number, -1)
    this.#values.fill(0, number * dimensions, (number + 1) * dimensions)
  }

  #count(number: number, change: number): void {
    this.count += change
    const start = number * dimensions
    for (let at = 0; at < dimensions; at++)
      this.sum[at] =
        (this.sum[at] as number) + (change * (this.#values[start + at] as number)) / steps
  }

  #reserve(length: number): void {
    if (length <= this.#values.length) return
    const larger = new Int8Array(Math.max(length, Math.ceil(this.#values.length * 1.5)))
    larger.set(this.#values)
    this.#values = larger
  }

  /** Dot product of a kept meaning with `other`. */
  dot(number: number, other: Float32Array): number {
    let dot = 0
    for (let at = 0, from = number * dimensions; at < dimensions; at++)
      dot += (this.#values[from + at] as number) * (other[at] as number)
    return dot / steps
  }
}

/** A question's meaning beside what all entries have in common, which tells none of them apart. */
export interface Direction {
  readonly meaning: Float32Array
  readonly common: Float32Array
  /** `meaning - common`, one long. */
  readonly apart: Float32Array
  readonly commonSquare: number
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
  let commonSquare = 0
  for (const value of common) commonSquare += value * value
  const apart = normalise(meaning.map((value, at) => value - (common[at] as number)))
  return { meaning, common, apart, commonSquare }
}

/** Cosine of a kept meaning and the question's, both without what is common; 0 where either has none. */
export function nearnessOf(direction: Direction, kept: Meanings, number: number): number {
  const along = kept.dot(number, direction.apart) - dotOf(direction.common, direction.apart)
  const square = 1 - 2 * kept.dot(number, direction.common) + direction.commonSquare
  return along / Math.sqrt(Math.max(square, 1e-6))
}

function dotOf(a: Float32Array, b: Float32Array): number {
  let dot = 0
  for (let at = 0; at < dimensions; at++) dot += (a[at] as number) * (b[at] as number)
  return dot
}
