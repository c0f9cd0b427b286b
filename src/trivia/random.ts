/** Random numbers that anyone can recompute: SHA-256 over a seed and a counter. */

import { createHash } from 'node:crypto'

/** Draws from one seed; the same seed gives the same draws for ever. */
export interface Dice {
  /** A whole number from 0 up to but not including `n`, each equally likely. `n` is at least 1. */
  below(n: number): number
  /** `list` in a random order (Fisher–Yates). */
  shuffle<T>(list: readonly T[]): T[]
}

const range = 2 ** 48

/**
 * Draw number k is the first 48 bits of SHA-256 over `seed:k`, so that a player can check a draw in any
 * language. Values that would make some results likelier than others are passed over.
 */
export function createDice(seed: string): Dice {
  let drawn = 0
  const below = (n: number): number => {
    const fair = range - (range % n)
    for (;;) {
      const value = Number.parseInt(sha256(`${seed}:${drawn}`).slice(0, 12), 16)
      drawn += 1
      if (value < fair) return value % n
    }
  }
  return {
    below,
    shuffle(list) {
      const mixed = [...list]
      for (let last = mixed.length - 1; last > 0; last -= 1) {
        const other = below(last + 1)
        const [a, b] = [mixed[last], mixed[other]]
        mixed[last] = b as (typeof mixed)[number]
        mixed[other] = a as (typeof mixed)[number]
      }
      return mixed
    },
  }
}

/** SHA-256 of `text` in UTF-8, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
