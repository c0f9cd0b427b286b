import { expect, test } from 'vitest'
import { fairnessCode } from '../../src/trivia/draw.ts'
import { audit, explain, verify } from '../../src/trivia/explain.ts'
import { rankingOf, rankingRules } from '../../src/trivia/ranked.ts'
import { standings } from '../../src/trivia/standings.ts'
import { idAt, opening, play, player, pressOf, start } from './game.ts'

function played(players: readonly number[], some: Parameters<typeof opening>[0] = {}) {
  const from = opening({ questions: 6, early: false, ...some })
  return play(from, (question, at) =>
    players.flatMap((who) => {
      const key = from.questions[question]?.key ?? 0
      const choice = (who + question) % 3 === 0 ? (key + 1) % 4 : key
      return [
        pressOf(who, question, at, 1_500 * who + question * 300, choice),
        pressOf(who, question, at, 1_500 * who + question * 300 + 900, (choice + 1) % 4),
      ]
    }),
  )
}

test('a game that was played fairly verifies: its code, and every point', () => {
  const { round, events } = played([1, 2, 3])
  const { opening: from } = round
  const code = fairnessCode(from.seed, from.questions)
  const board = new Map(standings(round).map(({ player: id, points }) => [id, points]))
  const logged = { opening: from, hostJoined: 1, events }
  expect(verify(logged, code, board)).toMatchObject({
    codeFits: true,
    wrongPoints: [],
    checked: 18,
  })
  board.set(player(2), 1)
  expect(verify(logged, code, board).wrongPoints).toEqual([player(2)])
  const other = { ...logged, opening: { ...from, seed: 'f'.repeat(32) } }
  expect(verify(other, code, board).codeFits).toBe(false)
})

test('each player is told why each question got its points', () => {
  const { round } = played([1, 2, 3])
  const lines = explain(round, player(1))
  expect(lines).toHaveLength(6)
  const sum = lines.reduce((total, { points }) => total + points, 0)
  expect(sum).toBe(standings(round).find((line) => line.player === player(1))?.points)
  expect(lines[0]?.why).toBe(
    'Right after 1.50 s: 1,000 up to 1 s, then evenly down to 500 at 20 s.',
  )
  expect(lines[2]?.why).toBe('Wrong: 0 points.')
})

test('the audit has every press with its two times and the rule that decided it', () => {
  const { round, events } = played([1, 2])
  const lines = audit({ opening: round.opening, hostJoined: 1, events })
  expect(lines).toHaveLength(24)
  expect(lines.filter(({ rule }) => rule === 'counted')).toHaveLength(12)
  expect(lines.filter(({ rule }) => rule === 'later press')).toHaveLength(12)
  expect(lines.every(({ at, received }) => received - at === 50)).toBe(true)
})

test('a game counts with three people who know each other from before', () => {
  expect(rankingOf(played([1, 2, 3]).round, rankingRules).unranked).toBeUndefined()
  expect(rankingOf(played([1, 2]).round, rankingRules).unranked).toBe('few-players')
  expect(rankingOf(played([1]).round, rankingRules).unranked).toBe('few-players')
})

test('new accounts and several hands of one person do not make a game count', () => {
  const from = opening({ questions: 6, early: false })
  const alike = play(from, (question, at) =>
    [1, 2, 3].map((who) =>
      pressOf(who, question, at, 3_000 + (who === 1 ? question * 700 : 20 * who), question % 4),
    ),
  )
  expect(rankingOf(alike.round, rankingRules).unranked).toBe('same-hand')
  const fresh = play(from, (question, at) =>
    [1, 2, 3].map((who) => ({
      ...pressOf(who, question, at, 2_000 * who, (question + who) % 4),
      player: idAt(start - 60_000, who),
    })),
  )
  expect(rankingOf(fresh.round, rankingRules).unranked).toBe('new-accounts')
})

test('who saw the questions before, or presses like a machine, plays unranked', () => {
  const from = opening({ questions: 6, early: false }, { insiders: [player(2)] })
  const { round } = play(from, (question, at) =>
    [1, 2, 3, 4].map((who) => pressOf(who, question, at, who === 4 ? 150 : who * 2_000, who % 4)),
  )
  expect(rankingOf(round, rankingRules).excluded).toEqual(
    new Map([
      [player(2), 'insider'],
      [player(4), 'inhuman'],
    ]),
  )
})
