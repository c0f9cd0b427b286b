import { afterEach, beforeEach, expect, test } from 'vitest'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { createPlanStore } from '../../src/store/schedules.ts'
import { daily, type Plan, type PlanStore } from '../../src/trivia/schedule.ts'
import { createScheduler, type Scheduler } from '../../src/trivia/scheduler.ts'
import { settings } from './game.ts'

const minute = 60_000
const noon = Date.parse('2026-07-01T12:00:00Z')
const plan = (id: string, next: number, guild = 'g'): Plan => ({
  ...{ id, guild, next },
  channel: 'c',
  kind: 'game',
  settings: settings(),
  weekday: daily,
  minutes: 12 * 60 + 5,
  by: 'u',
})

let clock: VirtualClock
let database: Database
let store: PlanStore
let done: string[]
let running: Scheduler[]

beforeEach(async () => {
  clock = virtualClock(noon)
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  store = createPlanStore(database)
  done = []
  running = []
})
afterEach(async () => {
  for (const one of running) one.stop()
  await database.close()
})

function begin(hold: (plan: Plan) => Promise<void> = async () => {}): Scheduler {
  const scheduler = createScheduler({
    ...{ store, clock, now: clock.now },
    zone: async () => 'UTC',
    isOurs: (guild) => guild === 'g',
    async hold(due) {
      done.push(`held ${due.id}`)
      await hold(due)
    },
    async missed({ id }) {
      done.push(`missed ${id}`)
    },
    onError: (error) => done.push(String(error)),
  })
  running.push(scheduler)
  scheduler.start()
  return scheduler
}

async function pass(minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left -= 1) {
    await clock.advance(minute)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('of two processes one holds a plan, in its minute, and moves it to the next day', async () => {
  await store.add(plan('a', noon + 5 * minute), 1)
  begin()
  begin()
  await pass(4)
  expect(done).toEqual([])
  await pass(3)
  expect(done).toEqual(['held a'])
  expect((await store.of('g'))[0]?.next).toBe(noon + 5 * minute + 86_400_000)
})

test('a plan found late is held within a quarter of an hour, and missed after that', async () => {
  await store.add(plan('soon', noon - 14 * minute), 1)
  await store.add(plan('late', noon - 16 * minute), 1)
  begin()
  await pass(1)
  expect(done.toSorted()).toEqual(['held soon', 'missed late'])
})

test('a plan of a server that is not ours is left to whoever serves it', async () => {
  await store.add(plan('x', noon, 'other'), 1)
  begin()
  await pass(3)
  expect(done).toEqual([])
  expect((await store.of('other'))[0]?.next).toBe(noon)
})

test('what goes wrong with one plan keeps no other from being held', async () => {
  await store.add(plan('a', noon), 1)
  await store.add(plan('b', noon), 1)
  begin(async ({ id }) => {
    if (id === 'a') throw new Error('broken')
  })
  await pass(1)
  expect(done.toSorted()).toEqual(['Error: broken', 'held a', 'held b'])
})

test('nothing is held after a stop', async () => {
  await store.add(plan('a', noon + minute), 1)
  begin().stop()
  await pass(3)
  expect(done).toEqual([])
})
