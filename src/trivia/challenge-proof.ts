/** Why each answer of a challenge got its points, and whether its turns kept to the rules: from what is kept alone. */

import {
  type Challenge,
  challengeBoard,
  delivery,
  endOf,
  isRight,
  pointsOfTurn,
  responseOf,
  type Turn,
} from './challenge.ts'
import { fairnessCode } from './draw.ts'
import { type Explained, reasonOf } from './explain.ts'
import { grace } from './round.ts'

/** Every question of a challenge as one player was scored; `turns` are theirs. */
export function explainChallenge(
  challenge: Challenge,
  turns: readonly Turn[],
): readonly Explained[] {
  const { questions, settings } = challenge
  return questions.map((asked, question) => {
    const turn = turns.find((one) => one.question === question)
    if (turn === undefined) return { question, points: 0, why: 'You did not come to it: 0 points.' }
    const outcome =
      turn.at === 0
        ? undefined
        : { right: isRight(challenge, turn), response: responseOf(turn), sure: 'likely' as const }
    const why = reasonOf(settings, asked, outcome && { ...outcome, hasty: false })
    return { question, points: pointsOfTurn(challenge, turn), why }
  })
}

/** What is found when a challenge is looked over again. */
export interface ChallengeCheck {
  /** The code that seed and questions give: it stands under the challenge since it was opened. */
  readonly code: string
  /** Answers that were given in time, each to the question that was due. */
  readonly checked: number
  /** Whose turns cannot have come to be by the rules; none when all is well. */
  readonly broken: readonly string[]
  /** Whether points were kept at its end. */
  readonly isKept: boolean
  /** Whose points differ from those; none when all is well. */
  readonly wrongPoints: readonly string[]
}

/** Looks over all turns of a challenge that has ended; `kept` are the points of its end, empty where none were kept. */
export function verifyChallenge(
  challenge: Challenge,
  turns: readonly Turn[],
  kept: ReadonlyMap<string, number>,
): ChallengeCheck {
  const byPlayer = Map.groupBy(turns, ({ player }) => player)
  const broken = [...byPlayer].filter(([, own]) => !isPossible(challenge, own))
  return {
    code: fairnessCode(challenge.seed, challenge.questions),
    checked: turns.filter(({ at }) => at !== 0).length,
    broken: broken.map(([player]) => player),
    isKept: kept.size > 0,
    wrongPoints: challengeBoard(challenge, turns)
      .filter(({ player, points }) => kept.size > 0 && points !== (kept.get(player) ?? 0))
      .map(({ player }) => player),
  }
}

/**
 * Whether one player's turns follow each other as `nextFor` hands them out, and each answer is in its time. What two
 * people do in the same second may reach me in another order than they did it.
 */
function isPossible(challenge: Challenge, turns: readonly Turn[]): boolean {
  return turns.every((turn, place) => {
    const { question, starts, at } = turn
    const before = turns[place - 1]
    const free = before === undefined ? challenge.at : freeAfter(challenge, before)
    const shown = starts - delivery
    const isDue = question === place && challenge.questions[question] !== undefined
    const isTimely = shown >= free - aSecond && shown <= challenge.closes + aSecond
    const isInTime = at === 0 || (at >= shown && at <= endOf(challenge, turn) + grace)
    return isDue && isTimely && isInTime
  })
}

const aSecond = 1_000

/** From when on a player could have the next question. */
function freeAfter(challenge: Challenge, turn: Turn): number {
  return turn.at === 0 ? endOf(challenge, turn) + grace : turn.at
}
