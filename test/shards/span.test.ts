import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  divided,
  isIn,
  parseSpan,
  shardOf,
  shardsOf,
  shareOf,
  spanText,
} from '../../src/shards/span.ts'

test('shards are written as a range of a total, or as one', () => {
  expect(parseSpan('0-3/16')).toEqual({ first: 0, last: 3, total: 16 })
  expect(parseSpan(' 5/16 ')).toEqual({ first: 5, last: 5, total: 16 })
  for (const wrong of ['', '4', '3-1/4', '0-4/4', '0/0', '-1/2', '0-1/99999', 'a/b', '0-1/2/3'])
    expect(parseSpan(wrong)).toBeUndefined()
})

test('no more shards are read than anyone has', () => {
  expect(parseSpan('0-16383/16384')).toEqual({ first: 0, last: 16_383, total: 16_384 })
  expect(parseSpan('0/16385')).toBeUndefined()
})

test('one shard is written without a range', () => {
  expect(spanText({ first: 5, last: 5, total: 16 })).toBe('5/16')
  expect(spanText({ first: 4, last: 5, total: 16 })).toBe('4-5/16')
})

test('a guild has the shard that Discord gives it', () => {
  // docs: shard_id = (guild_id >> 22) % num_shards
  expect(shardOf('197038439483310086', 16)).toBe(Number((197038439483310086n >> 22n) % 16n))
  expect(shardOf('197038439483310086', 1)).toBe(0)
})

const layout = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 }))

test('any division serves every shard once, evenly', () => {
  fc.assert(
    fc.property(layout, ([total, processes]) => {
      const spans = divided(total, processes)
      expect(spans.flatMap(shardsOf)).toEqual(Array.from({ length: total }, (_, at) => at))
      const sizes = spans.map((span) => shardsOf(span).length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      for (const span of spans) expect(parseSpan(spanText(span))).toEqual(span)
    }),
  )
})

test('any guild is served by just one of the processes', () => {
  fc.assert(
    fc.property(layout, fc.bigInt({ min: 0n, max: 2n ** 63n }), ([total, processes], guild) => {
      const serving = divided(total, processes).filter((span) => isIn(span, String(guild)))
      expect(serving).toHaveLength(1)
    }),
  )
})

test('a process has its shards’ share of a limit, whole and never nothing', () => {
  const shares = [shareOf({ first: 0, last: 3, total: 16 }, 50)]
  shares.push(
    shareOf({ first: 2, last: 2, total: 16 }, 50),
    shareOf({ first: 0, last: 0, total: 99 }, 50),
  )
  expect(shares).toEqual([12, 3, 1])
})

test('the shares of a limit never add up to more, as long as each process gets a whole one', () => {
  fc.assert(
    fc.property(layout, ([total, processes]) => {
      const spans = divided(total, Math.min(processes, 25))
      const sum = spans.reduce((all, span) => all + shareOf(span, 50), 0)
      expect(sum).toBeLessThanOrEqual(50)
    }),
  )
})
