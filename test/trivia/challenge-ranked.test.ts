import { expect, test } from 'vitest'
import { type Challenge, challengeSettings, type Turn } from '../../src/trivia/challenge.ts'
import { challengeScores } from '../../src/trivia/challenge-ranked.ts'
import { drawQuestions } from '../../src/trivia/draw.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { idAt, player, pool, settings, start } from './game.ts'

const chosen = challengeSettings(settings({ questions: 4, scoring: 'accuracy' }))
const challenge: Challenge = {
  ...{ id: 'c', guild: 'g', channel: 'ch', host: 'h', seed: 's', settings: chosen },
  at: start,
  closes: start + 3_600_000,
  questions: drawQuestions(pool(20), chosen, 'seed', new Map()),
}

/** `right` right answers of `given`, and then a question without one. */
const turnsOf = (who: string, right: number, given: number): Turn[] =>
  Array.from({ length: Math.min(4, given + 1) }, (_, question) => ({
    ...{ player: who, question, starts: start + question * 60_000, said: '', tries: 0 },
    at: question < given ? start + question * 60_000 + 3_000 : 0,
    choice: question < right ? (challenge.questions[question]?.key ?? 0) : 9,
  }))
const scores = (turns: Turn[], insiders: string[] = []) =>
  challengeScores(challenge, turns, rankingRules, insiders)
const three = [player(1), player(2), player(3)].flatMap((who, at) => turnsOf(who, at + 1, 4))

test('a challenge counts with three who answered half of it: places, and who has won', () => {
  expect(
    scores(three).map(({ player: who, points, won, unranked }) => [who, points, won, unranked]),
  ).toEqual([
    [player(3), 300, true, undefined],
    [player(2), 200, false, undefined],
    [player(1), 100, false, undefined],
  ])
  const two = [...three.filter((turn) => turn.player !== player(2)), ...turnsOf(player(2), 1, 1)]
  expect(scores(two).map(({ unranked }) => unranked)).toEqual(Array(3).fill('few-players'))
})

test('new accounts do not make it count; whoever wrote a question plays for no place', () => {
  const fresh = turnsOf(idAt(start - 60_000), 4, 4)
  const without = three.filter((turn) => turn.player !== player(1))
  expect(scores([...without, ...fresh])[0]?.unranked).toBe('new-accounts')
  expect(scores([...three, ...fresh])[0]?.unranked).toBeUndefined()
  expect(scores(three, [player(2)]).map(({ unranked }) => unranked)).toEqual([
    undefined,
    'insider',
    undefined,
  ])
})

test('whoever answered nothing is not on it, and nobody wins without a point', () => {
  const idle = turnsOf(player(4), 0, 0)
  const wrong = [player(1), player(2), player(3)].flatMap((who) => turnsOf(who, 0, 4))
  const all = scores([...wrong, ...idle])
  expect(all).toHaveLength(3)
  expect(all.some(({ won }) => won)).toBe(false)
})
