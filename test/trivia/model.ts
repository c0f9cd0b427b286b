/**
 * What a game comes to by the published rules, said once more and quite differently: no states, no events, only
 * when each press was made. The proofs hold the state machine against it.
 */

import type { Opening } from '../../src/trivia/event.ts'

/** A press on a question, `after` milliseconds after its message. */
export interface Made {
  readonly who: string
  readonly question: number
  readonly after: number
  readonly choice: number
  /** Orders presses of one player: ids of Discord rise with time. */
  readonly id: string
}

/** One counted answer: what a board is made of. */
export interface Line {
  readonly who: string
  readonly choice: number
  readonly points: number
  readonly response: number
}

/** Seconds a question takes answers beyond its countdown, in milliseconds. */
const grace = 1_000

/** The answers that count on each question that is asked, by player; presses may come in any order. */
export function settlementOf(opening: Opening, made: readonly Made[]): readonly Line[][] {
  const { settings, questions } = opening
  const lives = new Map<string, number>([[opening.host, settings.lives]])
  const settled: Line[][] = []
  for (const [question] of questions.entries()) {
    if (isOver(opening, settled, lives)) break
    const limit = limitOn(opening, question)
    const counting = made.filter(
      (one) =>
        one.question === question &&
        one.after >= 0 &&
        one.after <= limit + grace &&
        mayAnswer(opening, lives, question, one.who),
    )
    const lines = [...Map.groupBy(counting, ({ who }) => who)].map(([who, presses]) =>
      lineOf(opening, question, who, presses),
    )
    if (settings.lives > 0) take(opening, question, lines, lives)
    settled.push(lines.sort((a, b) => (a.who < b.who ? -1 : 1)))
  }
  return settled
}

function mayAnswer(
  { settings }: Opening,
  lives: ReadonlyMap<string, number>,
  question: number,
  who: string,
): boolean {
  return settings.lives === 0 || (question === 0 && !lives.has(who)) || (lives.get(who) ?? 0) > 0
}

/** The first press counts; where answers may be changed, the last. */
function lineOf(opening: Opening, question: number, who: string, presses: readonly Made[]): Line {
  const ordered = presses.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
  // Eight presses are kept of each player.
  const lock = (
    opening.settings.change ? ordered[Math.min(7, ordered.length - 1)] : ordered[0]
  ) as Made
  const right = lock.choice === opening.questions[question]?.key
  const points = pointsFor(opening, question, right, lock.after)
  return { who, choice: lock.choice, points, response: lock.after }
}

/** Whoever is wrong or silent loses a life, unless everybody would. */
function take(
  { settings, questions }: Opening,
  question: number,
  lines: readonly Line[],
  lives: Map<string, number>,
): void {
  for (const { who } of lines) if (!lives.has(who)) lives.set(who, settings.lives)
  const alive = [...lives].filter(([, left]) => left > 0).map(([who]) => who)
  const right = new Set(
    lines.filter(({ choice }) => choice === questions[question]?.key).map(({ who }) => who),
  )
  if (alive.some((who) => right.has(who)))
    for (const who of alive) if (!right.has(who)) lives.set(who, (lives.get(who) ?? 0) - 1)
}

function isOver(
  { settings }: Opening,
  settled: readonly Line[][],
  lives: ReadonlyMap<string, number>,
): boolean {
  if (settled.length === 0) return false
  const alive = [...lives.values()].filter((left) => left > 0).length
  if (settings.lives > 0 && alive <= (lives.size > 1 ? 1 : 0)) return true
  return settled.length >= 3 && settled.slice(-3).every((lines) => lines.length === 0)
}

function readingOn({ questions }: Opening, question: number): number {
  const asked = questions[question]
  const words = `${asked?.item.question}${asked?.claim ?? ''}${asked?.options.join('')}`
  return Math.min(12_000, Math.ceil(Math.max(0, words.length - 80) / 24) * 1_000)
}

export function limitOn(opening: Opening, question: number): number {
  return opening.settings.seconds * 1_000 + readingOn(opening, question)
}

function pointsFor(opening: Opening, question: number, right: boolean, after: number): number {
  const { scoring } = opening.settings
  // Nobody says how sure they are here: that counts as “likely”, a chance of 0.6.
  if (scoring === 'confidence') return right ? 840 : -360
  if (!right) return 0
  if (scoring === 'accuracy') return 100
  if (scoring === 'difficulty')
    return { easy: 100, medium: 200, hard: 300 }[
      opening.questions[question]?.item.difficulty ?? 'easy'
    ]
  if (after < 200) return 500
  const limit = limitOn(opening, question)
  const full = Math.min(1_000 + readingOn(opening, question), limit)
  const quarters = after - (after % 250)
  return quarters <= full
    ? 1_000
    : Math.round(1_000 - 500 * Math.min(1, (quarters - full) / Math.max(1, limit - full)))
}
