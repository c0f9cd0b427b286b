/**
 * The rules of a challenge: everyone gets the same questions in the same order, whenever they like within its
 * hours, and each person's clock starts when they see a question. Nobody learns what was right before it ends.
 */

import type { Asked } from './draw.ts'
import { drain, grace } from './round.ts'
import { inhuman, limitOf, pointsOf, step } from './scoring.ts'
import type { Settings } from './settings.ts'
import { keyOf } from './settle.ts'
import { judge } from './typed.ts'

/** Times are milliseconds since 1970. */
export interface Challenge {
  readonly id: string
  readonly guild: string
  readonly channel: string
  /** Who opened it; '' where the server had planned it. */
  readonly host: string
  readonly at: number
  /** No question is shown after this. */
  readonly closes: number
  readonly settings: Settings
  readonly seed: string
  readonly questions: readonly Asked[]
}

/** One question as one person has it. */
export interface Turn {
  readonly player: string
  readonly question: number
  /** When their clock started. */
  readonly starts: number
  /** When they answered; 0 while they have not. */
  readonly at: number
  /** The option's place; -1 for a typed answer. */
  readonly choice: number
  /** What was typed; '' otherwise. */
  readonly said: string
  /** Typed answers that were almost right, before. */
  readonly tries: number
}

export interface Given {
  readonly at: number
  readonly choice: number
  readonly said: string
}

/** Bounds of how long a challenge is open, in hours. */
export const challengeHours = { least: 1, most: 72, usual: 24 } as const

/** Most challenges that are open in one server. */
export const mostChallenges = 5

/** A question needs so long to reach its reader; their clock starts then, in milliseconds. */
export const delivery = 1_000

/** An answer that is nearly right may be typed again so often. */
const secondChances = 2

/** The settings as a challenge can have them: there are no teams, no lives and nobody to race against. */
export function challengeSettings(settings: Settings): Settings {
  const scoring = settings.scoring === 'confidence' ? 'accuracy' : settings.scoring
  return { ...settings, scoring, teams: 0, lives: 0, target: 0, change: false, lobby: 0 }
}

/** When a turn's countdown ends; answers are taken for `grace` longer. */
export function endOf({ settings, questions }: Challenge, turn: Pick<Turn, 'question' | 'starts'>) {
  const asked = questions[turn.question]
  return asked === undefined ? turn.starts : turn.starts + limitOf(settings, asked)
}

/** When every answer that was given in time has arrived. */
export function settlesAt({ closes, settings, questions }: Challenge): number {
  const longest = Math.max(...questions.map((asked) => limitOf(settings, asked)))
  return closes + delivery + longest + grace + drain
}

/** What a person who wants to go on gets at `now`: the question they have, their next one, or none. */
export type Next =
  | { readonly kind: 'has'; readonly turn: Turn }
  | { readonly kind: 'gets'; readonly question: number; readonly starts: number }
  | { readonly kind: 'done' | 'over' }

/** `turns`: those of this person, in order of their questions. */
export function nextFor(challenge: Challenge, turns: readonly Turn[], now: number): Next {
  const last = turns.at(-1)
  if (last !== undefined && last.at === 0 && now <= endOf(challenge, last) + grace)
    return { kind: 'has', turn: last }
  if (turns.length >= challenge.questions.length) return { kind: 'done' }
  if (now >= challenge.closes) return { kind: 'over' }
  return { kind: 'gets', question: turns.length, starts: now + delivery }
}

/** What an answer is: counted, one to type again, or none. `none`: there is no such question or option. */
export type Judged = 'counts' | 'almost' | 'late' | 'already' | 'none'

export function judgeAnswer(challenge: Challenge, turn: Turn | undefined, given: Given): Judged {
  const asked = turn === undefined ? undefined : challenge.questions[turn.question]
  if (turn === undefined || asked === undefined) return 'none'
  if (turn.at !== 0) return 'already'
  if (given.at > endOf(challenge, turn) + grace) return 'late'
  if (asked.style !== 'typed') return asked.options[given.choice] === undefined ? 'none' : 'counts'
  if (given.choice !== -1) return 'none'
  const isAlmost = judge(given.said, keyOf(asked)) === 'almost'
  return isAlmost && turn.tries < secondChances ? 'almost' : 'counts'
}

/** Whether the answer of a turn is right. */
export function isRight({ questions }: Challenge, { question, at, choice, said }: Turn): boolean {
  const asked = questions[question]
  if (asked === undefined || at === 0) return false
  return asked.style === 'typed' ? judge(said, keyOf(asked)) === 'right' : choice === asked.key
}

/** From a question to its answer, in milliseconds; one sooner than anyone reads counts as the soonest. */
export function responseOf({ at, starts }: Turn): number {
  return Math.max(inhuman, at - starts)
}

/** Points of a turn, by the same rules as in a game. */
export function pointsOfTurn(challenge: Challenge, turn: Turn): number {
  const asked = challenge.questions[turn.question]
  if (asked === undefined || turn.at === 0) return 0
  const [right, response] = [isRight(challenge, turn), responseOf(turn)]
  return pointsOf(challenge.settings, asked, { right, response, sure: 'likely' })
}

export interface ChallengeLine {
  readonly player: string
  /** 1 is best; who is level shares a rank, and the next one is passed over (1, 1, 3). */
  readonly rank: number
  readonly points: number
  readonly right: number
  /** Questions that they saw. */
  readonly seen: number
  /** Sum of response times in whole steps of 250 ms, in milliseconds. */
  readonly time: number
}

/**
 * Everyone who saw a question, best first: by points, then by more right answers, then by less time. Never by
 * who played first.
 */
export function challengeBoard(
  challenge: Challenge,
  turns: readonly Turn[],
): readonly ChallengeLine[] {
  const byPlayer = Map.groupBy(turns, ({ player }) => player)
  const lines = [...byPlayer].map(([player, own]) => lineOf(challenge, player, own))
  return lines
    .toSorted((a, b) => better(a, b) || (a.player < b.player ? -1 : 1))
    .map((line) => ({ ...line, rank: 1 + lines.filter((other) => better(other, line) < 0).length }))
}

function lineOf(challenge: Challenge, player: string, turns: readonly Turn[]) {
  const answered = turns.filter(({ at }) => at !== 0)
  const sum = (list: readonly Turn[], pick: (turn: Turn) => number) =>
    list.reduce((total, turn) => total + pick(turn), 0)
  return {
    player,
    points: sum(turns, (turn) => pointsOfTurn(challenge, turn)),
    right: turns.filter((turn) => isRight(challenge, turn)).length,
    seen: turns.length,
    time: sum(answered, ({ at, starts }) => Math.floor(Math.max(0, at - starts) / step) * step),
  }
}

function better(a: Omit<ChallengeLine, 'rank'>, b: Omit<ChallengeLine, 'rank'>): number {
  return b.points - a.points || b.right - a.right || a.time - b.time
}

/** Of those who saw each question, how many knew it. */
export function knownBy(challenge: Challenge, turns: readonly Turn[]) {
  return challenge.questions.map((_, question) => {
    const own = turns.filter((turn) => turn.question === question)
    return { seen: own.length, right: own.filter((turn) => isRight(challenge, turn)).length }
  })
}
