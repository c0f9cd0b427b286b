import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf } from '../../src/trivia/board.ts'
import { daily, nextTime, parseTime } from '../../src/trivia/schedule.ts'

const zones = ['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe']
const anyTime = fc.record({
  weekday: fc.integer({ min: daily, max: 6 }),
  minutes: fc.integer({ min: 0, max: 1_439 }),
})
const anyMoment = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) })
const at = (text: string) => Date.parse(text)

describe('the next time of a plan', () => {
  test('is later than now and within a week and a day, on its day, at its minute but where clocks jump', () => {
    fc.assert(
      fc.property(anyTime, anyMoment, fc.constantFrom(...zones), (times, now, zone) => {
        const next = nextTime(times, now, zone)
        const local = calendarOf(next, zone)
        expect(next).toBeGreaterThan(now)
        expect(next - now).toBeLessThanOrEqual((times.weekday === daily ? 2 : 8) * 86_400_000)
        if (times.weekday !== daily) expect(local.weekday).toBe(times.weekday)
        const later = local.minutes - times.minutes
        expect(later === 0 || (later > 0 && later <= 60)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('comes once for every day, whatever the clocks do', () => {
    const days: number[] = []
    let now = at('2026-10-20T00:00:00Z')
    for (let count = 0; count < 10; count += 1) {
      now = nextTime({ weekday: daily, minutes: 150 }, now, 'Europe/Paris')
      days.push(calendarOf(now, 'Europe/Paris').day)
    }
    expect(days).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
  })

  test.each([
    ['2026-07-01T10:00:00Z', daily, 18 * 60 + 30, 'Europe/Paris', '2026-07-01T16:30:00Z'],
    ['2026-07-01T16:30:00Z', daily, 18 * 60 + 30, 'Europe/Paris', '2026-07-02T16:30:00Z'],
    ['2026-12-31T23:30:00Z', daily, 0, 'UTC', '2027-01-01T00:00:00Z'],
    ['2026-07-01T10:00:00Z', 1, 9 * 60, 'America/New_York', '2026-07-06T13:00:00Z'],
    // 02:30 does not exist on that day.
    ['2026-03-28T12:00:00Z', daily, 150, 'Europe/Paris', '2026-03-29T01:30:00Z'],
    // 02:30 and 01:30 come twice on those days.
    ['2026-10-24T12:00:00Z', daily, 150, 'Europe/Paris', '2026-10-25T00:30:00Z'],
    ['2026-10-25T00:30:00Z', daily, 150, 'Europe/Paris', '2026-10-26T01:30:00Z'],
    ['2026-04-04T12:00:00Z', daily, 150, 'Australia/Sydney', '2026-04-04T15:30:00Z'],
    ['2026-10-31T12:00:00Z', daily, 90, 'America/New_York', '2026-11-01T05:30:00Z'],
    // Midnight does not exist there on that day, and comes twice on this one.
    ['2026-09-05T12:00:00Z', daily, 0, 'America/Santiago', '2026-09-06T04:00:00Z'],
    ['2026-10-31T12:00:00Z', daily, 0, 'America/Havana', '2026-11-01T04:00:00Z'],
  ])('after %s for day %i, minute %i in %s is %s', (now, weekday, minutes, zone, next) => {
    expect(new Date(nextTime({ weekday, minutes }, at(now), zone))).toEqual(new Date(next))
  })
})

test.each([
  ['18:30', 1_110],
  ['18.30', 1_110],
  ['1830', 1_110],
  ['6:30 pm', 1_110],
  ['6pm', 1_080],
  ['12 am', 0],
  ['12:05 PM', 725],
  ['7', 420],
  ['00:00', 0],
  ['24:00', undefined],
  ['13 pm', undefined],
  ['7:60', undefined],
  ['noon', undefined],
  ['', undefined],
])('"%s" is minute %s', (text, minutes) => {
  expect(parseTime(text)).toBe(minutes)
})
