import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from '../src/clock.ts'

const day = 86_400_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test.each([0, 1, 24, 25, 60, 400])(
  'a timer of %i days fires then, once, and not before',
  (days) => {
    const run = vi.fn()
    systemClock.after(days * day + 10, run)
    vi.advanceTimersByTime(days * day + 9)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(run).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(400 * day)
    expect(run).toHaveBeenCalledTimes(1)
  },
)

test('a long timer can be stopped at any time', () => {
  const run = vi.fn()
  const cancel = systemClock.after(60 * day, run)
  vi.advanceTimersByTime(50 * day)
  cancel()
  vi.advanceTimersByTime(50 * day)
  expect(run).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})
