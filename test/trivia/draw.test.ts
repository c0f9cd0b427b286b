import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arrange, drawQuestions, fairnessCode, type History } from '../../src/trivia/draw.ts'
import { createDice } from '../../src/trivia/random.ts'
import { parseTopics } from '../../src/trivia/settings.ts'
import { item, pool, settings } from './game.ts'

describe('a draw', () => {
  test('is the same for the same seed and another for another', () => {
    const draw = (seed: string) =>
      JSON.stringify(drawQuestions(pool(50), settings(), seed, new Map()))
    expect(draw('a')).toBe(draw('a'))
    expect(draw('a')).not.toBe(draw('b'))
  })

  test('repeats nothing in a server until everything that fits has been asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 60 }),
        fc.integer({ min: 3, max: 12 }),
        fc.string(),
        (size, questions, seed) => {
          const history = new Map<string, { times: number; last: number }>()
          for (let game = 0; game < 15; game += 1) {
            const drawn = drawQuestions(
              pool(size),
              settings({ questions }),
              `${seed}${game}`,
              history,
            )
            expect(drawn).toHaveLength(questions)
            for (const { item: one } of drawn) {
              const times = (history.get(one.id)?.times ?? 0) + 1
              history.set(one.id, { times, last: game })
            }
            const counts = pool(size).map(({ id }) => history.get(id)?.times ?? 0)
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('follows the weights of its topics', () => {
    const topics = parseTopics('courts:4, history') ?? []
    const drawn = drawQuestions(pool(200), settings({ topics, questions: 50 }), 'seed', new Map())
    const courts = drawn.filter(({ item: one }) => one.topics.includes('courts')).length
    expect(courts).toBe(40)
  })

  test('asks two easy and two middling questions for each hard one', () => {
    const drawn = drawQuestions(pool(200), settings({ questions: 50 }), 'seed', new Map())
    const hard = drawn.filter(({ item: one }) => one.difficulty === 'hard').length
    expect(hard).toBe(10)
  })

  test('avoids two questions on one entry while there are others', () => {
    const items = Array.from({ length: 20 }, (_, at) => item(at, { entry: `entry-${at % 10}` }))
    const drawn = drawQuestions(items, settings({ questions: 10 }), 'seed', new Map() as History)
    expect(new Set(drawn.map(({ item: one }) => one.entry)).size).toBe(10)
  })

  test('gives fewer questions where the pool is smaller, and only those that fit', () => {
    const easy = settings({ difficulty: 'easy', questions: 10 })
    const drawn = drawQuestions(pool(9), easy, 'seed', new Map())
    expect(drawn.map(({ item: one }) => one.difficulty)).toEqual(['easy', 'easy', 'easy'])
  })
})

describe('the order of options', () => {
  test('puts the right answer at each of the four places equally often, in 40,000 questions', () => {
    const dice = createDice('chi squared')
    const counts = [0, 0, 0, 0]
    for (let at = 0; at < 40_000; at += 1) {
      const { key } = arrange(item(at), 'choice', dice)
      counts[key] = (counts[key] ?? 0) + 1
    }
    const chi = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    // Three degrees of freedom: above this with a chance of one in a million.
    expect(chi).toBeLessThan(30.7)
  })

  test('keeps an option such as "None of these" last', () => {
    const dice = createDice('last')
    for (let at = 0; at < 50; at += 1) {
      const asked = arrange(item(at, { last: `wrong ${at} b` }), 'choice', dice)
      expect(asked.options[3]).toBe(`wrong ${at} b`)
      expect(asked.options[asked.key]).toBe(`right ${at}`)
    }
  })

  test('makes a claim true about half of the time, and marks it rightly', () => {
    const dice = createDice('claims')
    const made = Array.from({ length: 400 }, (_, at) => arrange(item(at), 'truefalse', dice))
    for (const { item: one, claim, key } of made) expect(key).toBe(claim === one.right ? 0 : 1)
    const truths = made.filter(({ key }) => key === 0).length
    expect(truths).toBeGreaterThan(150)
    expect(truths).toBeLessThan(250)
  })
})

test('the fairness code does not depend on which option is right', () => {
  const drawn = drawQuestions(pool(20), settings(), 'seed', new Map())
  const codes = [0, 1, 2, 3].map((key) =>
    fairnessCode(
      'seed',
      drawn.map((asked) => ({ ...asked, key })),
    ),
  )
  expect(new Set(codes).size).toBe(1)
  expect(fairnessCode('seed', drawn.toReversed())).not.toBe(codes[0])
})

test('topics are read with their weights, and nonsense is refused', () => {
  expect(parseTopics(' Courts, history:3 ,,courts')).toEqual([
    { topic: 'courts', weight: 2 },
    { topic: 'history', weight: 3 },
  ])
  expect(parseTopics('')).toEqual([])
  for (const wrong of ['courts:0', 'courts:99', ':3', 'a:b', 'a,b,c,d,e,f,g,h,i'])
    expect(parseTopics(wrong), wrong).toBeUndefined()
})
