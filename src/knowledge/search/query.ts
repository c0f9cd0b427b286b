/** What a question asks for, as weighted concepts that each layer of an index knows by its own numbers. */

import { latin, wordsOf } from './fold.ts'
import { stemOf, weightOf } from './language.ts'
import type { Layer } from './layer.ts'
import { type Direction, directionOf, meaningOf, wordVectors } from './vectors.ts'

/** Most words of a question that are read. */
const mostWords = 48
/** Most words of a question that are looked up as misspelt: what keeps gibberish cheap. */
const mostMisspelt = 10
/** Neighbours of a misspelt word that are tried. */
const mostNeighbours = 6

/** A term of a layer that stands for a concept. */
export interface Variant {
  readonly term: number
  /** 0 to 1, 1 for the word itself. */
  readonly similarity: number
}

/** One word of the question. */
export interface Concept {
  /** In plain Latin letters. */
  readonly word: string
  /** The likeliest known word it is a misspelling of; the word itself when known or past recognition. */
  readonly correction: string
  readonly weight: number
  /** Weight times rarity: what finding the word is worth, and missing it costs. */
  readonly mass: number
  /** Whether some layer knows the word as it is spelt. */
  readonly known: boolean
  /** How like it the nearest word of any layer is; 1 when known, 0 when there is none. */
  readonly nearest: number
  /** Row of its word vector (of its likeliest correction when misspelt), or -1. */
  readonly row: number
  /** For each layer, the terms that stand for it. */
  readonly variants: readonly (readonly Variant[])[]
}

export interface Query {
  /** The words in order, corrections not applied. */
  readonly words: readonly string[]
  /** The words with likely corrections applied, joined by spaces. */
  readonly corrected: string
  readonly concepts: readonly Concept[]
  readonly direction: Direction
  readonly rarity: Rarity
}

/** How rare a term is over all layers. */
export class Rarity {
  readonly #layers: readonly Layer[]
  readonly #total: number

  constructor(layers: readonly Layer[]) {
    this.#layers = layers
    this.#total = layers.reduce((sum, layer) => sum + layer.size, 0)
  }

  /** Inverse document frequency after Robertson and Spärck Jones, in the form that is never negative. */
  #idf(frequency: number): number {
    return Math.log(1 + (this.#total - frequency + 0.5) / (frequency + 0.5))
  }

  /** The rarity of a word that no entry has. */
  get most(): number {
    return this.#idf(0)
  }

  of(layer: Layer, term: number): number {
    let frequency = layer.frequency[term] as number
    if (this.#layers.length > 1) {
      const name = layer.termNames[term] as string
      for (const other of this.#layers)
        if (other !== layer) frequency += other.frequency[other.term(name) ?? -1] ?? 0
    }
    return this.#idf(Math.min(frequency, this.#total))
  }
}

/** A way to read one word of the question: a term of one layer. */
interface Reading extends Variant {
  readonly layer: number
  /** The spelling that the layer knows. */
  readonly word: string
}

/** Reads a question against the layers it will be looked up in. */
export function readQuery(question: string, layers: readonly Layer[]): Query {
  const spelt = wordsOf(question).slice(0, mostWords)
  const rarity = new Rarity(layers)
  const concepts = new Map<string, Concept>()
  let misspelt = 0
  for (const original of spelt) {
    const word = latin(original)
    if (concepts.has(word)) continue
    let readings = knownReadings(original, word, layers)
    const known = readings.length > 0
    if (!known && !/^\d+$/.test(word) && ++misspelt <= mostMisspelt)
      readings = nearReadings(word, layers)
    concepts.set(word, conceptOf(word, known, readings, layers, rarity))
  }
  const words = spelt.map(latin)
  const corrected = words.map((word) => (concepts.get(word) as Concept).correction).join(' ')
  const kept = layers.map(({ meanings }) => meanings)
  const direction = directionOf(meaningOf(corrected.split(' ')), kept)
  return { words, corrected, concepts: [...concepts.values()], direction, rarity }
}

function knownReadings(original: string, word: string, layers: readonly Layer[]): Reading[] {
  return layers.flatMap((layer, at) => {
    const terms = new Set(
      layer.lexicons.map(({ language }) => layer.term(stemOf(original, language))),
    )
    return [...terms]
      .filter((term) => term !== undefined && inUse(layer, term))
      .map((term) => ({ layer: at, term: term as number, word, similarity: 1 }))
  })
}

const inUse = (layer: Layer, term: number) =>
  (layer.frequency[term] as number) > 0 || (layer.answers[term] as number[]).length > 0

function nearReadings(word: string, layers: readonly Layer[]): Reading[] {
  const found = layers.flatMap((layer, at) =>
    layer.lexicons.flatMap(({ vocabulary, terms }) =>
      vocabulary.neighbours(word, mostNeighbours).map((near) => ({
        layer: at,
        term: terms[near.word] as number,
        word: vocabulary.words[near.word] as string,
        similarity: near.similarity ** 2,
      })),
    ),
  )
  return found.sort((a, b) => b.similarity - a.similarity)
}

function conceptOf(
  word: string,
  known: boolean,
  readings: readonly Reading[],
  layers: readonly Layer[],
  rarity: Rarity,
): Concept {
  const [best] = readings
  const nearest = best?.similarity ?? 0
  const rareness = best ? rarity.of(layers[best.layer] as Layer, best.term) : rarity.most
  const correction = best?.word ?? word
  const { rows } = wordVectors()
  return {
    word,
    correction,
    weight: weightOf(correction),
    mass: weightOf(correction) * (nearest * rareness + (1 - nearest) * rarity.most),
    known,
    nearest,
    row: rows.get(known ? word : correction) ?? rows.get(word) ?? -1,
    variants: layers.map((_, at) => strongest(readings.filter(({ layer }) => layer === at))),
  }
}

/** Each term once, by its best reading. */
function strongest(readings: readonly Reading[]): Variant[] {
  const best = new Map<number, number>()
  for (const { term, similarity } of readings)
    best.set(term, Math.max(best.get(term) ?? 0, similarity))
  return [...best].map(([term, similarity]) => ({ term, similarity }))
}
