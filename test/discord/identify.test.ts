import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sharedThrottle } from '../../src/discord/identify.ts'
import type { IdentifyTurns } from '../../src/shards/identify-turns.ts'

const signal = new AbortController().signal
const manager = {
  fetchGatewayInformation: async () => ({ session_start_limit: { max_concurrency: 16 } }),
} as unknown as Parameters<ReturnType<typeof sharedThrottle>>[0]

/** Turns that are free once they were used and their gap is over. */
function turnsOf(): IdentifyTurns & { taken: number[] } {
  let nextAt = 0
  const taken: number[] = []
  return {
    taken,
    async take(key) {
      const wait = nextAt - performance.now()
      if (wait > 0) return wait
      taken.push(key)
      nextAt = Number.POSITIVE_INFINITY
      return 0
    },
    async begun(_key, apart) {
      nextAt = performance.now() + apart
    },
  }
}

test('the gap between two sessions counts from when the first was begun, however long that took after its turn', async () => {
  const turns = turnsOf()
  const throttle = await sharedThrottle(turns, 100, () => {})(manager)
  await throttle.waitForIdentify(3, signal)
  const second = throttle.waitForIdentify(19, signal).then(() => performance.now())
  await sleep(700)
  const begun = performance.now()
  throttle.begun?.(3)
  expect((await second) - begun).toBeGreaterThanOrEqual(99)
  expect(turns.taken).toEqual([3, 3])
})

test('whoever waits for a turn stops when its socket is gone', async () => {
  const turns = turnsOf()
  const throttle = await sharedThrottle(turns, 100, () => {})(manager)
  await throttle.waitForIdentify(0, signal)
  const gone = new AbortController()
  const waiting = throttle.waitForIdentify(16, gone.signal)
  gone.abort(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
  expect(turns.taken).toHaveLength(1)
})

test('a turn that comes when its socket is gone is given back', async () => {
  const turns = turnsOf()
  const gone = new AbortController()
  const late: IdentifyTurns = {
    ...turns,
    async take(key) {
      const wait = await turns.take(key)
      gone.abort(new Error('gone'))
      return wait
    },
  }
  const throttle = await sharedThrottle(late, 5_000, () => {})(manager)
  await expect(throttle.waitForIdentify(0, gone.signal)).rejects.toThrow('gone')
  expect(await turns.take(0)).toBe(0)
})

test('while the turns cannot be had, a process takes its own', async () => {
  const errors: unknown[] = []
  const fails = async () => {
    throw new Error('away')
  }
  const throttle = await sharedThrottle({ take: fails, begun: fails }, 100, (error) => {
    errors.push(error)
  })(manager)
  await throttle.waitForIdentify(0, signal)
  throttle.begun?.(0)
  await sleep(0)
  expect(errors).toHaveLength(2)
})
