import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAdmission } from '../../src/discord/admission.ts'

/** An admission with a clock, and what became of whoever entered at a time. */
function scene(most: number, mostWaiting?: number) {
  const admission = createAdmission(most, mostWaiting)
  const begun: number[] = []
  const refused: number[] = []
  let now = 0
  return {
    begun,
    refused,
    at: (time: number) => {
      now = time
    },
    async enter(at: number, lane = 'a') {
      now = at
      void admission
        .enter(lane, () => now - at)
        .then((begin) => {
          ;(begin ? begun : refused).push(at)
        })
      await Promise.resolve()
    },
    async leave() {
      admission.leave()
      await Promise.resolve()
    },
  }
}

test('what comes beside too much waits for its turn, the oldest first', async () => {
  const { enter, leave, begun, refused } = scene(2)
  for (const at of [0, 1, 2, 3]) await enter(at)
  expect(begun).toEqual([0, 1])
  await leave()
  await leave()
  expect(begun).toEqual([0, 1, 2, 3])
  expect(refused).toEqual([])
})

test('once the oldest has waited long, the newest is first; what is too old is not begun', async () => {
  const { enter, leave, at, begun, refused } = scene(1)
  for (const time of [0, 100, 1_000, 2_150]) await enter(time)
  await leave()
  expect(begun).toEqual([0, 2_150])
  at(2_601)
  await leave()
  expect(begun).toEqual([0, 2_150, 1_000])
  expect(refused).toEqual([100])
})

test('what is too old when it comes is not begun, and takes nobody’s place', async () => {
  const admission = createAdmission(1)
  expect(await admission.enter('a', () => 2_501)).toBe(false)
  expect(await admission.enter('a', () => 2_500)).toBe(true)
})

test('lanes take turns: a flood in one does not hold up another', async () => {
  const { enter, leave, begun } = scene(1)
  for (const at of [0, 1, 2, 3]) await enter(at, 'flood')
  await enter(4, 'quiet')
  await enter(5, 'calm')
  for (let at = 0; at < 4; at += 1) await leave()
  expect(begun).toEqual([0, 1, 4, 5, 2])
})

test('so many wait at most: the oldest of the longest lane gives way', async () => {
  const { enter, leave, begun, refused } = scene(1, 3)
  await enter(0)
  await enter(1, 'quiet')
  for (const at of [2, 3, 4]) await enter(at, 'flood')
  expect(refused).toEqual([2])
  for (let at = 0; at < 3; at += 1) await leave()
  expect(begun.toSorted()).toEqual([0, 1, 3, 4])
})

test('however they come and go: everybody is told once, and no more than so many are under way', async () => {
  const most = 3
  const step = fc.oneof(
    fc.record({ lane: fc.constantFrom('a', 'b', 'c') }),
    fc.constant('leave' as const),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 900 }),
      async (steps, pace) => {
        const { enter, leave, begun, refused } = scene(most, 10)
        let left = 0
        let entered = 0
        const leaveOne = async () => {
          left += 1
          await leave()
        }
        for (const [at, one] of steps.entries()) {
          if (one !== 'leave') {
            entered += 1
            await enter(at * pace, one.lane)
          } else if (left < begun.length) await leaveOne()
          expect(begun.length - left).toBeLessThanOrEqual(most)
        }
        while (left < begun.length) await leaveOne()
        expect(new Set([...begun, ...refused]).size).toBe(entered)
        expect(begun.length + refused.length).toBe(entered)
      },
    ),
  )
})
