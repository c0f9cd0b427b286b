import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Evidence } from '../../src/trivia/rating.ts'
import { suspectsOf } from '../../src/trivia/suspects.ts'
import { pool } from './game.ts'

const answer = (right: boolean, ability = 0, said = right ? 'yes' : 'no'): Evidence => ({
  ...{ right, ability, said },
})
const times = (count: number, one: Evidence) => Array.from({ length: count }, () => one)
const [first, second, third] = pool(3).map(({ id }) => id) as [string, string, string]

test('a question is suspect where one wrong answer wins', () => {
  const evidence = new Map([
    [first, [...times(6, answer(false)), ...times(2, answer(true))]],
    [second, [...times(2, answer(false)), ...times(6, answer(true))]],
  ])
  expect(suspectsOf(pool(3), evidence)).toMatchObject([
    { item: { id: first }, answered: 8, right: 2, suspicion: { kind: 'wrong-wins', share: 0.75 } },
  ])
})

test('a question is suspect where those who know more miss it', () => {
  const strong = [answer(false, 2, 'a'), answer(false, 2, 'b'), answer(false, 2, 'c')]
  const answers = [...strong, answer(true, 2), ...times(5, answer(true, -1))]
  expect(suspectsOf(pool(3), new Map([[first, answers]]))[0]?.suspicion).toEqual({
    ...{ kind: 'strong-miss', strong: 0.25, weak: 1 },
  })
})

test('a hard question is not suspect where the wrong answers are spread', () => {
  const wrong = ['a', 'b', 'c'].flatMap((said) => times(2, answer(false, 0, said)))
  expect(suspectsOf(pool(3), new Map([[first, [...wrong, ...times(3, answer(true))]]]))).toEqual([])
})

test('what was said of claims that are true or false speaks against no question', () => {
  const claims = times(12, answer(false, 0, 'False'))
  expect(suspectsOf(pool(3), new Map([[first, claims]]))).toEqual([])
  const [one, ...rest] = pool(3)
  const own = [{ ...one, wrong: ['False', 'x', 'y'] } as (typeof rest)[number], ...rest]
  expect(suspectsOf(own, new Map([[first, claims]]))).toHaveLength(1)
})

test('the question that is most often wrong comes first', () => {
  const wrong = (count: number) => [...times(count, answer(false)), answer(true)]
  const evidence = new Map([
    [first, wrong(7)],
    [second, wrong(11)],
    [third, wrong(9)],
  ])
  const ids = suspectsOf(pool(3), evidence).map(({ item }) => item.id)
  expect(ids).toEqual([second, third, first])
})

const anyAnswer = fc.record({
  right: fc.boolean(),
  said: fc.constantFrom('a', 'b', 'c'),
  ability: fc.double({ min: -4, max: 4, noNaN: true }),
})

test('fewer than eight answers, or none that is wrong, never make a question suspect', () => {
  fc.assert(
    fc.property(fc.array(anyAnswer, { maxLength: 40 }), (answers) => {
      const few = answers.slice(0, 7)
      const right = answers.map((one) => ({ ...one, right: true }))
      for (const some of [few, right])
        expect(suspectsOf(pool(1), new Map([[first, some]]))).toEqual([])
    }),
  )
})
