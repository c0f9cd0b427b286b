import { expect, test } from 'vitest'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { resultOf } from '../../src/trivia/result.ts'
import type { Round } from '../../src/trivia/round.ts'
import { opening, player, start } from './game.ts'
import { type Question, settledGame } from './settled-game.ts'

const [ana, ben, cleo] = [player(1), player(2), player(3)]
const people = { [ana]: {}, [ben]: {}, [cleo]: {} }
const right = (choice: number, points = 100) => ({ right: true, points, choice })
const three: Question[] = [
  { [ana]: right(0), [ben]: { choice: 1 }, [cleo]: { choice: 2 } },
  { [ana]: { choice: -1, text: 'typed' }, [ben]: right(1, 50), [cleo]: { choice: 2 } },
  { [ana]: right(0), [ben]: { choice: 1 }, [cleo]: { choice: 9 } },
]
const over = (round: Round): Round => ({
  ...{ ...round, phase: { name: 'over', reason: 'idle', at: start + 60_000 } },
})
const result = (...game: Parameters<typeof settledGame>) =>
  resultOf(over(settledGame(...game)), rankingRules)
const drawn = opening({ questions: 4 }).questions

test('a game that counts leaves a line for each player, and who has won', () => {
  const { scores, answers, asked, ...rest } = result(people, [...three, 'void'], { questions: 4 })
  expect(rest).toStrictEqual({
    ...{ round: 'game0001', guild: 'guild', channel: 'channel', reason: 'idle' },
    ...{ at: start + 60_000, questions: 3 },
  })
  const line = { answered: 3, time: 6_000 }
  expect(scores).toStrictEqual([
    { player: ana, rank: 1, points: 200, right: 2, ...line, won: true },
    { player: ben, rank: 2, points: 50, right: 1, ...line, won: false },
    { player: cleo, rank: 3, points: 0, right: 0, ...line, won: false },
  ])
})

test('each answer is kept as it was shown or typed, and every question that was asked, void or not', () => {
  const { answers, asked } = result(people, [...three, 'void'], { questions: 4 })
  expect(asked).toEqual(drawn.map(({ item }) => item.id))
  expect(answers).toHaveLength(9)
  const [first, second, third] = [drawn[0], drawn[1], drawn[2]]
  expect(answers.filter((one) => one.player === ana)).toEqual([
    { item: first?.item.id, player: ana, right: true, said: first?.options[0] },
    { item: second?.item.id, player: ana, right: false, said: 'typed' },
    { item: third?.item.id, player: ana, right: true, said: third?.options[0] },
  ])
  expect(answers.at(-1)?.said).toBe('')
})

test('a game that does not count says why, on every line', () => {
  const two = { [ana]: right(0), [ben]: { choice: 1 } }
  const { unranked, scores } = result({ [ana]: {}, [ben]: {} }, [two, two, two])
  expect([unranked, ...scores.map((one) => one.unranked)]).toEqual(Array(3).fill('few-players'))
})

test('for whom alone it does not count, only their line says it', () => {
  const { unranked, scores } = result(people, three, {}, { insiders: [ben] })
  expect(unranked).toBeUndefined()
  expect(scores.map((one) => one.unranked)).toEqual([undefined, 'insider', undefined])
})

test('nobody wins without a point', () => {
  const wins = (question: Question) => result(people, [question]).scores.map(({ won }) => won)
  expect(wins({ [ana]: {}, [ben]: {}, [cleo]: {} })).toEqual([false, false, false])
  expect(wins({})).toEqual([false, false, false])
  expect(wins({ [ana]: { points: -100 } })).toEqual([false, false, false])
})

test('what was asked beyond the game’s questions leaves nothing', () => {
  const { asked, answers } = result(people, three, {}, { questions: drawn.slice(0, 1) })
  expect(asked).toEqual([drawn[0]?.item.id])
  expect(answers).toHaveLength(3)
})

test('a game that is not over has no result', () => {
  expect(() => resultOf(settledGame(people, three), rankingRules)).toThrow('not over')
})
