/** Every word of an index, and which of them a misspelt word may have meant. */

import { slips, slipsAllowed, slipsAtStart } from './distance.ts'

/** A word of the vocabulary near to the one asked for. */
export interface Neighbour {
  readonly word: number
  /** 0 to 1, 1 the same. */
  readonly similarity: number
}

/** One bit a letter, so that words without enough letters in common are passed over cheaply. */
function letterMask(word: string): number {
  let mask = 0
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at)
    mask |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6))
  }
  return mask
}

function bitsIn(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** The distinct spellings of an index, numbered from 0; words are never forgotten, only no longer used. */
export class Vocabulary {
  readonly words: string[] = []
  readonly #numbers = new Map<string, number>()
  #masks = new Int32Array(256)
  #lengths = new Uint8Array(256)
  /** Word numbers in alphabetical order; words newer than the last `settle` are not in it yet. */
  #sorted: number[] = []
  /** How many living units use the word. */
  readonly uses: number[] = []

  /** The number of `word`, or undefined when no unit has ever held it. */
  find(word: string): number | undefined {
    const number = this.#numbers.get(word)
    return number !== undefined && (this.uses[number] as number) > 0 ? number : undefined
  }

  /** The number of `word`, new if need be. */
  number(word: string): number {
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    const number = this.words.length
    if (number === this.#masks.length) this.#grow()
    this.words.push(word)
    this.uses.push(0)
    this.#numbers.set(word, number)
    this.#masks[number] = letterMask(word)
    this.#lengths[number] = Math.min(word.length, 255)
    return number
  }

  #grow(): void {
    const masks = new Int32Array(this.#masks.length * 2)
    masks.set(this.#masks)
    this.#masks = masks
    const lengths = new Uint8Array(this.#lengths.length * 2)
    lengths.set(this.#lengths)
    this.#lengths = lengths
  }

  /** At most `limit` words that `typed` may be a misspelling of, nearest first. */
  neighbours(typed: string, limit: number): Neighbour[] {
    const allowed = slipsAllowed(typed.length)
    if (allowed === 0) return []
    const mask = letterMask(typed)
    const found: Neighbour[] = []
    for (let word = 0; word < this.words.length; word++) {
      const gap = (this.#lengths[word] as number) - typed.length
      if (gap > allowed || -gap > allowed) continue
      if (bitsIn((this.#masks[word] as number) ^ mask) > 2 * allowed) continue
      if (this.uses[word] === 0) continue
      const similarity = this.#similarity(typed, this.words[word] as string, allowed)
      if (similarity > 0) found.push({ word, similarity })
    }
    found.sort((a, b) => b.similarity - a.similarity || this.#byUse(a.word, b.word))
    return found.slice(0, limit)
  }

  /** 0 to 1; a wrong first letter is rarer than any other slip and costs half a slip more. */
  #similarity(typed: string, word: string, allowed: number): number {
    const budget = Math.min(allowed, slipsAllowed(word.length))
    const distance = slips(typed, word, budget)
    if (distance > budget) return 0
    const cost = distance + (typed.charCodeAt(0) === word.charCodeAt(0) ? 0 : 0.5)
    return Math.max(0, 1 - cost / Math.max(typed.length, word.length))
  }

  /** The words that begin with `start`, alphabetically, at most `limit` (the most used ones when there are more). */
  startingWith(start: string, limit: number): number[] {
    this.settle()
    const found: number[] = []
    for (let at = this.#position(start); at < this.#sorted.length; at++) {
      const word = this.#sorted[at] as number
      if (!(this.words[word] as string).startsWith(start)) break
      if ((this.uses[word] as number) > 0) found.push(word)
    }
    if (found.length <= limit) return found
    return found.sort((a, b) => this.#byUse(a, b)).slice(0, limit)
  }

  /** Words that begin with `start` but for one slip, nearest first, at most `limit`. */
  startingLike(start: string, limit: number): Neighbour[] {
    const mask = letterMask(start)
    const found: Neighbour[] = []
    for (let word = 0; word < this.words.length; word++) {
      if ((this.#lengths[word] as number) < start.length - 1 || this.uses[word] === 0) continue
      if (bitsIn(mask & ~(this.#masks[word] as number)) > 1) continue
      const slips = slipsAtStart(start, this.words[word] as string, 1)
      if (slips <= 1) found.push({ word, similarity: 1 - slips / start.length })
    }
    found.sort((a, b) => b.similarity - a.similarity || this.#byUse(a.word, b.word))
    return found.slice(0, limit)
  }

  #byUse(a: number, b: number): number {
    return (this.uses[b] as number) - (this.uses[a] as number)
  }

  #position(start: string): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.words[this.#sorted[middle] as number] as string) < start) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Brings the order up to date: the new words are sorted and merged in, so a slice of a build costs little. */
  settle(): void {
    if (this.words.length === this.#sorted.length) return
    const before = (a: number, b: number) => (this.words[a] as string) < (this.words[b] as string)
    const fresh: number[] = []
    for (let word = this.#sorted.length; word < this.words.length; word++) fresh.push(word)
    fresh.sort((a, b) => (before(a, b) ? -1 : 1))
    const merged: number[] = []
    let at = 0
    for (const word of this.#sorted) {
      while (at < fresh.length && before(fresh[at] as number, word))
        merged.push(fresh[at++] as number)
      merged.push(word)
    }
    while (at < fresh.length) merged.push(fresh[at++] as number)
    this.#sorted = merged
  }
}
