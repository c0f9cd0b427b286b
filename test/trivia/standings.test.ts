import { describe, expect, test } from 'vitest'
import type { Round } from '../../src/trivia/round.ts'
import type { Outcome } from '../../src/trivia/settle.ts'
import { fastest, mostMissed, standings, teamStandings } from '../../src/trivia/standings.ts'
import { settledGame as game } from './settled-game.ts'

const right = (points = 100, response = 2_000): Partial<Outcome> => ({
  ...{ right: true, points, response },
})
const wrong = (points = 0): Partial<Outcome> => ({ right: false, points })

const ranks = (round: Round) => standings(round).map(({ player, rank }) => `${rank} ${player}`)

describe('the board', () => {
  test('adds up what a player has answered; time counts in quarters of a second', () => {
    const round = game({ ana: { team: 1 }, ben: {} }, [
      { ana: right(900, 1_499), ben: wrong() },
      { ana: wrong(10) },
      { ana: right(700, 3_250) },
      'void',
    ])
    expect(standings(round)).toEqual([
      {
        ...{ player: 'ana', rank: 1, points: 1_610, right: 2, answered: 3 },
        ...{ time: 6_500, team: 1, survived: 4 },
      },
      {
        ...{ player: 'ben', rank: 2, points: 0, right: 0, answered: 1 },
        ...{ time: 2_000, team: 0, survived: 4 },
      },
    ])
  })

  test('puts points before right answers, and right answers before time', () => {
    const round = game({ slow: {}, rich: {}, quick: {}, often: {} }, [
      {
        rich: right(300, 9_000),
        often: right(100, 9_000),
        quick: right(200),
        slow: right(200, 2_250),
      },
      { often: right(100, 9_000) },
    ])
    expect(ranks(round)).toEqual(['1 rich', '2 often', '3 quick', '4 slow'])
  })

  test('gives those who are level one rank, in an order that does not depend on who came first', () => {
    const level = { cleo: right(), ana: right(), ben: right(), dora: wrong() }
    expect(ranks(game({ cleo: {}, dora: {}, ana: {}, ben: {} }, [level]))).toEqual([
      ...['1 ana', '1 ben', '1 cleo', '4 dora'],
    ])
  })
})

describe('in a game with lives', () => {
  const people = { ana: {}, ben: {}, cleo: {} }
  const survived = (round: Round) =>
    Object.fromEntries(standings(round).map((line) => [line.player, line.survived]))

  test('who survived longer stands above who has more points', () => {
    const round = game(
      people,
      [{ ana: right(1), ben: wrong(), cleo: wrong() }, { ana: right(1) }],
      { lives: 1 },
    )
    expect(ranks(round)).toEqual(['1 ana', '2 ben', '2 cleo'])
    const rich = game(
      people,
      [
        { ana: right(1), ben: wrong(900) },
        { ana: right(1), cleo: right(1_000) },
      ],
      { lives: 1 },
    )
    expect(ranks(rich)).toEqual(['1 ana', '2 cleo', '3 ben'])
  })

  test('every wrong or missing answer costs one, as long as there are any', () => {
    const questions = [{ ana: right(), ben: wrong() }, { ana: right() }, { ana: right() }]
    expect(survived(game(people, questions, { lives: 2 }))).toEqual({ ana: 3, ben: 2, cleo: 2 })
    expect(survived(game(people, questions))).toEqual({ ana: 3, ben: 3, cleo: 3 })
  })

  test('a question that nobody knew or that counts for nobody costs none', () => {
    const questions = ['void' as const, { ana: wrong(), ben: wrong() }, { ana: right() }, {}]
    expect(survived(game(people, questions, { lives: 1 }))).toEqual({ ana: 4, ben: 3, cleo: 3 })
  })
})

describe('teams', () => {
  test('score by member who answered, rounded; who is level shares a rank', () => {
    const people = { ana: {}, ben: {}, cleo: { team: 1 }, dora: { team: 2 }, idle: { team: 2 } }
    const outcomes = { ana: right(100), ben: right(51), cleo: right(200), dora: right(76) }
    expect(teamStandings(game(people, [outcomes], { teams: 4 }))).toEqual([
      { team: 1, points: 200, members: 1, rank: 1 },
      { team: 0, points: 76, members: 2, rank: 2 },
      { team: 2, points: 76, members: 1, rank: 2 },
      { team: 3, points: 0, members: 0, rank: 4 },
    ])
  })

  test('are none where everyone plays for themselves', () => {
    expect(teamStandings(game({ ana: {} }, [{ ana: right() }]))).toEqual([])
  })
})

describe('what is told of the questions', () => {
  const people = { ana: {}, ben: {}, cleo: {} }

  test('the one that most got wrong, the first of several, and none where all were right', () => {
    const one = { ana: wrong(), ben: right(), cleo: right() }
    const two = { ana: wrong(), ben: wrong(), cleo: right() }
    const none = { ana: right(), ben: right(), cleo: right() }
    expect(mostMissed(game(people, [none, one, two, two]))).toBe(2)
    expect(mostMissed(game(people, [none]))).toBeUndefined()
    expect(mostMissed(game(people, []))).toBeUndefined()
  })

  test('who was right first, by quarters of a second, and neither wrong nor faster than anyone reads', () => {
    const first = (outcomes: Parameters<typeof game>[1][number]) =>
      game(people, [outcomes]).settled.map(fastest)[0]
    const slower = { cleo: right(100, 2_250) }
    expect(first({ ...slower, ana: right(100, 2_000), ben: right(100, 2_249) })).toEqual([
      ...['ana', 'ben'],
    ])
    expect(first({ ...slower, ana: { ...right(100, 100), hasty: true }, ben: wrong() })).toEqual([
      'cleo',
    ])
    expect(first({ ana: wrong() })).toEqual([])
  })
})
