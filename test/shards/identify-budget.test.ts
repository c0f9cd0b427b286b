import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Identify, mayIdentify } from '../../src/shards/identify-budget.ts'

const start = 1_790_000_000_000
const minute = 60_000
const day = 86_400_000
const limit = { total: 1_000, remaining: 1_000, resetAfter: day }
const at = (times: readonly number[], shard = 0): Identify[] =>
  times.map((time) => ({ shard, at: time }))

/** Starts shard 0 again and again until `until`, each start dying after `life` of it; when it identified, and when it was refused. */
function loop(life: () => number, until: number) {
  const times: number[] = []
  for (let now = start; now < until; ) {
    const may = mayIdentify(at(times), 0, now, limit)
    if (may.kind === 'no') return { times, refused: now, until: may.until }
    now += may.wait
    times.push(Math.round(now))
    now = Math.round(now) + life()
  }
  return { times, refused: undefined, until: undefined }
}

const mostWithin = (times: readonly number[], span: number) =>
  Math.max(...times.map((from) => times.filter((one) => one >= from && one < from + span).length))

describe('a shard that starts', () => {
  test('waits for nothing the first time, and the second', () => {
    expect(mayIdentify([], 0, start, limit)).toEqual({ kind: 'yes', wait: 0, quick: 0, used: 0 })
    expect(mayIdentify(at([start - 1]), 0, start, limit)).toMatchObject({ wait: 0, quick: 1 })
  })

  test('waits twice as long after each quick start, up to three minutes', () => {
    // Times that end in 000 have half of the pause.
    const times = [start]
    const waits: number[] = []
    for (let more = 0; more < 12; more += 1) {
      const last = times.at(-1) ?? start
      const may = mayIdentify(at(times), 0, last, limit)
      if (may.kind === 'no') throw new Error('refused')
      waits.push(may.wait)
      times.push(Math.ceil((last + may.wait) / 1_000) * 1_000)
    }
    expect(waits).toEqual([
      ...[0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 90_000, 90_000, 90_000],
    ])
  })

  test('waits no longer because it is asked again, and not at all once the pause is over', () => {
    const times = at([start - 5_000, start - 4_000, start - 1_000])
    const first = mayIdentify(times, 0, start, limit)
    const later = mayIdentify(times, 0, start + 100, limit)
    if (first.kind === 'no' || later.kind === 'no') throw new Error('refused')
    expect(later.wait).toBe(Math.max(0, first.wait - 100))
    expect(mayIdentify(times, 0, start + 5_000, limit)).toMatchObject({ wait: 0 })
  })

  test('does not wait for what other shards did', () => {
    const others = Array.from({ length: 30 }, (_, shard) => ({ shard: shard + 1, at: start - 100 }))
    expect(mayIdentify(others, 0, start, limit)).toMatchObject({ wait: 0, used: 30 })
  })

  test('does not wait after a long quiet life', () => {
    const times = Array.from(
      { length: 10 },
      (_, one) => start - 20 * minute - one * 1_000,
    ).toReversed()
    expect(mayIdentify(at(times), 0, start, limit)).toMatchObject({ wait: 0, quick: 0 })
  })
})

describe('a crash loop', () => {
  test('identifies at most 20 times in any ten minutes, however it dies', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40_000 }), { minLength: 1, maxLength: 30 }), (lives) => {
        let turn = 0
        const life = () => lives[turn++ % lives.length] ?? 0
        const { times } = loop(life, start + 60 * minute)
        expect(mostWithin(times, 10 * minute)).toBeLessThanOrEqual(20)
      }),
      { numRuns: 200 },
    )
  })

  test('never reaches the limit of a day, whatever its pace', () => {
    for (const life of [0, 1_000, 10_000, minute, 5 * minute, 12.9 * minute, 13.1 * minute]) {
      const { times } = loop(() => life, start + 3 * day)
      expect(mostWithin(times, day), `${life} ms`).toBeLessThanOrEqual(800)
    }
  })
})

describe('the budget of a day', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, shard) => ({ shard, at: start - 3_600_000 + shard }))

  test('is used up to four fifths, by whichever shards, and then it is said until when', () => {
    expect(mayIdentify(many(799), 5_000, start, limit)).toMatchObject({ kind: 'yes', used: 799 })
    expect(mayIdentify(many(800), 5_000, start, limit)).toEqual({
      ...{ kind: 'no', used: 800 },
      until: start - 3_600_000 + day,
    })
    const until = start - 3_600_000 + day
    expect(mayIdentify(many(800), 5_000, until, limit).kind).toBe('yes')
  })

  test('knows from Discord what it did not see itself', () => {
    const told = { total: 1_000, remaining: 150, resetAfter: 7_000 }
    expect(mayIdentify([], 0, start, told)).toEqual({ kind: 'no', used: 850, until: start + 7_000 })
    expect(mayIdentify([], 0, start, { ...told, remaining: 400 })).toMatchObject({ used: 600 })
  })

  test('is as large as Discord says', () => {
    expect(
      mayIdentify(many(900), 0, start, { ...limit, total: 2_000, remaining: 2_000 }).kind,
    ).toBe('yes')
  })
})
