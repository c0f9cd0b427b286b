import { beforeEach, expect, test } from 'vitest'
import { againEvery } from '../src/again.ts'
import { type VirtualClock, virtualClock } from '../src/playground/clock.ts'

let clock: VirtualClock
let began: number
let times: number[]
let errors: unknown[]
beforeEach(() => {
  clock = virtualClock()
  began = clock.now()
  times = []
  errors = []
})

/** Lets what was begun get under way, then time pass. */
const pass = async (ms: number) => {
  await new Promise((resolve) => setImmediate(resolve))
  await clock.advance(ms)
}

/** Something that takes so long, every second; the second time it fails. */
const work = (takes = 0) =>
  againEvery(
    clock,
    1_000,
    async () => {
      times.push(clock.now() - began)
      if (takes > 0) await new Promise<void>((done) => void clock.after(takes, done))
      if (times.length === 2) throw new Error('the second')
    },
    (error) => errors.push(error),
  )

test('work is done at once and every second, though it failed', async () => {
  work().start()
  await pass(3_000)
  expect(times).toEqual([0, 1_000, 2_000, 3_000])
  expect(errors).toEqual([new Error('the second')])
})

test('it may begin later', async () => {
  work().start(300)
  await pass(1_500)
  expect(times).toEqual([300, 1_300])
})

test('the time counts from its end, so that it never runs twice at once', async () => {
  work(1_500).start()
  await pass(5_200)
  expect(times).toEqual([0, 2_500, 5_000])
})

test('it ends when it is stopped, before it began, between and in the midst of it', async () => {
  const never = work()
  never.start(500)
  never.stop()
  await pass(2_000)
  expect(times).toEqual([])
  const between = work()
  between.start()
  await pass(500)
  between.stop()
  between.start()
  await pass(5_000)
  expect(times).toHaveLength(1)
  const amidst = work(800)
  amidst.start()
  await pass(400)
  amidst.stop()
  await pass(5_000)
  expect(times).toHaveLength(2)
})
