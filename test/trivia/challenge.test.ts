import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Challenge,
  challengeBoard,
  challengeSettings,
  delivery,
  endOf,
  isRight,
  judgeAnswer,
  nextFor,
  pointsOfTurn,
  settlesAt,
  type Turn,
} from '../../src/trivia/challenge.ts'
import { drawQuestions } from '../../src/trivia/draw.ts'
import { grace } from '../../src/trivia/round.ts'
import { pointBounds } from '../../src/trivia/scoring.ts'
import type { Settings } from '../../src/trivia/settings.ts'
import { pool, settings, start } from './game.ts'

const hour = 3_600_000

function challenge(some: Partial<Settings> = {}): Challenge {
  const chosen = challengeSettings(settings({ questions: 3, ...some }))
  return {
    ...{ id: 'c', guild: 'g', channel: 'ch', host: 'h', seed: 's', settings: chosen },
    at: start,
    closes: start + 24 * hour,
    questions: drawQuestions(pool(20), chosen, 'seed', new Map()),
  }
}

const turn = (question: number, more: Partial<Turn> = {}): Turn => ({
  ...{ player: 'p', question, starts: start, at: 0, choice: -1, said: '', tries: 0 },
  ...more,
})

describe('whoever plays on', () => {
  test('gets the questions one by one, each with a clock of its own', () => {
    const one = challenge()
    expect(nextFor(one, [], start)).toEqual({ kind: 'gets', question: 0, starts: start + delivery })
    const answered = turn(0, { at: start + 5_000, choice: 0 })
    const later = start + 10 * hour
    expect(nextFor(one, [answered], later)).toMatchObject({ kind: 'gets', question: 1 })
    const all = [0, 1, 2].map((question) => turn(question, { at: start + 1 }))
    expect(nextFor(one, all, later)).toEqual({ kind: 'done' })
  })

  test('has the question they had, with the time that is left, however often they ask', () => {
    const one = challenge()
    const open = turn(0, { starts: start })
    const end = endOf(one, open) + grace
    expect(nextFor(one, [open], start + 3_000)).toEqual({ kind: 'has', turn: open })
    expect(nextFor(one, [open], end)).toEqual({ kind: 'has', turn: open })
    expect(nextFor(one, [open], end + 1)).toMatchObject({ kind: 'gets', question: 1 })
  })

  test('gets nothing new once it is closed, but may answer what they have', () => {
    const one = challenge()
    expect(nextFor(one, [], one.closes)).toEqual({ kind: 'over' })
    const open = turn(0, { starts: one.closes - 1_000 })
    expect(nextFor(one, [open], one.closes + 1_000)).toEqual({ kind: 'has', turn: open })
    expect(judgeAnswer(one, open, { at: one.closes + 2_000, choice: 1, said: '' })).toBe('counts')
    expect(settlesAt(one)).toBeGreaterThan(endOf(one, open) + grace)
  })
})

describe('an answer', () => {
  const one = challenge()
  const given = (at: number, choice: number) => ({ at, choice, said: '' })

  test('counts once, in time, and only where there is such an option', () => {
    const open = turn(0)
    const end = endOf(one, open) + grace
    expect(judgeAnswer(one, open, given(end, 0))).toBe('counts')
    expect(judgeAnswer(one, open, given(end + 1, 0))).toBe('late')
    expect(judgeAnswer(one, turn(0, { at: start + 1 }), given(start + 2, 0))).toBe('already')
    for (const choice of [-1, 4, 0.5, Number.NaN])
      expect(judgeAnswer(one, open, given(start, choice))).toBe('none')
    expect(judgeAnswer(one, undefined, given(start, 0))).toBe('none')
    expect(judgeAnswer(one, turn(9), given(start, 0))).toBe('none')
  })

  test('that is typed may be nearly right twice', () => {
    const typed = challenge({ style: 'typed' })
    const item = { ...typed.questions[0]?.item, right: 'Pristina', accept: [], wrong: [] }
    const asked = { ...typed.questions[0], item } as Challenge['questions'][number]
    const edited = { ...typed, questions: [asked] }
    const almost = { at: start, choice: -1, said: 'Prishtna' }
    expect(judgeAnswer(edited, turn(0, { tries: 1 }), almost)).toBe('almost')
    expect(judgeAnswer(edited, turn(0, { tries: 2 }), almost)).toBe('counts')
    expect(isRight(edited, turn(0, { at: start, said: 'pristina' }))).toBe(true)
    expect(isRight(edited, turn(0, { at: start, said: 'Tirana' }))).toBe(false)
    expect(judgeAnswer(edited, turn(0), { at: start, choice: 0, said: '' })).toBe('none')
  })
})

const anyTurns = fc.uniqueArray(
  fc.record({
    player: fc.constantFrom('a', 'b', 'c', 'd'),
    question: fc.integer({ min: 0, max: 2 }),
    starts: fc.integer({ min: start, max: start + hour }),
    took: fc.integer({ min: 0, max: 30_000 }),
    choice: fc.integer({ min: 0, max: 3 }),
    answered: fc.boolean(),
  }),
  { selector: ({ player, question }) => `${player} ${question}` },
)

test('the board is the same in whatever order people played, and no points exceed the rules', () => {
  const one = challenge()
  fc.assert(
    fc.property(anyTurns, fc.integer(), (made, shift) => {
      const turns = made.map(({ took, answered, ...rest }) =>
        turn(rest.question, { ...rest, at: answered ? rest.starts + took : 0 }),
      )
      const moved = turns
        .map((it) => ({
          ...it,
          starts: it.starts + Math.abs(shift),
          at: it.at && it.at + Math.abs(shift),
        }))
        .toReversed()
      expect(challengeBoard(one, moved)).toEqual(challengeBoard(one, turns))
      for (const it of turns) {
        const points = pointsOfTurn(one, it)
        expect(points).toBeLessThanOrEqual(pointBounds.speed.most)
        expect(points > 0).toBe(isRight(one, it))
      }
    }),
  )
})

test('who is level shares a rank', () => {
  const one = challenge()
  const key = one.questions[0]?.key ?? 0
  const same = (player: string, took = 1_500) => turn(0, { player, at: start + took, choice: key })
  const board = challengeBoard(one, [same('b'), same('a', 1_600), same('c', 19_000)])
  expect(board.map(({ player, rank }) => `${rank}${player}`)).toEqual(['1a', '1b', '3c'])
})
