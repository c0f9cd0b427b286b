import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit, type Breaker, closedBreaker, failed, isOpen } from '../../src/discord/breaker.ts'

const terms = { failures: 3, first: 1_000, longest: 5_000 }
const start = 1_790_000_000_000

function broken(at = start): Breaker {
  let breaker = closedBreaker
  for (let failure = 0; failure < terms.failures; failure += 1)
    breaker = failed(breaker, at, false, terms)
  return breaker
}

describe('a breaker', () => {
  test('lets everything through until enough calls in a row have failed', () => {
    const almost = failed(failed(closedBreaker, start, false, terms), start, false, terms)
    expect(admit(almost, start)).toMatchObject({ wait: 0, isProbe: false })
    expect(isOpen(almost)).toBe(false)
    expect(isOpen(broken())).toBe(true)
  })

  test('lets a single call find out once its time is over', () => {
    expect(admit(broken(), start + 999)).toMatchObject({ wait: 1, isProbe: false })
    const probe = admit(broken(), start + 1_000)
    expect(probe).toMatchObject({ wait: 0, isProbe: true })
    expect(admit(probe.next, start + 1_000).wait).toBeGreaterThan(0)
  })

  test('waits twice as long after each probe that fails, up to a limit', () => {
    let breaker = broken()
    const waits = [breaker.until - start]
    for (let probe = 0; probe < 4; probe += 1) {
      const at = breaker.until
      breaker = failed(admit(breaker, at).next, at, true, terms)
      waits.push(breaker.until - at)
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000])
  })

  test('learns nothing from calls that were under way when it opened', () => {
    expect(failed(broken(), start + 500, false, terms)).toEqual(broken())
  })

  test('lets a probe through now and then even where none of them ever ends', () => {
    const { next } = admit(broken(), start + 1_000)
    expect(admit(next, start + 60_000)).toMatchObject({ wait: 0, isProbe: true })
  })

  test('in an outage of any length few calls go out, however many ask', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 50, maxLength: 600 }),
        (steps) => {
          let breaker = closedBreaker
          let now = start
          let sent = 0
          for (const step of steps) {
            now += step
            const { next, wait, isProbe } = admit(breaker, now)
            if (wait > 0) continue
            sent += 1
            breaker = failed(next, now, isProbe, terms)
          }
          // Three that open it, then after 1, 2 and 4 s, and every 5 s from then on.
          expect(sent).toBeLessThanOrEqual(terms.failures + 3 + Math.ceil((now - start) / 5_000))
        },
      ),
    )
  })
})
