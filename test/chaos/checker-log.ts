/** I8: what the bot says of itself that no fault explains. */

import type { Evidence, Line, Paused, Wait } from './evidence.ts'

/** Errors that a failing Discord causes: what the playground made up, lost connections, what was held back for it. */
const planned =
  /: planned|ECONNRESET|ECONNREFUSED|EPIPE|other side closed|socket hang up|fetch failed|Internal Server Error|Bad Gateway|Service Unavailable|This operation was aborted|Discord fails on|Discord refused too many/
const causes: ReadonlySet<string> = new Set([
  ...['HTTPError', 'HeldBackError', 'RateLimitError', 'AbortError'],
])
/** What a process says of a database that answered while it stood still itself. */
const outOfTime = /the database gave no answer in time|timeout expired/
/** What one says that waited for a lock. */
const outOfPatience = /due to lock timeout/

/** Codes of Discord's that follow from a lost word: unknown or answered interaction, a webhook of one, a token's end. */
const consequences: ReadonlySet<unknown> = new Set([10062, 40060, 10015, 50027])

/** Whoever was killed, paused or could not start does not take over. */
const unreplaced = /^(?:the new process does not serve|no sign of life)/

/** So long after a pause its consequences are told, in milliseconds. */
const aftermath = 3_000
/** So long a lock is waited for, in milliseconds, and so much later the line of it is read. */
const lockTimeout = 1_000

type Seen = Pick<Evidence, 'lines' | 'pauses' | 'waits'>

export function isExplained({ msg, err, at, signal }: Line, seen: Omit<Seen, 'lines'>): boolean {
  const { type = '', message = '', code } = err ?? {}
  if (unreplaced.test(msg) || (msg === 'ended' && signal === 'SIGKILL')) return true
  if (outOfTime.test(message)) return seen.pauses.some((one) => isNear(one, at))
  if (outOfPatience.test(message)) return isBehindPause(at, seen)
  return causes.has(type) || planned.test(message) || consequences.has(code)
}

const isNear = ({ from, to }: Paused, at: number) => from <= at && at <= to + aftermath

/** Whether somebody waited for a lock until `at`, and a process that stood still was at the head of the queue. */
function isBehindPause(at: number, { pauses, waits }: Omit<Seen, 'lines'>): boolean {
  return longWaits(at, waits).some((wait) =>
    headsOf(wait, waits).some(({ pid, at: then }) =>
      pauses.some((one) => one.pid === pid && one.from <= then && then <= one.to),
    ),
  )
}

/** Waits as long as a timeout that had just come to their end. */
function longWaits(at: number, waits: readonly Wait[]): Wait[] {
  return waits.filter(
    (wait) =>
      wait.at <= at && wait.at > at - lockTimeout && wait.at - wait.since > lockTimeout * 0.6,
  )
}

/** Who does not wait, and is waited for, by way of others or at once. */
function headsOf(wait: Wait, waits: readonly Wait[], way: readonly number[] = []): Wait[] {
  const next = waits.filter((one) => one.at === wait.at && one.backend === wait.by)
  if (next.length === 0 || way.includes(wait.by)) return [wait]
  return next.flatMap((one) => headsOf(one, waits, [...way, wait.by]))
}

/** Bugs that nothing caught. */
export function unhandled(lines: readonly Line[]): string[] {
  return lines
    .filter(
      ({ level, msg }) =>
        level === 'fatal' || msg === 'unhandledRejection' || msg === 'uncaughtException',
    )
    .map(textOf)
}

/** Errors that were caught, and that no fault of Discord's explains. */
export function unexplained(seen: Seen): string[] {
  return seen.lines
    .filter(
      (line) => (line.level === 'error' || line.level === 'fatal') && !isExplained(line, seen),
    )
    .map((line) => textOf(line) + waitedText(line, seen.waits))
}

const textOf = ({ msg, err }: Line) => `${msg}: ${err?.type ?? ''} ${err?.message ?? ''}`.trim()

/** For whom it was waited then. */
function waitedText({ at, err }: Line, waits: readonly Wait[]): string {
  if (!outOfPatience.test(err?.message ?? '')) return ''
  const heads = longWaits(at, waits).flatMap((wait) => headsOf(wait, waits))
  const said = new Set(heads.map(({ pid, doing }) => `process ${pid}, ${doing}`))
  return ` (waited for ${[...said].join(' and ') || 'nobody that was seen'})`
}
