import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelAfter, labelled } from '../../src/trivia/rating.ts'
import { pool } from './game.ts'

const anyRating = fc.record({
  value: fc.double({ min: -4, max: 4, noNaN: true }),
  answers: fc.nat({ max: 3 * labelAfter }),
})

test('ratings change the labels of questions and nothing else, and only after ten answers', () => {
  fc.assert(
    fc.property(fc.array(anyRating, { maxLength: 12 }), (given) => {
      const items = pool(12)
      const ratings = new Map(given.map((rating, at) => [items[at]?.id ?? '', rating]))
      for (const [at, item] of labelled(items, ratings).entries()) {
        const authors = items[at]?.difficulty
        expect({ ...item, difficulty: authors }).toEqual(items[at])
        if ((given[at]?.answers ?? 0) < labelAfter) expect(item.difficulty).toBe(authors)
      }
    }),
  )
})

test('a question that most get right is easy, whatever its author thought', () => {
  const [item] = pool(1)
  if (item === undefined) throw new Error('no item')
  const labelOf = (value: number) =>
    labelled([{ ...item, difficulty: 'hard' }], new Map([[item.id, { value, answers: 20 }]]))[0]
      ?.difficulty
  expect([-2, 0, 2].map(labelOf)).toEqual(['easy', 'medium', 'hard'])
})
