import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAdmission } from '../../src/discord/admission.ts'

/** An admission with a clock, and what became of whoever entered at a time. */
function scene(most: number) {
  const admission = createAdmission(most)
  const begun: number[] = []
  const refused: number[] = []
  let now = 0
  return {
    begun,
    refused,
    at: (time: number) => {
      now = time
    },
    enter(at: number) {
      now = at
      void admission
        .enter(() => now - at)
        .then((begin) => {
          ;(begin ? begun : refused).push(at)
        })
    },
    async leave() {
      admission.leave()
      await Promise.resolve()
    },
  }
}

test('what comes beside too much waits for its turn, the oldest first', async () => {
  const { enter, leave, begun, refused } = scene(2)
  for (const at of [0, 1, 2, 3]) enter(at)
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  await leave()
  await leave()
  expect(begun).toEqual([0, 1, 2, 3])
  expect(refused).toEqual([])
})

test('once the oldest has waited long, the newest is first; what is too old is not begun', async () => {
  const { enter, leave, at, begun, refused } = scene(1)
  for (const time of [0, 100, 1_000, 2_150]) enter(time)
  await leave()
  expect(begun).toEqual([0, 2_150])
  at(2_601)
  await leave()
  expect(begun).toEqual([0, 2_150, 1_000])
  expect(refused).toEqual([100])
})

test('what is too old when it comes is not begun, and takes nobody’s place', async () => {
  const admission = createAdmission(1)
  expect(await admission.enter(() => 2_501)).toBe(false)
  expect(await admission.enter(() => 2_500)).toBe(true)
})

test('however they come and go: everybody is told once, and no more than so many are under way', async () => {
  const most = 3
  const steps = fc.array(fc.oneof(fc.constant('enter' as const), fc.constant('leave' as const)), {
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 900 }), async (all, pace) => {
      const { enter, leave, begun, refused } = scene(most)
      let left = 0
      let entered = 0
      for (const [step, kind] of all.entries()) {
        if (kind === 'enter') {
          entered += 1
          enter(step * pace)
        } else if (left < begun.length) {
          left += 1
          await leave()
        }
        await Promise.resolve()
        expect(begun.length - left).toBeLessThanOrEqual(most)
      }
      while (left < begun.length) {
        left += 1
        await leave()
      }
      expect(new Set([...begun, ...refused]).size).toBe(entered)
      expect(begun.length + refused.length).toBe(entered)
    }),
  )
})
