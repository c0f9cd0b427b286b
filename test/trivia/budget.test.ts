import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { virtualClock } from '../../src/playground/clock.ts'
import { createBudget, type Purpose } from '../../src/trivia/budget.ts'

test('as many as allowed go at once, the others when a second is over', async () => {
  const clock = virtualClock(0)
  const { turn } = createBudget(clock, 2)
  const gone: number[] = []
  for (let at = 0; at < 5; at++) void turn('reveal').then(() => gone.push(clock.now()))
  await setImmediate()
  await clock.advance(5_000)
  expect(gone).toEqual([0, 0, 1_150, 1_150, 2_300])
})

test('questions go before reveals, and reveals before counts, each in the order they came', async () => {
  const clock = virtualClock(0)
  const { turn } = createBudget(clock, 1)
  const gone: string[] = []
  await turn('count')
  for (const name of ['count a', 'reveal a', 'question a', 'count b', 'question b'])
    void turn(name.split(' ')[0] as Purpose).then(() => gone.push(name))
  await clock.advance(10_000)
  expect(gone).toEqual(['question a', 'question b', 'reveal a', 'count a', 'count b'])
})

test('whatever is asked for when: never more than allowed in any second, and everything in the end', async () => {
  const wishes = fc.array(
    fc.record({
      after: fc.nat({ max: 700 }),
      what: fc.constantFrom<Purpose>('question', 'reveal', 'count'),
    }),
    { maxLength: 60 },
  )
  await fc.assert(
    fc.asyncProperty(wishes, fc.integer({ min: 1, max: 7 }), async (all, most) => {
      const clock = virtualClock(0)
      const { turn } = createBudget(clock, most)
      const gone: number[] = []
      for (const { after, what } of all) {
        await clock.advance(after)
        void turn(what).then(() => gone.push(clock.now()))
        await setImmediate()
      }
      await clock.advance(120_000)
      expect(gone).toHaveLength(all.length)
      for (const from of gone)
        expect(gone.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(
          most,
        )
    }),
    { numRuns: 100 },
  )
})

test('once it is closed nothing goes any more', async () => {
  const clock = virtualClock(0)
  const { turn, close } = createBudget(clock, 1)
  let gone = 0
  await turn('count')
  void turn('question').then(() => (gone += 1))
  close()
  await clock.advance(5_000)
  expect(gone).toBe(0)
})
