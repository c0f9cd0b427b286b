/** An inverted index over entries: every wording of a question is a unit of its own; entries come and go in place. */

import type { Entry } from '../entry.ts'
import { slipsAtStart } from './distance.ts'
import { latin, wordsOf } from './fold.ts'
import { stemOf } from './language.ts'
import { Trigrams } from './trigrams.ts'
import { Meanings, meanMeaningOf } from './vectors.ts'
import { Vocabulary } from './vocabulary.ts'

/** Longest part of an answer that is indexed, in letters: its beginning says what it is about. */
const answerLetters = 700
const noTerms: readonly number[] = []
const noWords: readonly number[] = []
/** Letters by which units are gathered for what is typed so far. */
const beginning = 4

/** One language's words and the term that each is a form of. */
export interface Lexicon {
  readonly language: string
  readonly vocabulary: Vocabulary
  /** The term of each word number. */
  readonly terms: number[]
}

interface Wording {
  readonly text: string
  readonly terms: readonly number[]
  readonly words: readonly number[]
}

/** What is kept about one entry, at its slot. */
interface Slot {
  readonly entry: Entry
  readonly units: readonly number[]
  /** The terms of its wordings, each once. */
  readonly terms: readonly number[]
  readonly answerTerms: readonly number[]
}

/** Removes one occurrence of `value`; the order of a posting list means nothing. */
function drop(list: number[], value: number): void {
  const at = list.indexOf(value)
  const last = list.pop() as number
  if (at < list.length) list[at] = last
}

export class Layer {
  /** Entries by slot; undefined where one was removed. */
  readonly slots: (Slot | undefined)[] = []
  readonly #slotOf = new Map<string, number>()
  readonly #freeSlots: number[] = []
  readonly lexicons: Lexicon[] = []

  /** Slot of each unit, -1 where it was removed. */
  readonly unitSlot: number[] = []
  /** Plain words of each unit, joined by single spaces. */
  readonly unitText: string[] = []
  /** The words of each unit in order, by their numbers in its lexicon's vocabulary. */
  readonly unitWords: (readonly number[])[] = []
  readonly unitLexicon: Lexicon[] = []
  readonly #freeUnits: number[] = []
  #words = 0

  readonly #termOf = new Map<string, number>()
  readonly termNames: string[] = []
  /** How many entries have the term in a wording. */
  readonly frequency: number[] = []
  /** Units of each term. */
  readonly postings: number[][] = []
  /** Slots whose answers have the term. */
  readonly answers: number[][] = []
  readonly trigrams = new Trigrams()
  /** The mean meaning of each slot's wordings; none for other languages than English. */
  readonly meanings = new Meanings((slot) => this.#meaning(slot))
  /** Units by the first letters of their text, for suggestions. */
  readonly #starts = new Map<string, number[]>()

  get size(): number {
    return this.#slotOf.size
  }

  /** Mean number of words of a unit. */
  get meanLength(): number {
    return this.#words / Math.max(1, this.unitSlot.length - this.#freeUnits.length)
  }

  has(id: string): boolean {
    return this.#slotOf.has(id)
  }

  *entries(): Generator<Entry> {
    for (const slot of this.slots) if (slot !== undefined) yield slot.entry
  }

  /** The number of a stem, or undefined when no wording or answer holds it now. */
  term(stem: string): number | undefined {
    return this.#termOf.get(stem)
  }

  /** The terms of a unit, in the order of its words. */
  termsOf(unit: number): number[] {
    const { terms } = this.unitLexicon[unit] as Lexicon
    return (this.unitWords[unit] as readonly number[]).map((word) => terms[word] as number)
  }

  /**
   * Units whose text begins with the whole words `head` and then with `partial`, but for at most `slips`
   * slips in `partial`; at most `limit`, fewest slips first.
   */
  unitsStarting(head: string, partial: string, slips: number, limit: number): number[] {
    const lead = head === '' ? '' : `${head} `
    const exact = slips === 0 ? lead + partial : lead
    const found: number[] = []
    for (const [start, units] of this.#starts) {
      if (!start.startsWith(exact.slice(0, beginning)) && !exact.startsWith(start)) continue
      for (const unit of units) {
        const text = this.unitText[unit] as string
        if (!text.startsWith(exact)) continue
        if (slips > 0 && slipsAtStart(partial, text.slice(lead.length), slips) > slips) continue
        found.push(unit)
        if (found.length >= limit * 8) return found
      }
    }
    return found
  }

  /** Puts an entry in, in the place of the one that had its id. */
  add(entry: Entry): void {
    this.remove(entry.id)
    const slot = this.#freeSlots.pop() ?? this.slots.length
    const lexicon = this.#lexicon(entry.language)
    const seen = new Set<number>()
    const units: number[] = []
    for (const text of new Set([entry.question, ...entry.aliases])) {
      const wording = this.#read(text, lexicon)
      if (wording.terms.length === 0) continue
      units.push(this.#addUnit(wording, slot, lexicon))
      for (const term of wording.terms) seen.add(term)
    }
    for (const term of seen) (this.frequency[term] as number)++
    const answerTerms = this.#addAnswer(entry, slot, lexicon)
    this.slots[slot] = { entry, units, terms: [...seen], answerTerms }
    this.#slotOf.set(entry.id, slot)
    if (entry.language === 'en') this.meanings.add(slot)
  }

  /** Takes an entry out; whether it was there. */
  remove(id: string): boolean {
    const slot = this.#slotOf.get(id)
    if (slot === undefined) return false
    const { entry, units, terms, answerTerms } = this.slots[slot] as Slot
    if (entry.language === 'en') this.meanings.remove(slot)
    for (const unit of units) this.#removeUnit(unit)
    for (const term of terms) (this.frequency[term] as number)--
    for (const term of answerTerms) drop(this.answers[term] as number[], slot)
    this.slots[slot] = undefined
    this.#slotOf.delete(id)
    this.#freeSlots.push(slot)
    return true
  }

  /** Finishes a slice of a build, so that the first question need not. */
  settle(): void {
    for (const { vocabulary } of this.lexicons) vocabulary.settle()
  }

  #lexicon(language: string): Lexicon {
    const known = this.lexicons.find((lexicon) => lexicon.language === language)
    if (known !== undefined) return known
    const lexicon = { language, vocabulary: new Vocabulary(), terms: [] }
    this.lexicons.push(lexicon)
    return lexicon
  }

  #read(text: string, lexicon: Lexicon): Wording {
    const spelt = wordsOf(text)
    const words = spelt.map((word) => this.#word(word, lexicon))
    return {
      text: spelt.map(latin).join(' '),
      words,
      terms: words.map((word) => lexicon.terms[word] as number),
    }
  }

  #word(word: string, { language, vocabulary, terms }: Lexicon): number {
    const number = vocabulary.number(latin(word))
    terms[number] ??= this.#term(stemOf(word, language))
    return number
  }

