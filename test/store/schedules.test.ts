import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { createPlanStore } from '../../src/store/schedules.ts'
import type { Plan, PlanStore } from '../../src/trivia/schedule.ts'
import { settings } from '../trivia/game.ts'
import { onEveryEngine } from './engines.ts'

const plan = (id: string, next: number, guild = 'g'): Plan => ({
  ...{ id, guild, next },
  channel: 'c',
  kind: 'game',
  settings: settings({ questions: 5 }),
  weekday: 2,
  minutes: 1_110,
  by: 'u',
})

onEveryEngine((newPlace) => {
  let database: Database
  let store: PlanStore
  beforeEach(async () => {
    database = await (await newPlace()).open()
    store = createPlanStore(database)
    for (const one of [plan('b', 2_000), plan('a', 1_000), plan('x', 1_500, 'other')])
      await store.add(one, 1)
  })
  afterEach(() => database.close())

  test('a guild has its own plans, the next first, as they were made', async () => {
    expect(await store.of('g')).toEqual([plan('a', 1_000), plan('b', 2_000)])
  })

  test('what is due is known, and when the next will be', async () => {
    expect((await store.due(1_500)).map(({ id }) => id)).toEqual(['a', 'x'])
    expect(await store.soonest(1_500)).toBe(2_000)
    expect(await store.soonest(2_000)).toBeUndefined()
  })

  test('of ten that want to hold a plan one may', async () => {
    const moved = await Promise.all(Array.from({ length: 10 }, () => store.move('a', 1_000, 9_000)))
    expect(moved.filter(Boolean)).toHaveLength(1)
    expect((await store.of('g'))[1]?.next).toBe(9_000)
  })

  test('a plan is removed by its own guild only', async () => {
    expect(await store.remove('other', 'a')).toBe(false)
    expect(await store.remove('g', 'a')).toBe(true)
    expect(await store.remove('g', 'a')).toBe(false)
    expect(await store.move('a', 1_000, 2_000)).toBe(false)
  })
})
