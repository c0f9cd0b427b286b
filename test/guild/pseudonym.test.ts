import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pseudonymOf } from '../../src/guild/pseudonym.ts'

const day = 86_400_000n
const dayOf = (id: string) => (BigInt(id) >> 22n) / day
const bits = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })

test('a made-up id is of the same day as the real one, and an id like any other', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 2n ** 55n, max: 2n ** 63n - 1n }), bits, (id, random) => {
      const alias = pseudonymOf(String(id), random)
      expect(dayOf(alias)).toBe(dayOf(String(id)))
      expect(alias).toMatch(/^\d{15,20}$/)
    }),
  )
})

test('it tells nothing else of the real one', () => {
  const start = (2_000n * day) << 22n
  fc.assert(
    fc.property(bits, bits, (within, random) => {
      const id = start + (within % (day << 22n))
      expect(pseudonymOf(String(id), random)).toBe(pseudonymOf(String(start), random))
    }),
  )
})