  #term(stem: string): number {
    const known = this.#termOf.get(stem)
    if (known !== undefined) return known
    const term = this.termNames.length
    this.#termOf.set(stem, term)
    this.termNames.push(stem)
    this.frequency.push(0)
    this.postings.push([])
    this.answers.push([])
    return term
  }

  #addUnit(wording: Wording, slot: number, lexicon: Lexicon): number {
    const unit = this.#freeUnits.pop() ?? this.unitSlot.length
    this.unitSlot[unit] = slot
    this.unitText[unit] = wording.text
    this.unitWords[unit] = wording.words
    this.unitLexicon[unit] = lexicon
    this.#words += wording.words.length
    for (const word of wording.words) (lexicon.vocabulary.uses[word] as number)++
    for (const term of new Set(wording.terms)) (this.postings[term] as number[]).push(unit)
    this.trigrams.add(wording.text)
    const start = wording.text.slice(0, beginning)
    const same = this.#starts.get(start)
    if (same === undefined) this.#starts.set(start, [unit])
    else same.push(unit)
    return unit
  }

  #removeUnit(unit: number): void {
    const text = this.unitText[unit] as string
    const words = this.unitWords[unit] as readonly number[]
    const { vocabulary } = this.unitLexicon[unit] as Lexicon
    for (const term of new Set(this.termsOf(unit))) drop(this.postings[term] as number[], unit)
    for (const word of words) (vocabulary.uses[word] as number)--
    this.trigrams.remove(text)
    drop(this.#starts.get(text.slice(0, beginning)) as number[], unit)
    this.#words -= words.length
    this.unitSlot[unit] = -1
    this.unitText[unit] = ''
    this.unitWords[unit] = noWords
    this.#freeUnits.push(unit)
  }

  #meaning(slot: number): Float32Array {
    const { units } = this.slots[slot] as Slot
    return meanMeaningOf(units.map((unit) => this.unitText[unit] as string))
  }

  #addAnswer(entry: Entry, slot: number, lexicon: Lexicon): readonly number[] {
    if (entry.answer === '') return noTerms
    const words = wordsOf(entry.answer.slice(0, answerLetters))
    const terms = new Set(words.map((word) => lexicon.terms[this.#word(word, lexicon)] as number))
    for (const term of terms) (this.answers[term] as number[]).push(slot)
    return [...terms]
  }
}
