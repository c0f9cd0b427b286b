import v8 from 'node:v8'
import vm from 'node:vm'
import { expect, test } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import { createLease, leaseLife } from '../../src/shards/lease.ts'

const week = 7 * 86_400_000

/** A clock for one timer at a time: it fires as soon as nothing else is to be done. */
function hastyClock() {
  let at = 0
  let next: { due: number; run: () => void } | undefined
  const clock: Clock = {
    now: () => at,
    after(ms, run) {
      const mine = { due: at + ms, run }
      next = mine
      return () => {
        if (next === mine) next = undefined
      }
    },
  }
  return {
    clock,
    async fire(): Promise<void> {
      const { due, run } = next ?? { due: at, run: () => {} }
      next = undefined
      at = due
      run()
      for (let turn = 0; turn < 10; turn += 1) await undefined
    },
  }
}

function heap(): number {
  v8.setFlagsFromString('--expose-gc')
  ;(vm.runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed / 1e6
}

test('shards that are kept for a week are renewed in time, every time, and nothing is left of that', async () => {
  const { clock, fire } = hastyClock()
  let [renewed, longest, last] = [0, 0, 0]
  const lease = createLease({
    store: {
      take: async () => ({ kind: 'taken', answered: [] }),
      async renew() {
        renewed += 1
        longest = Math.max(longest, clock.now() - last)
        last = clock.now()
        return 'kept'
      },
      wish: async () => {},
      release: async () => {},
    },
    ...{ owner: 'a', span: { first: 0, last: 0, total: 1 }, clock, replace: false },
    hints: { tell() {}, hear() {} },
    onError: (error) => expect(error).toBeUndefined(),
  })
  let kept = 0
  const lost = () => expect.fail('it is nobody else’s')
  lease.keep({
    onWanted: lost,
    onLost: lost,
    onKept() {
      kept += 1
    },
  })
  while (clock.now() < 3_600_000) await fire()
  const before = heap()
  while (clock.now() < week) await fire()
  expect(lease.isSure()).toBe(true)
  expect(kept).toBe(renewed)
  expect(longest).toBeLessThan(leaseLife / 2)
  expect(renewed).toBeGreaterThan(week / leaseLife)
  expect(heap() - before).toBeLessThan(2)
  await lease.release([])
})
