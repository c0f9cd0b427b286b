/** Which calls may be sent once more after a failure, and how long is waited before. */

import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js'
import { codesOf } from './start-error.ts'

/** What a failed call means. */
export type Trouble =
  /** Too many for now: it did not happen, and may be tried after `wait` milliseconds. */
  | { readonly kind: 'limited'; readonly wait: number }
  /** It never left this machine. */
  | { readonly kind: 'unsent' }
  /** Discord failed, or said nothing in time: it may have happened. */
  | { readonly kind: 'unclear' }
  /** Discord has decided. */
  | { readonly kind: 'answered'; readonly status: number; readonly code: number | string }
  /** Nothing that another try would change. */
  | { readonly kind: 'other' }

/** Node's and undici's codes for a connection that did not come about. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])
/** Those for one that was lost. */
const lost = new Set([
  ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT'],
  'UND_ERR_HEADERS_TIMEOUT',
])

export function troubleOf(error: unknown): Trouble {
  if (error instanceof RateLimitError)
    return { kind: 'limited', wait: Math.max(error.timeToReset, error.retryAfter, 0) }
  if (error instanceof DiscordAPIError)
    return { kind: 'answered', status: error.status, code: error.code }
  if (error instanceof HTTPError) return { kind: 'unclear' }
  const codes = codesOf(error)
  if (codes.some((code) => unconnected.has(code))) return { kind: 'unsent' }
  const isCut = codes.some((code) => lost.has(code))
  const isLate = error instanceof Error && error.name === 'AbortError'
  return { kind: isCut || isLate ? 'unclear' : 'other' }
}

/** Whether a call that may have happened can be sent again without happening twice. */
export function isRepeatable({ method, body }: { method: string; body?: unknown }): boolean {
  if (method !== 'POST') return true
  const { nonce, enforce_nonce } = (body ?? {}) as { nonce?: unknown; enforce_nonce?: unknown }
  return enforce_nonce === true && (typeof nonce === 'string' || typeof nonce === 'number')
}

/** Whether somebody has their answer already: sent again, it is refused and happens no second time. */
export const isAcknowledged = (trouble: Trouble): boolean =>
  trouble.kind === 'answered' &&
  trouble.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged

const first = 250
const longest = 8_000

/** Milliseconds before try number `tries` + 2, from half to all of 250 ms · 2ⁿ; `random` from 0 to 1. */
export function backOff(tries: number, random: number): number {
  return Math.min(longest, first * 2 ** tries) * (0.5 + random / 2)
}

/** Milliseconds until the call may be sent again after `trouble`; undefined where it must not. */
export function repeatAfter(
  trouble: Trouble,
  isSafe: boolean,
  tries: number,
  random: number,
): number | undefined {
  switch (trouble.kind) {
    case 'limited':
      return Math.max(trouble.wait, backOff(tries, random))
    case 'unsent':
      return backOff(tries, random)
    case 'unclear':
      return isSafe ? backOff(tries, random) : undefined
    default:
      return undefined
  }
}
