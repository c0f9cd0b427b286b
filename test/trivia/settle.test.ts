import { OrderedMap, Map as Persistent } from 'immutable'
import { describe, expect, test } from 'vitest'
import type { Press } from '../../src/trivia/event.ts'
import {
  type Open,
  openRound,
  type Phase,
  type Player,
  type Round,
} from '../../src/trivia/round.ts'
import { corrected, countedAs, lockOf, settleQuestion } from '../../src/trivia/settle.ts'
import { asked, item, opening, player, pressOf, start } from './game.ts'

const open: Open = {
  ...{ name: 'open', question: 0, attempt: 0, message: 'm0', gaps: [] },
  ...{ starts: [start], closes: start + 20_000, settles: start + 22_500 },
}

const posting = { name: 'posting', question: 0, attempt: 0 } as const

/** A game whose first question is open, with these presses on it. */
function asking(
  presses: readonly Press[],
  some: Parameters<typeof opening>[0] = {},
  more: Parameters<typeof opening>[1] = {},
): Round {
  const round = openRound(opening(some, more), { joined: 1 })
  return { ...round, phase: open, presses: Persistent(Map.groupBy(presses, (one) => one.player)) }
}

const press = (who: number, after: number, choice = 0) =>
  pressOf(who, 0, start, after, choice, after % 50)
const key = opening().questions[0]?.key ?? 0
const wrong = (key + 1) % 4
const settle = (round: Round, phase = open) => settleQuestion(round, phase, start + 22_500)

describe('of several presses', () => {
  test('the first counts, and the last where answers may be changed', () => {
    const presses = [press(1, 1_000, 0), press(1, 1_001, 1), press(1, 1_002, 2)]
    expect(lockOf(asking(presses), player(1))?.choice).toBe(0)
    expect(lockOf(asking(presses, { change: true }), player(1))?.choice).toBe(2)
  })

  test('none counts that was made before the question or after its grace', () => {
    const at = (after: number) => lockOf(asking([press(1, after)]), player(1)) !== undefined
    expect([-1, 0, 21_000, 21_001].map(at)).toEqual([false, true, true, false])
  })
})

test('while a question is being posted, whoever has pressed already counts', () => {
  const phase: Phase = { ...posting, until: start, starts: [] }
  expect(lockOf({ ...asking([press(1, -10, 2)]), phase }, player(1))?.choice).toBe(2)
})

describe('a typed answer', () => {
  const questions = [asked('typed', { right: 'Ahtisaari', wrong: ['Annan', 'Eide', 'Rugova'] })]
  const typed = (...texts: string[]) =>
    asking(
      texts.map((text, at) => ({ ...press(1, 1_000 + at, -1), text })),
      { style: 'typed', scoring: 'accuracy' },
      { questions },
    )
  const locked = (...texts: string[]) => lockOf(typed(...texts), player(1))?.text
  const almost = ['Ahtsri', 'Ahtiri', 'Atisri']

  test('that is almost right may be given again twice; the third one counts', () => {
    expect(locked(...almost.slice(0, 2))).toBeUndefined()
    expect(locked(...almost.slice(0, 2), 'Ahtisaari')).toBe('Ahtisaari')
    expect(locked(...almost, 'Ahtisaari')).toBe('Atisri')
  })

  test('is kept as it was typed, right or wrong', () => {
    const outcome = (text: string) => settle(typed(text))[0].outcomes.get(player(1))
    expect(outcome('ahtisari')).toMatchObject({
      ...{ text: 'ahtisari', choice: -1, right: true, points: 100 },
    })
    expect(outcome('Annan')).toMatchObject({ text: 'Annan', right: false, points: 0 })
  })
})

describe('what an answer came to', () => {
  test('has its choice, its time and its points, and no text', () => {
    const one = press(1, 2_000, key)
    const [settled] = settle(asking([one]))
    expect(settled).toMatchObject({ question: 0, start, at: start + 22_500, message: 'm0' })
    expect(settled.outcomes.get(player(1))).toStrictEqual({
      ...{ id: one.id, choice: key, right: true, points: 974 },
      ...{ response: 2_000, sure: 'likely', hasty: false },
    })
  })

  test('is hasty in less than a fifth of a second', () => {
    const [{ outcomes }] = settle(asking([press(1, 199), press(2, 200)]))
    expect([...outcomes.values()].map(({ hasty }) => hasty)).toEqual([true, false])
  })

  test('runs from the latest time that the question was posted, from its first moment on', () => {
    const twice = { ...open, starts: [start, start + 5_000] }
    const times = [4_999, 5_000, 5_001].map((after) => {
      const [{ outcomes }] = settle(asking([press(1, after)]), twice)
      return outcomes.get(player(1))?.response
    })
    expect(times).toEqual([4_999, 0, 1])
  })
})

