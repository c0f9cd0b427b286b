/** Why each answer got its points, and which rule decided each press: from the log alone. */

import { type Asked, fairnessCode } from './draw.ts'
import type { Opening, RoundEvent } from './event.ts'
import { replay } from './round/advance.ts'
import type { Round } from './round.ts'
import { limitOf, pointsOf, readingTime, type Scored } from './scoring.ts'
import type { Settings } from './settings.ts'
import type { Settled } from './settle.ts'
import { standings } from './standings.ts'

/** A game as the store keeps it. */
export interface Logged {
  readonly opening: Opening
  /** When the host had joined the server, in milliseconds since 1970; 0 where unknown. */
  readonly hostJoined: number
  readonly events: readonly RoundEvent[]
}

export function replayed({ opening, hostJoined, events }: Logged) {
  return replay(opening, hostJoined, events)
}

/** One line of `/trivia explain`: a question and what the player got for it. */
export interface Explained {
  readonly question: number
  readonly points: number
  /** A sentence that says why. */
  readonly why: string
}

/** Every question of a game as `player` was scored. */
export function explain(round: Round, player: string): readonly Explained[] {
  return round.settled.map((settled) => {
    const outcome = settled.outcomes.get(player)
    const why = whyOf(round, settled, player)
    return { question: settled.question, points: outcome?.points ?? 0, why }
  })
}

const voidReasons: Readonly<Record<NonNullable<Settled['voided']>, string>> = {
  skipped: 'Skipped: it counts for nobody.',
  stopped: 'The game was stopped before it ended: it counts for nobody.',
  interrupted: 'I could not receive answers for too long: it counts for nobody.',
  lost: 'Its message was deleted twice: it counts for nobody.',
  corrected: 'A moderator took it back: it counts for nobody.',
}

function whyOf({ opening }: Round, settled: Settled, player: string): string {
  if (settled.voided !== undefined) return voidReasons[settled.voided]
  return reasonOf(
    opening.settings,
    opening.questions[settled.question],
    settled.outcomes.get(player),
  )
}

type Answered = Scored & { readonly hasty: boolean }

/** Why an answer to a question got its points; without an outcome there was none in time. */
export function reasonOf(
  settings: Settings,
  asked: Asked | undefined,
  outcome: Answered | undefined,
): string {
  if (outcome === undefined || asked === undefined) return 'No answer in time: 0 points.'
  const { right, sure } = outcome
  const said = right ? 'Right' : 'Wrong'
  switch (settings.scoring) {
    case 'accuracy':
      return `${said}: every right answer is 100 points.`
    case 'difficulty':
      return `${said}: a ${asked.item.difficulty} question.`
    case 'confidence':
      return `${said}, and you said “${sure}”.`
    case 'speed':
      return right ? speedReason(settings, asked, outcome) : 'Wrong: 0 points.'
  }
}

function speedReason(settings: Settings, asked: Asked, { response, hasty }: Answered): string {
  if (hasty) return 'Right in under 0.2 s: faster than anyone reads, so half the points.'
  const full = (1_000 + readingTime(asked)) / 1_000
  const limit = limitOf(settings, asked) / 1_000
  const took = (Math.floor(response / 250) * 0.25).toFixed(2)
  return `Right after ${took} s: 1,000 up to ${full} s, then evenly down to 500 at ${limit} s.`
}

/** What `/trivia verify` finds when it computes a game again. */
export interface Verification {
  readonly code: string
  /** Whether seed and questions give the code that was shown before the first question. */
  readonly codeFits: boolean
  /** Players whose points on the board differ from the log's, none when all is well. */
  readonly wrongPoints: readonly string[]
  /** Answers whose points were computed again. */
  readonly checked: number
}

/** Computes order and every point again. `board` holds the points as they were published. */
export function verify(
  logged: Logged,
  shownCode: string,
  board: ReadonlyMap<string, number>,
): Verification {
  const { opening } = logged
  const code = fairnessCode(opening.seed, opening.questions)
  const round = replayed(logged)
  let checked = 0
  const sums = new Map<string, number>()
  for (const { question, outcomes } of round.settled)
    for (const [player, outcome] of outcomes) {
      const asked = opening.questions[question]
      checked += 1
      const points = asked === undefined ? 0 : pointsOf(opening.settings, asked, outcome)
      sums.set(player, (sums.get(player) ?? 0) + points)
    }
  const wrongPoints = standings(round)
    .map(({ player }) => player)
    .filter((player) => (sums.get(player) ?? 0) !== (board.get(player) ?? 0))
  return { code, codeFits: code === shownCode, wrongPoints, checked }
}

/** One press as `/trivia audit` shows it to a moderator. */
export interface Audited {
  readonly player: string
  readonly question: number
  readonly choice: number
  readonly text?: string
  /** Discord's time and ours, in milliseconds since 1970. */
  readonly at: number
  readonly received: number
  /** The rule that decided it. */
  readonly rule: 'counted' | 'later press' | 'too late' | 'question void'
  readonly points: number
}

/** Every press of a game that was kept, in the order of the log. */
export function audit(logged: Logged): readonly Audited[] {
  const { settled } = replayed(logged)
  return logged.events.flatMap((event): Audited[] => {
    if (event.type !== 'press') return []
    const { player, question, choice, text, at, received, id } = event
    const result = settled.find((one) => one.question === question)
    const outcome = result?.outcomes.get(player)
    const counted = outcome?.id === id
    const rule = counted
      ? 'counted'
      : result?.voided !== undefined
        ? 'question void'
        : outcome === undefined
          ? 'too late'
          : 'later press'
    const said = text === undefined ? {} : { text }
    const points = counted ? outcome.points : 0
    return [{ player, question, choice, ...said, at, received, rule, points }]
  })
}
