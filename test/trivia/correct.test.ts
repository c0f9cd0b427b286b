import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Press } from '../../src/trivia/event.ts'
import { advance } from '../../src/trivia/round/advance.ts'
import type { Round } from '../../src/trivia/round.ts'
import { standings } from '../../src/trivia/standings.ts'
import { opening, play, pressOf } from './game.ts'

const scorings = ['speed', 'accuracy', 'difficulty', 'confidence'] as const
const correction = (question: number, key: number) =>
  ({ type: 'corrected', at: 1, by: 'marek', question, key }) as const

/** A game of five who press as `choices` say: by question, then by player. */
function played(from: ReturnType<typeof opening>, choices: readonly (readonly number[])[]): Round {
  return play(from, (question, startedAt): Press[] =>
    (choices[question] ?? []).map((choice, who) =>
      pressOf(who, question, startedAt, 900 + who * 400, choice),
    ),
  ).round
}
const anyChoices = fc.array(fc.array(fc.nat({ max: 3 }), { minLength: 5, maxLength: 5 }), {
  minLength: 3,
  maxLength: 3,
})

test('a game whose key is put right counts as if that had been the key from the start', () => {
  fc.assert(
    fc.property(
      anyChoices,
      fc.nat({ max: 2 }),
      fc.nat({ max: 3 }),
      fc.constantFrom(...scorings),
      (choices, question, key, scoring) => {
        const from = opening({ scoring })
        const other = {
          ...from,
          questions: from.questions.map((one, at) => (at === question ? { ...one, key } : one)),
        }
        const [after] = advance(played(from, choices), correction(question, key))
        expect(standings(after)).toEqual(standings(played(other, choices)))
      },
    ),
  )
})

test('a question that is taken back counts for nobody, once and for all', () => {
  const choices = [
    [0, 1, 2, 3, 0],
    [0, 0, 0, 0, 0],
    [1, 1, 1, 1, 1],
  ]
  const before = played(opening(), choices)
  const [after, told] = advance(before, correction(0, -1))
  expect(told).toEqual({ do: 'tell', verdict: { kind: 'done' } })
  expect(after.settled[0]).toMatchObject({ voided: 'corrected', outcomes: new Map() })
  for (const key of [-1, 0]) expect(advance(after, correction(0, key))[0]).toBe(after)
})

test('what cannot be corrected stays as it is', () => {
  const before = played(opening(), [[0, 1, 2, 3, 0]])
  for (const event of [correction(7, 0), correction(0, 4), correction(0, -2)])
    expect(advance(before, event)).toEqual([before, { do: 'tell', verdict: { kind: 'refused' } }])
})
