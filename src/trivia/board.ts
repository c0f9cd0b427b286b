/** The boards of a server: which games a period holds, and who stands where. */

import type { BoardLine, Measure, Played } from './records.ts'

export type Period = 'day' | 'week' | 'month' | 'season' | 'all'

/** Accuracy counts from this many games on: three lucky answers are no record. */
export const leastGames = 3

/**
 * When a period that holds `now` began, by the calendar of `zone` (an IANA name), in milliseconds since 1970.
 * Weeks begin on Monday; a season is a quarter of the year.
 */
export function periodStart(now: number, period: Period, zone: string): number {
  if (period === 'all') return 0
  const { year, month, day, weekday } = calendarOf(now, zone)
  switch (period) {
    case 'day':
      return midnight(year, month, day, zone)
    case 'week':
      return midnight(year, month, day - ((weekday + 6) % 7), zone)
    case 'month':
      return midnight(year, month, 1, zone)
    case 'season':
      return midnight(year, month - ((month - 1) % 3), 1, zone)
  }
}

/** The local calendar of a moment: month 1 to 12, weekday 0 (Sunday) to 6, minutes since midnight. */
export function calendarOf(at: number, zone: string) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  const [year, month, day] = [part('year'), part('month'), part('day')]
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { year, month, day, weekday, minutes: part('hour') * 60 + part('minute') }
}

/** No clock is set twice within so long, in milliseconds. */
const aDay = 86_400_000

/** The moment of a local date and time: the first of two; where clocks jump over it, as much later as they jump. */
export function momentOf(
  date: { year: number; month: number; day: number; minutes: number },
  zone: string,
): number {
  const wanted = Date.UTC(date.year, date.month - 1, date.day) + date.minutes * 60_000
  const offsetAt = (at: number) => {
    const local = calendarOf(at, zone)
    return Date.UTC(local.year, local.month - 1, local.day) + local.minutes * 60_000 - at
  }
  const isWanted = (at: number) => at + offsetAt(at) === wanted
  const [asBefore, asAfter] = [wanted - offsetAt(wanted - aDay), wanted - offsetAt(wanted + aDay)]
  return isWanted(asBefore) || !isWanted(asAfter) ? asBefore : asAfter
}

function midnight(year: number, month: number, day: number, zone: string): number {
  // Days and months before the first roll back into the month or year before.
  const date = new Date(Date.UTC(year, month - 1, day))
  return momentOf(
    {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      minutes: 0,
    },
    zone,
  )
}

/** Which board it is. */
export interface Kind {
  readonly played: Played
  readonly measure: Measure
  readonly period: Period
}

/** A line of a board with its place; those who are level share it (1, 1, 3). */
export interface RankedLine extends BoardLine {
  readonly rank: number
}

/** Who stands where by a measure; those without enough games are left out. */
export function rankLines(lines: readonly BoardLine[], measure: Measure): readonly RankedLine[] {
  const value = (line: BoardLine) =>
    measure === 'points' ? line.points : measure === 'wins' ? line.wins : accuracy(line)
  const counting = lines.filter(
    (line) => line.games > 0 && (measure !== 'accuracy' || line.games >= leastGames),
  )
  return counting
    .toSorted((a, b) => value(b) - value(a) || (a.player < b.player ? -1 : 1))
    .map((line) => ({
      ...line,
      rank: 1 + counting.filter((other) => value(other) > value(line)).length,
    }))
}

/** Right answers of all questions asked, 0 to 1, in whole thousandths so that ties are ties. */
export function accuracy({ right, questions }: BoardLine): number {
  return questions === 0 ? 0 : Math.round((right / questions) * 1_000) / 1_000
}
