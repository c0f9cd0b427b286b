import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBuckets, createPacer, paces } from '../../src/guild/pace.ts'

const pace = { burst: 3, every: 1_000 }
const asking = (at: number, person = 'ana', guild = 'g') => ({ guild, person, at })

test('a bucket gives its burst at once, then one after each interval', () => {
  const { take } = createBuckets()
  const given = [0, 0, 0, 0, 999, 1_000, 1_500, 2_000].map((at) => take('ana', at, pace))
  expect(given).toEqual([0, 0, 0, 1_000, 1, 0, 500, 0])
  expect(take('ben', 2_000, pace)).toBe(0)
})

test('after a rest the whole burst is there again, and not more', () => {
  const { take } = createBuckets()
  for (let times = 0; times < 3; times++) take('ana', 0, pace)
  expect([1, 2, 3, 4].map(() => take('ana', 60_000, pace) === 0)).toEqual([true, true, true, false])
})

test('however people ask: never more than the burst and one for each interval, and who waits as told is let in', () => {
  const steps = fc.array(fc.nat({ max: 3_000 }), { minLength: 1, maxLength: 80 })
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 6 }),
      fc.nat({ max: 2_000 }),
      (gaps, burst, every) => {
        const { take } = createBuckets()
        const taken: number[] = []
        let at = 0
        for (const gap of gaps) {
          at += gap
          const wait = take('ana', at, { burst, every })
          if (wait === 0) taken.push(at)
          else if (gap % 2 === 0) {
            at += wait
            expect(take('ana', at, { burst, every })).toBe(0)
            taken.push(at)
          }
        }
        for (const [first, from] of taken.entries())
          for (const [more, to] of taken.slice(first).entries())
            expect(more + 1).toBeLessThanOrEqual(
              burst + (every === 0 ? more + 1 : (to - from) / every),
            )
      },
    ),
  )
})

test('no more buckets are kept than allowed: the longest unused is forgotten', () => {
  const { take } = createBuckets(2)
  for (const person of ['ana', 'ana', 'ana', 'ben', 'cleo']) take(person, 0, pace)
  expect(take('ana', 0, pace)).toBe(0)
  expect(take('ana', 0, pace)).toBe(0)
})

test('who has asked of late is remembered, even where many others have asked before', () => {
  const { take } = createBuckets(2)
  const once = { burst: 1, every: 1_000 }
  for (const [at, person] of ['ana', 'ben'].entries()) take(person, at, once)
  expect(take('ana', 10, once)).toBe(990)
  expect([take('ana', 1_000, once), take('cleo', 1_000, once)]).toEqual([0, 0])
  expect(take('ana', 1_000, once)).toBe(1_000)
})

test('no more than 20,000 are remembered: who was told longest ago is told anew', () => {
  const many = { burst: 1_000_000, every: 0 }
  const once = { burst: 1, every: 1_000_000 }
  const { ask } = createPacer({ ...paces, person: { usual: once, slow: once }, guild: many })
  const twice = (person: string) => [
    ask(asking(0, person), 'usual'),
    ask(asking(0, person), 'usual'),
  ]
  twice('ana')
  for (let other = 1; other < 20_000; other += 1) twice(`p${other}`)
  expect(ask(asking(0), 'usual')).toEqual({ wait: 1_000_000, told: true })
  twice('the last')
  expect(twice('ana')).toEqual([
    { wait: 0, told: false },
    { wait: 1_000_000, told: false },
  ])
})

test('who waited as told and finds the server busy again is told again', () => {
  const { ask } = createPacer({ ...paces, guild: { burst: 1, every: 100 } })
  const off = (at: number, person: string) => ask(asking(at, person), 'off')
  expect([off(0, 'ana'), off(0, 'ben'), off(100, 'cleo'), off(100, 'ben')]).toEqual([
    { wait: 0, told: false },
    { wait: 100, told: false },
    { wait: 0, told: false },
    { wait: 100, told: false },
  ])
})

test('whoever asks too fast is told once until they may ask again', () => {
  const { ask } = createPacer()
  for (let times = 0; times < 5; times++) expect(ask(asking(0), 'usual').wait).toBe(0)
  expect(ask(asking(10), 'usual')).toEqual({ wait: 2_990, told: false })
  expect(ask(asking(20), 'usual')).toEqual({ wait: 2_980, told: true })
  expect(ask(asking(20, 'ben'), 'usual').wait).toBe(0)
  expect(ask(asking(3_000), 'usual').wait).toBe(0)
  expect(ask(asking(3_001), 'usual').told).toBe(false)
})

test('a slow server lets fewer through, and one without a cooldown all of one person’s, up to the server’s own limit', () => {
  const { ask } = createPacer()
  const count = (guild: string, cooldown: 'slow' | 'off') =>
    Array.from({ length: 40 }, () => ask(asking(0, 'ana', guild), cooldown)).filter(
      ({ wait }) => wait === 0,
    ).length
  expect(count('g', 'slow')).toBe(2)
  expect(count('h', 'off')).toBe(paces.guild.burst)
})

test('a crowd in one server does not slow another', () => {
  const { ask } = createPacer()
  for (let at = 0; at < 1_000; at++) ask(asking(at, `p${at}`, 'crowd'), 'usual')
  expect(ask(asking(1_000, 'p', 'crowd'), 'usual').wait).toBeGreaterThanOrEqual(0)
  expect(ask(asking(1_000, 'ana', 'quiet'), 'usual').wait).toBe(0)
})

test('suggestions have a limit of their own', () => {
  const { suggests, ask } = createPacer()
  const shown = Array.from({ length: 50 }, () => suggests('ana', 0)).filter(Boolean)
  expect(shown).toHaveLength(paces.suggestions.burst)
  expect(ask(asking(0), 'usual').wait).toBe(0)
})
