import { beforeEach, expect, test } from 'vitest'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'
import { patiently } from '../../src/store/patience.ts'
import { StoreError, type StoreFault } from '../../src/store/store-error.ts'

let clock: VirtualClock
let began: number
let tries: number[]
let heard: string[]
let isOver: boolean
beforeEach(() => {
  clock = virtualClock()
  began = clock.now()
  tries = []
  heard = []
  isOver = false
})

/** Work that fails so until `ms` have passed. */
const failing = (fault: StoreFault | Error, ms: number) => async () => {
  tries.push(clock.now() - began)
  if (clock.now() - began >= ms) return 'done'
  throw fault instanceof Error ? fault : new StoreError(fault, new Error('why'))
}

async function outcome(work: () => Promise<string>): Promise<unknown> {
  const done = patiently(work, {
    clock,
    onAway: ({ fault }) => heard.push(fault),
    isOver: () => isOver,
  }).catch((error: unknown) => error)
  for (let second = 0; second < 60; second += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    await clock.advance(1_000)
  }
  return done
}

test('a store that comes back is waited for, with growing pauses, and that is said once', async () => {
  expect(await outcome(failing('unavailable', 6_000))).toBe('done')
  expect(tries).toEqual([0, 250, 750, 1_750, 3_750, 7_750])
  expect(heard).toEqual(['unavailable'])
})

test('so is a lock that is in the way', async () => {
  expect(await outcome(failing('busy', 300))).toBe('done')
})

test('a store that does not come back is given up within half a minute, with its own words', async () => {
  expect(await outcome(failing('unavailable', 1e9))).toBeInstanceOf(StoreError)
  expect(tries.at(-1)).toBeGreaterThan(20_000)
  expect(tries.at(-1)).toBeLessThanOrEqual(30_000)
})

test('what waiting does not help is not tried again', async () => {
  for (const fault of ['unique', 'full', 'read-only', new Error('a bug')] as const) {
    tries = []
    expect(await outcome(failing(fault, 1e9))).toBeInstanceOf(Error)
    expect(tries).toHaveLength(1)
  }
  expect(heard).toEqual([])
})

test('nothing is tried once nobody waits for it any more', async () => {
  const work = failing('unavailable', 1e9)
  const done = outcome(() => {
    isOver = tries.length === 2
    return work()
  })
  expect(await done).toBeInstanceOf(StoreError)
  expect(tries).toHaveLength(3)
})
