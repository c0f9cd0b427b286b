import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInvalidRequests, isInvalid } from '../../src/discord/invalid-requests.ts'

const start = 1_790_000_000_000
const tenMinutes = 600_000

test('what Discord counts towards a ban is counted, and nothing else', () => {
  const counted = [200, 204, 400, 401, 403, 404, 429, 500].filter((one) => isInvalid(one, null))
  expect(counted).toEqual([401, 403, 429])
  expect(['user', 'global', 'shared'].filter((scope) => isInvalid(429, scope))).toEqual([
    'user',
    'global',
  ])
})

test('a refusal counts for ten minutes at least, and not ten seconds longer', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 200 }), (steps) => {
      const invalid = createInvalidRequests()
      const times: number[] = []
      let now = start
      for (const step of steps) {
        now += step
        invalid.note(403, null, now)
        times.push(now)
        const since = (ms: number) => times.filter((at) => at > now - ms).length
        const count = invalid.count(now)
        expect(count).toBeGreaterThanOrEqual(since(tenMinutes))
        expect(count).toBeLessThanOrEqual(since(tenMinutes + 10_001))
      }
      expect(invalid.count(now + tenMinutes + 10_000)).toBe(0)
    }),
  )
})
