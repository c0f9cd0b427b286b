/** I8: what the bot says of itself that no fault explains. */

import type { Line } from './evidence.ts'

/** Errors that a failing Discord causes: what the playground made up, lost connections, what was held back for it. */
const planned =
  /: planned|ECONNRESET|ECONNREFUSED|EPIPE|other side closed|socket hang up|fetch failed|Internal Server Error|Bad Gateway|Service Unavailable|This operation was aborted|Discord fails on|Discord refused too many/
/** A process that is paused finds its own statements out of time, and those that wait for what it holds. */
const paused = /the database gave no answer in time|timeout expired|due to lock timeout/
const causes: ReadonlySet<string> = new Set([
  ...['HTTPError', 'HeldBackError', 'RateLimitError', 'AbortError'],
])

/** Codes of Discord's that follow from a lost word: unknown or answered interaction, a webhook of one, a token's end. */
const consequences: ReadonlySet<unknown> = new Set([10062, 40060, 10015, 50027])

/** Whoever was killed, paused or could not start does not take over. */
const unreplaced = /^(?:the new process does not serve|no sign of life)/

export function isExplained({ msg, err, signal }: Line): boolean {
  const { type = '', message = '', code } = err ?? {}
  if (unreplaced.test(msg) || (msg === 'ended' && signal === 'SIGKILL')) return true
  return causes.has(type) || planned.test(message) || paused.test(message) || consequences.has(code)
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
export function unexplained(lines: readonly Line[]): string[] {
  return lines
    .filter((line) => (line.level === 'error' || line.level === 'fatal') && !isExplained(line))
    .map(textOf)
}

const textOf = ({ msg, err }: Line) => `${msg}: ${err?.type ?? ''} ${err?.message ?? ''}`.trim()
