import { expect, test } from 'vitest'
import { ended, isFinal, noEnds, pauseAfter } from '../../src/shards/restarts.ts'

test('each failure in a row doubles the pause, from one second up to five minutes', () => {
  let ends = noEnds
  const pauses = [pauseAfter(ends)]
  for (let end = 0; end < 11; end += 1) {
    ends = ended(ends, 59_999)
    pauses.push(pauseAfter(ends))
  }
  const seconds = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
  expect(pauses).toEqual(seconds.map((one) => one * 1_000))
})

test('a process that served for a minute starts again at once', () => {
  expect(pauseAfter(ended(ended(noEnds, 0), 60_000))).toBe(0)
})

test('wrong usage, wrong settings and a damaged database end it for good, and nothing else does', () => {
  const codes = [null, 0, 1, 2, 76, 77, 78, 79, 137]
  expect(codes.filter(isFinal)).toEqual([2, 77, 78])
})