describe('an interruption', () => {
  const response = (after: number, ...gaps: readonly (readonly [number, number])[]) => {
    const lost = gaps.map(([from, to]) => ({ from: start + from, to: start + to }))
    const [{ outcomes }] = settle(asking([press(1, after)]), { ...open, gaps: lost })
    return outcomes.get(player(1))?.response
  }

  test('costs nobody time: before it, in the midst of it and after it', () => {
    const times = [4_000, 10_000, 16_000].map((after) => response(after, [5_000, 15_000]))
    expect(times).toEqual([4_000, 5_000, 6_000])
  })

  test('counts from the question on, and so does each further one', () => {
    expect(response(3_000, [-1_000, 2_000])).toBe(1_000)
    expect(response(16_000, [5_000, 7_000], [10_000, 13_000])).toBe(11_000)
  })
})

describe('a counted question', () => {
  test('has its answers by age, whoever was heard first, and none that came too late', () => {
    const [{ outcomes }, players] = settle(
      asking([press(2, 1_000), press(1, 500), press(3, 21_001), press(4, 700)]),
    )
    expect([...outcomes.keys()]).toEqual([player(1), player(4), player(2)])
    expect(players.has(player(3))).toBe(false)
  })

  test('that is void has no answers and leaves the players as they are', () => {
    const round = asking([press(1, 1_000)])
    const [settled, players] = settleQuestion(round, open, start + 1, 'skipped')
    expect(settled).toStrictEqual({
      ...{ question: 0, start, at: start + 1, message: 'm0' },
      ...{ voided: 'skipped', outcomes: new Map() },
    })
    expect(players).toBe(round.players)
  })
})

describe('the players after a question', () => {
  const someone = (who: number, more: Partial<Player> = {}): [string, Player] => [
    player(who),
    { id: player(who), joined: 1, team: 0, lives: 0, missed: 0, ...more },
  ]
  const playersAfter = (round: Round, players: [string, Player][]) => {
    const [, next] = settle({ ...round, players: OrderedMap(players) })
    return [...next.values()]
  }

  test('have missed one more in a row, or none', () => {
    const missed = playersAfter(asking([press(2, 900)]), [
      ...[someone(1, { missed: 1 }), someone(2, { missed: 1 })],
    ])
    expect(missed.map((one) => one.missed)).toEqual([2, 0])
  })

  test('stay in their team; who is new comes into the smallest', () => {
    const round = asking([press(1, 900), press(2, 950)], { teams: 2 })
    expect(playersAfter(round, [someone(1, { team: 1 })]).map(({ team }) => team)).toEqual([1, 0])
    const teams = playersAfter(round, [someone(1)]).map(({ id, team }) => [id, team])
    expect(teams).toEqual([
      [player(1), 0],
      [player(2), 1],
    ])
  })

  const lives = (presses: readonly Press[], left: readonly number[]) =>
    playersAfter(
      asking(presses, { lives: 3 }),
      left.map((one, who) => someone(who, { lives: one })),
    ).map((one) => one.lives)

  test('lose a life for a wrong answer or none, where somebody knew it', () => {
    expect(lives([press(0, 900, key), press(1, 900, wrong)], [2, 2, 1])).toEqual([2, 1, 0])
  })

  test('who is out makes no difference to those who are still in', () => {
    expect(lives([press(0, 900, key), press(1, 900, wrong)], [2, 2, 0])).toEqual([2, 1, 0])
    expect(lives([press(0, 900, wrong), press(1, 900, wrong)], [2, 2, 0])).toEqual([2, 2, 0])
  })
})

describe('a key that is put right', () => {
  test('makes its option the right answer of the question, and of a claim only its truth', () => {
    const choice = asked('choice')
    const other = (choice.key + 1) % 4
    expect(countedAs(choice, {})).toBe(choice)
    expect(countedAs(choice, { key: other })).toEqual({
      ...choice,
      key: other,
      item: item(1, { right: choice.options[other] ?? '' }),
    })
    const claim = { ...asked('truefalse'), key: 0 }
    expect(countedAs(claim, { key: 1 })).toEqual({ ...claim, key: 1 })
  })

  const round = asking([press(1, 900, key), press(2, 950, wrong)], { scoring: 'accuracy' })
  const counted = () => settle(round)[0]

  test('makes right what was wrong, and wrong what was right, and nothing else', () => {
    const settled = counted()
    const one = (who: number) => settled.outcomes.get(player(who))
    expect(corrected(round, settled, wrong)).toStrictEqual({
      ...settled,
      key: wrong,
      outcomes: new Map([
        [player(1), { ...one(1), right: false, points: 0 }],
        [player(2), { ...one(2), right: true, points: 100 }],
      ]),
    })
  })

  test('may be none: then the question counts for nobody', () => {
    const settled = counted()
    const none = { ...settled, voided: 'corrected' as const, outcomes: new Map() }
    expect(corrected(round, settled, -1)).toStrictEqual(none)
    expect(corrected(round, none, 0)).toBeUndefined()
    expect(corrected(round, none, -1)).toBeUndefined()
  })

  test('is refused where the question has no such option', () => {
    expect([-2, 4].map((one) => corrected(round, counted(), one))).toEqual([undefined, undefined])
  })

  test('is refused for a question that the game does not have', () => {
    expect(corrected(round, { ...counted(), question: 99 }, 0)).toBeUndefined()
    expect(corrected(round, { ...counted(), question: 99 }, -1)).toBeUndefined()
  })
})
