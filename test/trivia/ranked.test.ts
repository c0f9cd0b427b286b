import { describe, expect, test } from 'vitest'
import { createdAt, rankingOf, rankingRules } from '../../src/trivia/ranked.ts'
import type { Outcome } from '../../src/trivia/settle.ts'
import { idAt, player, start } from './game.ts'
import { type Question, settledGame } from './settled-game.ts'

const [ana, ben, cleo] = [player(1), player(2), player(3)]
const people = { [ana]: {}, [ben]: {}, [cleo]: {} }
/** An answer of each that is like nobody else's. */
const apart: Question = { [ana]: { choice: 0 }, [ben]: { choice: 1 }, [cleo]: { choice: 2 } }
const times = (count: number, question: Question) => Array.from({ length: count }, () => question)
const reason = (...game: Parameters<typeof settledGame>) =>
  rankingOf(settledGame(...game), rankingRules).unranked

test('the rules are those that are published: three people, accounts of a week', () => {
  expect(rankingRules).toEqual({ players: 3, accountAge: 604_800_000 })
})

describe('a game counts', () => {
  test('with three questions that count', () => {
    expect(reason(people, times(3, apart))).toBeUndefined()
    const short = settledGame(people, [...times(2, apart), 'void'], {}, { insiders: [ben] })
    expect(rankingOf(short, rankingRules)).toEqual({
      ...{ unranked: 'few-questions', excluded: new Map([[ben, 'insider']]) },
    })
  })

  test('with three people who answered at least half of them', () => {
    const without = { [ana]: { choice: 0 }, [ben]: { choice: 1 } }
    expect(reason(people, [...times(2, apart), ...times(2, without), 'void'])).toBeUndefined()
    expect(reason(people, [...times(2, apart), ...times(3, without)])).toBe('few-players')
  })

  test('with accounts that were a week old when it began', () => {
    const aged = (age: number) => {
      const fresh = idAt(start - age, 3)
      const answers = { [ana]: { choice: 0 }, [ben]: { choice: 1 }, [fresh]: { choice: 2 } }
      return reason({ [ana]: {}, [ben]: {}, [fresh]: {} }, times(3, answers))
    }
    expect(aged(604_800_000)).toBeUndefined()
    expect(aged(604_799_999)).toBe('new-accounts')
  })

  test('with people who were in the server when it began', () => {
    const joining = (joined: number) => reason({ ...people, [cleo]: { joined } }, times(3, apart))
    expect(joining(start)).toBeUndefined()
    expect(joining(start + 1)).toBe('new-accounts')
  })
})

test('three answers sooner than anyone reads are a machine’s, two are not', () => {
  const hasty = (count: number) => {
    const quick = { ...apart, [ben]: { choice: 1, hasty: true } }
    const round = settledGame(people, [...times(count, quick), ...times(3, apart)])
    return [...rankingOf(round, rankingRules).excluded]
  }
  expect(hasty(2)).toEqual([])
  expect(hasty(3)).toEqual([[ben, 'inhuman']])
})

describe('two who press alike', () => {
  type Pair = [Partial<Outcome> | undefined, Partial<Outcome> | undefined]
  /** Whether Ben's and Cleo's answers make them one; each pair is a question. */
  const areOne = (pairs: readonly Pair[]) => {
    const questions = pairs.map(([one, other]) => ({
      [ana]: { choice: 3 },
      ...(one === undefined ? {} : { [ben]: one }),
      ...(other === undefined ? {} : { [cleo]: other }),
    }))
    return reason(people, questions) === 'same-hand'
  }
  const alike: Pair = [{ response: 5_000 }, { response: 5_750 }]
  const far: Pair = [{ response: 5_751 }, { response: 5_000 }]
  const five = (one: Pair) => areOne([one, one, one, one, one])

  test('within three quarters of a second are one', () => {
    expect([five(alike), five(far)]).toEqual([true, false])
  })

  test('with other choices or other words are two', () => {
    expect(five([{ choice: 1 }, { choice: 2 }])).toBe(false)
    expect(
      five([
        { choice: -1, text: 'a' },
        { choice: -1, text: 'b' },
      ]),
    ).toBe(false)
    expect(
      five([
        { choice: -1, text: 'a' },
        { choice: -1, text: 'a' },
      ]),
    ).toBe(true)
  })

  test('four times out of five are one, three times are two', () => {
    expect(areOne([alike, alike, alike, alike, far])).toBe(true)
    expect(areOne([alike, alike, alike, far, far])).toBe(false)
  })

  test('need five questions that both of them answered', () => {
    expect(areOne([alike, alike, alike, alike])).toBe(false)
    expect(areOne([alike, alike, alike, alike, [{}, undefined]])).toBe(false)
    expect(areOne([alike, alike, alike, alike, [undefined, {}]])).toBe(false)
  })

  test('count the same whoever came first', () => {
    // Ben is like Ana and like Cleo, who are not like each other.
    const chain = {
      [ana]: { response: 5_000 },
      [ben]: { response: 5_700 },
      [cleo]: { response: 6_400 },
    }
    const inOrder = (...ids: string[]) =>
      rankingOf(settledGame(Object.fromEntries(ids.map((id) => [id, {}])), times(5, chain)), {
        ...{ ...rankingRules, players: 2 },
      }).unranked
    expect(inOrder(ana, ben, cleo)).toBeUndefined()
    expect(inOrder(ben, ana, cleo)).toBeUndefined()
  })
})

test('an account is as old as its id says; what is no id is as old as can be', () => {
  expect(createdAt('175928847299117063')).toBe(Date.parse('2016-04-30T11:18:25.796Z'))
  for (const none of ['', '12345678901234', 'x175928847299117063', '175928847299117063x'])
    expect(createdAt(none)).toBe(0)
})
