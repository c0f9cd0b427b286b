import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chanceOf,
  limitOf,
  pointBounds,
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

  test('counts from the end of the reading time', () => {
    const at = (response: number) => speedPoints(response, 2_000, 22_000)
    expect([3_000, 3_250, 12_500].map(at)).toEqual([1_000, 993, 750])
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
  test.each([
    ['four options', 'choice', [250, 600, 900]],
    ['two options', 'truefalse', [500, 700, 900]],
    ['nothing to choose from', 'typed', [100, 600, 900]],
  ] as const)('with %s each word stands for a chance of its own', (_what, style, chances) => {
    const words = ['guess', 'likely', 'sure'] as const
    const permille = words.map((sure) => Math.round(1_000 * chanceOf(sure, asked(style))))
    expect(permille).toEqual(chances)
  })

  test('is worth what Brier’s rule says, to the point', () => {
    const worth = (sure: Sureness, right: boolean) =>
      pointsOf(settings({ scoring: 'confidence' }), asked('choice'), answer(right, 1_000, sure))
    const words = ['guess', 'likely', 'sure'] as const
    expect(words.map((sure) => [worth(sure, true), worth(sure, false)])).toEqual([
      [438, -62],
      [840, -360],
      [990, -810],
    ])
  })

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

test.each(['speed', 'accuracy', 'difficulty', 'confidence'] as const)(
  'the bounds of %s are just what its best and its worst answers are worth',
  (scoring) => {
    const levels = (['easy', 'medium', 'hard'] as const).map((one) =>
      asked('choice', { difficulty: one }),
    )
    const answers = (['guess', 'likely', 'sure'] as const).flatMap((sure) =>
      [100, 300, 60_000].flatMap((response) => [
        answer(true, response, sure),
        answer(false, response, sure),
      ]),
    )
    const points = levels.flatMap((one) =>
      answers.map((given) => pointsOf(settings({ scoring }), one, given)),
    )
    expect({ most: Math.max(...points), least: Math.min(...points) }).toEqual(pointBounds[scoring])
  },
)

test('where difficulty or accuracy counts, a wrong answer is worth nothing', () => {
  for (const scoring of ['difficulty', 'accuracy'] as const)
    expect(pointsOf(settings({ scoring }), asked('choice'), answer(false))).toBe(0)
  expect(pointsOf(settings({ scoring: 'accuracy' }), asked('choice'), answer(true))).toBe(100)
})

test('all that is shown is read: the question, what is claimed, and the options', () => {
  const shown = { ...asked('truefalse', { question: 'x'.repeat(80) }), options: ['y', 'n'] }
  expect(readingTime({ ...shown, claim: 'z'.repeat(22) })).toBe(1_000)
  expect(readingTime({ ...shown, claim: 'z'.repeat(23) })).toBe(2_000)
})

test('long questions get time to be read, up to twelve seconds', () => {
  const long = (length: number) => asked('typed', { question: 'x'.repeat(length) })
  expect(readingTime(long(80))).toBe(0)
  expect(readingTime(long(128))).toBe(2_000)
  expect(readingTime(long(5_000))).toBe(12_000)
  expect(limitOf(settings({ seconds: 20 }), long(128))).toBe(22_000)
})
