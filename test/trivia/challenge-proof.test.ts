import { expect, test } from 'vitest'
import {
  type Challenge,
  challengeBoard,
  challengeSettings,
  delivery,
  endOf,
  type Turn,
} from '../../src/trivia/challenge.ts'
import { explainChallenge, verifyChallenge } from '../../src/trivia/challenge-proof.ts'
import { drawQuestions, fairnessCode } from '../../src/trivia/draw.ts'
import { grace } from '../../src/trivia/round.ts'
import { pool, settings, start } from './game.ts'

const chosen = challengeSettings(settings({ questions: 3, seconds: 10 }))
const challenge: Challenge = {
  ...{ id: 'c', guild: 'g', channel: 'ch', host: 'h', seed: 's', settings: chosen },
  at: start,
  closes: start + 3_600_000,
  questions: drawQuestions(pool(20), chosen, 'seed', new Map()),
}
const keyOf = (question: number) => challenge.questions[question]?.key ?? -1

/** A question that was shown at `shown` after the opening and answered `after` that long; 0 for never. */
const turn = (question: number, shown: number, after: number, more: Partial<Turn> = {}): Turn => {
  const starts = start + shown + delivery
  const at = after === 0 ? 0 : starts + after
  const choice = after === 0 ? -1 : keyOf(question)
  return { player: 'p', question, starts, at, choice, said: '', tries: 0, ...more }
}
/** Right after 1.5 s; nothing in time; wrong at last. */
const played = [turn(0, 0, 1_500), turn(1, 20_000, 0), turn(2, 60_000, 4_000, { choice: 9 })]

test('each question is explained, also one that a player never came to', () => {
  const lines = explainChallenge(challenge, played)
  expect(lines.map(({ why }) => why)).toEqual([
    'Right after 1.50 s: 1,000 up to 1 s, then evenly down to 500 at 10 s.',
    'No answer in time: 0 points.',
    'Wrong: 0 points.',
  ])
  const [line] = challengeBoard(challenge, played)
  expect(lines.reduce((sum, { points }) => sum + points, 0)).toBe(line?.points)
  expect(explainChallenge(challenge, played.slice(0, 1))[2]).toEqual({
    ...{ question: 2, points: 0 },
    why: 'You did not come to it: 0 points.',
  })
})

test('turns that keep to the rules verify, with the code that stood under the challenge', () => {
  const others = played.map((one) => ({ ...one, player: 'q' }))
  const turns = [...played, ...others]
  const kept = new Map(
    challengeBoard(challenge, turns).map(({ player, points }) => [player, points]),
  )
  const good = {
    code: fairnessCode(challenge.seed, challenge.questions),
    ...{ checked: 4, broken: [], isKept: true, wrongPoints: [] },
  }
  expect(verifyChallenge(challenge, turns, kept)).toEqual(good)
  kept.set('q', 1)
  expect(verifyChallenge(challenge, turns, kept)).toEqual({ ...good, wrongPoints: ['q'] })
  expect(verifyChallenge(challenge, turns, new Map())).toEqual({ ...good, isKept: false })
})

const end = endOf(challenge, played[0] as Turn)
test.each([
  ['an answer after its time', [turn(0, 0, 1, { at: end + grace + 1 })]],
  ['an answer before its question', [turn(0, 5_000, 1, { at: start + 4_000 })]],
  ['a question out of turn', [turn(1, 0, 1_500)]],
  ['a question that there is not', [...played, turn(3, 90_000, 1_000)]],
  ['the next question while one was open', [turn(0, 0, 0), turn(1, 5_000, 1_000)]],
  ['a question from before the opening', [turn(0, -5_000, 1_000)]],
  ['a question after the end', [turn(0, 3_700_000, 1_000)]],
])('%s does not add up', (_, turns) => {
  expect(verifyChallenge(challenge, turns, new Map()).broken).toEqual(['p'])
})
