import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chanceOf,
  limitOf,
  pointsOf,
  readingTime,
  type Sureness,
  speedPoints,
} from '../../src/trivia/scoring.ts'
import { asked, settings } from './game.ts'

const answer = (right: boolean, response = 2_000, sure: Sureness = 'likely') => ({
  right,
  response,
  sure,
})

describe('speed', () => {
  test('is worth 1,000 in the first second, 500 at the limit, and evenly less between', () => {
    const at = (response: number) => speedPoints(response, 0, 20_000)
    expect([300, 1_000, 1_249, 10_500, 20_000, 21_000].map(at)).toEqual([
      1_000, 1_000, 1_000, 750, 500, 500,
    ])
  })

  test('counts in quarters of a second', () => {
    expect(speedPoints(5_000, 0, 20_000)).toBe(speedPoints(5_249, 0, 20_000))
    expect(speedPoints(5_250, 0, 20_000)).toBeLessThan(speedPoints(5_249, 0, 20_000))
  })

  test('faster than anyone reads is worth no more than the slowest answer', () => {
    expect(speedPoints(199, 0, 20_000)).toBe(500)
  })

  test('never rewards a slower answer, and a wrong one never', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 130_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 5, max: 120 }),
        (response, more, seconds) => {
          const play = settings({ seconds })
          const question = asked('choice')
          const one = pointsOf(play, question, answer(true, response))
          expect(pointsOf(play, question, answer(true, response + more))).toBeLessThanOrEqual(one)
          expect(pointsOf(play, question, answer(false, response))).toBe(0)
        },
      ),
    )
  })
})

describe('confidence', () => {
  test('what a player believes is best told: the nearest word has the highest expectation', () => {
    const play = settings({ scoring: 'confidence' })
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('choice' as const, 'truefalse' as const, 'typed' as const),
        (belief, style) => {
          const question = asked(style)
          const expectation = (sure: Sureness) =>
            belief * pointsOf(play, question, answer(true, 1_000, sure)) +
            (1 - belief) * pointsOf(play, question, answer(false, 1_000, sure))
          const words = ['guess', 'likely', 'sure'] as const
          const off = (sure: Sureness) => Math.abs(chanceOf(sure, question) - belief)
          const nearest = words.toSorted((a, b) => off(a) - off(b))[0] ?? 'guess'
          const most = Math.max(...words.map(expectation))
          // Points are whole numbers, hence the one.
          expect(expectation(nearest)).toBeGreaterThanOrEqual(most - 1)
        },
      ),
    )
  })
})

test('a hard question is worth three times an easy one where difficulty counts', () => {
  const play = settings({ scoring: 'difficulty' })
  const worth = (difficulty: 'easy' | 'medium' | 'hard') =>
    pointsOf(play, asked('choice', { difficulty }), answer(true))
  expect([worth('easy'), worth('medium'), worth('hard')]).toEqual([100, 200, 300])
})

test('long questions get time to be read, up to twelve seconds', () => {
  const long = (length: number) => asked('typed', { question: 'x'.repeat(length) })
  expect(readingTime(long(80))).toBe(0)
  expect(readingTime(long(128))).toBe(2_000)
  expect(readingTime(long(5_000))).toBe(12_000)
  expect(limitOf(settings({ seconds: 20 }), long(128))).toBe(22_000)
})
