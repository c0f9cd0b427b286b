import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAge } from '../../src/discord/age.ts'

test('what waits is as old as it has waited, whatever this machine’s clock says', () => {
  const offsets = fc.integer({ min: -7_200_000, max: 7_200_000 })
  const waits = fc.array(fc.nat(10_000), { maxLength: 50 })
  fc.assert(
    fc.property(offsets, waits, (offset, all) => {
      const age = createAge()
      age(0, offset + 40)
      for (const [at, wait] of all.entries()) {
        const created = at * 100
        expect(age(created, created + offset + 40 + wait)).toBe(wait)
      }
    }),
  )
})

test('a clock that drifts is followed', () => {
  const age = createAge()
  age(0, 0)
  expect(age(1_000, 1_000)).toBe(0)
  for (let at = 0; at <= 40; at += 1) age(at * 60_000, at * 60_000 + at * 100)
  expect(age(2_460_000, 2_460_000 + 4_100)).toBeLessThan(2_200)
})
