/** How many points an answer is worth under each way of scoring. */

import type { Asked } from './draw.ts'
import type { Settings } from './settings.ts'

/** How sure a player says they are, in a game that scores confidence. */
export type Sureness = 'sure' | 'likely' | 'guess'

/** One answer as it is scored; times in milliseconds. */
export interface Scored {
  readonly right: boolean
  /** From the question to the press, by Discord's clock. */
  readonly response: number
  readonly sure: Sureness
}

/** A press sooner than this after the question was not made by a reader, in milliseconds. */
export const inhuman = 200

/** Response times count in steps of this many milliseconds, so that a faster line decides nothing. */
export const step = 250

/** Most points of one answer under each way of scoring, and the fewest. */
export const pointBounds: Readonly<Record<Settings['scoring'], { most: number; least: number }>> = {
  speed: { most: 1_000, least: 0 },
  accuracy: { most: 100, least: 0 },
  difficulty: { most: 300, least: 0 },
  confidence: { most: 990, least: -810 },
}

const byDifficulty = { easy: 100, medium: 200, hard: 300 } as const

/**
 * Time for reading a question, in milliseconds, given on top of the chosen seconds: nothing for the first
 * 80 characters, then 24 characters a second (a silent reader's 238 words a minute: Brysbaert 2019, Journal
 * of Memory and Language 109), 12 seconds at most.
 */
export function readingTime({ item, options, claim }: Asked): number {
  const length = [item.question, claim ?? '', ...options].join('').length
  return Math.min(12_000, Math.ceil(Math.max(0, length - 80) / 24) * 1_000)
}

/** How long a question is open, in milliseconds. */
export function limitOf(settings: Settings, asked: Asked): number {
  return settings.seconds * 1_000 + readingTime(asked)
}

/** Points of one answer, a whole number within `pointBounds`. */
export function pointsOf(settings: Settings, asked: Asked, answer: Scored): number {
  switch (settings.scoring) {
    case 'accuracy':
      return answer.right ? pointBounds.accuracy.most : 0
    case 'difficulty':
      return answer.right ? byDifficulty[asked.item.difficulty] : 0
    case 'confidence':
      return confidencePoints(asked, answer)
    case 'speed':
      return answer.right
        ? speedPoints(answer.response, readingTime(asked), limitOf(settings, asked))
        : 0
  }
}

/**
 * 1,000 points up to one second after the reading time, then evenly down to 500 at the limit, in steps of
 * 250 ms (the curve Kahoot publishes, with a longer head start). Faster than anyone reads: 500.
 */
export function speedPoints(response: number, reading: number, limit: number): number {
  if (response < inhuman) return 500
  const counted = Math.floor(response / step) * step
  const full = Math.min(1_000 + reading, limit)
  if (counted <= full) return 1_000
  const share = Math.min(1, (counted - full) / Math.max(1, limit - full))
  return Math.round(1_000 - 500 * share)
}

/** The chance of being right that each word stands for; a guess is as good as its number of options. */
export function chanceOf(sure: Sureness, asked: Asked): number {
  const guess = asked.options.length === 2 ? 0.5 : asked.options.length === 0 ? 0.1 : 0.25
  if (sure === 'guess') return guess
  return sure === 'sure' ? 0.9 : Math.max(0.6, guess + 0.2)
}

/**
 * Brier's quadratic rule (Brier 1950, Monthly Weather Review 78): for a stated chance p, 1,000·(2p − p²) when
 * right and −1,000·p² when wrong. It is strictly proper (Gneiting & Raftery 2007): whatever a player believes,
 * the word nearest to it has the highest expected points.
 */
function confidencePoints(asked: Asked, { right, sure }: Scored): number {
  const p = chanceOf(sure, asked)
  return Math.round(right ? 1_000 * (2 * p - p * p) : -1_000 * p * p)
}
