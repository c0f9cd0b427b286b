import { afterEach, beforeEach, expect, test } from 'vitest'
import { createChallengeStore } from '../../src/store/challenges.ts'
import type { Database } from '../../src/store/database.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { createRecords } from '../../src/store/scores.ts'
import type { Challenge, Turn } from '../../src/trivia/challenge.ts'
import type { ChallengeScore } from '../../src/trivia/challenge-ranked.ts'
import type { ChallengeStore } from '../../src/trivia/challenge-store.ts'
import { drawQuestions } from '../../src/trivia/draw.ts'
import { pool, settings } from '../trivia/game.ts'
import { onEveryEngine } from './engines.ts'

const chosen = settings({ questions: 3 })
const challenge = (id: string, channel: string, guild = 'g'): Challenge => ({
  ...{ id, guild, channel, host: 'h', at: 1, closes: 1_000, settings: chosen, seed: 's' },
  questions: drawQuestions(pool(9), chosen, 'seed', new Map()),
})
const turn = (player: string, question: number, starts = 10): Turn => ({
  ...{ player, question, starts, at: 0, choice: -1, said: '', tries: 0 },
})

onEveryEngine((newPlace) => {
  let database: Database
  let store: ChallengeStore
  const one = challenge('one', 'c1')
  beforeEach(async () => {
    database = await (await newPlace()).open()
    store = createChallengeStore(database)
    await store.open(one, 2_000)
  })
  afterEach(() => database.close())

  test('a challenge is found in its own guild, as it was opened', async () => {
    await store.shown('one', 'm')
    expect(await store.find('g', 'one')).toEqual({ ...one, message: 'm', closed: false })
    expect(await store.find('other', 'one')).toBeUndefined()
  })

  test('a channel has one at a time, and another once it is closed', async () => {
    expect(await store.open(challenge('two', 'c1'), 3_000)).toBe(false)
    expect(await store.open(challenge('three', 'c2'), 3_000)).toBe(true)
    expect((await store.openIn('g')).map(({ id }) => id).toSorted()).toEqual(['one', 'three'])
    await store.close('one')
    expect(await store.open(challenge('two', 'c1'), 3_000)).toBe(true)
  })

  test('those that are over are listed, the latest first, without one that nobody saw', async () => {
    await store.shown('one', 'm1')
    await store.open({ ...challenge('two', 'c2'), closes: 2_000 }, 3_000)
    await store.shown('two', 'm2')
    await store.open(challenge('unseen', 'c3'), 3_000)
    await store.open(challenge('other', 'c4', 'other'), 3_000)
    await store.shown('other', 'm4')
    expect(await store.past('g', 9)).toEqual([])
    for (const id of ['one', 'two', 'unseen', 'other']) await store.close(id)
    expect((await store.past('g', 9)).map(({ id }) => id)).toEqual(['two', 'one'])
    expect((await store.past('g', 1)).map(({ id }) => id)).toEqual(['two'])
  })

  test('what it came to is kept once, and summed on the board of challenges, without those who hide', async () => {
    const score = (player: string, points: number, more: Partial<ChallengeScore> = {}) => ({
      ...{ player, points, rank: 1, right: 2, seen: 3, time: 1, won: points > 200, ...more },
    })
    const scores = [score('p', 300), score('q', 200), score('r', 100, { unranked: 'insider' })]
    await store.settle(one, scores)
    await store.settle(one, [score('p', 999)])
    expect((await store.find('g', 'one'))?.closed).toBe(true)
    expect(Object.fromEntries(await store.points('one'))).toEqual({ p: 300, q: 200, r: 100 })
    const two = { ...challenge('two', 'c1'), closes: 5_000 }
    await store.open(two, 6_000)
    await store.settle(two, [score('p', 100), score('h', 900)])
    const records = createRecords(database)
    await records.setHidden('g', 'h', true)
    const board = async (guild: string, from: number) =>
      (await records.challengeBoard(guild, from)).toSorted((a, b) => b.points - a.points)
    const line = { games: 1, wins: 1, right: 2, questions: 3 }
    expect(await board('g', 0)).toEqual([
      { player: 'p', points: 400, games: 2, wins: 1, right: 4, questions: 6 },
      { ...line, player: 'q', points: 200, wins: 0 },
    ])
    expect(await board('g', 1_001)).toEqual([{ ...line, player: 'p', points: 100, wins: 0 }])
    expect(await board('other', 0)).toEqual([])
  })

  test('its questions count as asked, so that games ask others', async () => {
    const history = await createRoundStore(database, () => undefined).history('g')
    expect([...history.keys()].toSorted()).toEqual(
      one.questions.map(({ item }) => item.id).toSorted(),
    )
    expect(await store.open(challenge('two', 'c1'), 3_000)).toBe(false)
    const after = await createRoundStore(database, () => undefined).history('g')
    expect(after).toEqual(history)
  })

  test('a clock is started once, however often it is pressed', async () => {
    const begun = await Promise.all(
      Array.from({ length: 10 }, (_, at) => store.begin(one, turn('p', 0, 10 + at))),
    )
    expect(new Set(begun.map(({ starts }) => starts)).size).toBe(1)
    expect(await store.turns('one', 'p')).toEqual([begun[0]])
  })

  test('of ten answers at once one is kept', async () => {
    await store.begin(one, turn('p', 0))
    await store.almost('one', 'p', 0)
    const answers = Array.from({ length: 10 }, (_, at) => ({
      at: 20 + at,
      choice: at % 4,
      said: '',
    }))
    const kept = await Promise.all(answers.map((given) => store.answer('one', 'p', 0, given)))
    expect(kept.filter(Boolean)).toHaveLength(1)
    const given = answers[kept.indexOf(true)]
    expect(await store.turns('one')).toEqual([{ ...turn('p', 0), tries: 1, ...given }])
    await store.almost('one', 'p', 0)
    expect((await store.turns('one'))[0]?.tries).toBe(1)
  })

  test('what is to be settled is known, how many play, and an early end', async () => {
    for (const [player, question] of [
      ['a', 0],
      ['a', 1],
      ['a', 2],
      ['b', 0],
    ] as const)
      await store.begin(one, turn(player, question))
    expect(await store.progress(one)).toEqual({ begun: 2, finished: 1 })
    expect(await store.due(1_999)).toEqual([])
    expect(await store.soonest(0)).toBe(2_000)
    await store.shorten('one', 500, 600)
    expect((await store.due(600)).map(({ id, closes }) => [id, closes])).toEqual([['one', 500]])
    await store.close('one')
    expect(await store.due(9_999)).toEqual([])
    expect(await store.soonest(0)).toBeUndefined()
  })
})
