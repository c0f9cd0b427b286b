/** Dates as Discord words them. */

const day = 86_400_000

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** "in 5 minutes", "2 years ago"; both in milliseconds since 1970. */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000)
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(
    Math.trunc(seconds / size),
    unit,
  )
}

/** A moment (ms) in one of Discord's timestamp styles; an unknown style is `f`, as there. */
export function styledTime(at: number, style: string, now: number): string {
  if (style === 'R') return relativeTime(at, now)
  return new Intl.DateTimeFormat(undefined, styles[style] ?? styles.f).format(at)
}

const clockTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const dayName = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })

function daysBetween(at: number, now: number): number {
  return Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / day)
}

/** "Today at 10:03", "Yesterday at 23:59", "12/05/2026, 10:03". */
export function messageTime(at: number, now: number): string {
  const days = daysBetween(at, now)
  if (days === 0) return `Today at ${clockTime.format(at)}`
  if (days === 1) return `Yesterday at ${clockTime.format(at)}`
  return styledTime(at, 's', now)
}

/** "10:03": beside a message whose author was named just above. */
export function shortTime(at: number): string {
  return clockTime.format(at)
}

/** "24 November 2026": the line between two days. */
export function dayLine(at: number): string {
  return dayName.format(at)
}

export function sameDay(one: number, other: number): boolean {
  return daysBetween(one, other) === 0
}
