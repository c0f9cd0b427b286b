/** What stopped the bot from starting, in words that say what to do. */

import { DiscordAPIError, RateLimitError } from '@discordjs/rest'
// discord.js brings a copy of the class of its own, and what it throws is none of the other.
import {
  DiscordAPIError as ClientAPIError,
  RateLimitError as ClientRateLimitError,
} from 'discord.js'
import { StartError } from '../errors.ts'

/** What to do about a token that Discord does not take. */
export const wrongToken =
  'Discord refused the token. Copy a new one from the Bot page of the Developer Portal into DISCORD_TOKEN.'

/** Exit code where starting again would end in the same way; EX_CONFIG of sysexits(3). */
export const needsPerson = 78

/** Close codes after which connecting again is pointless, and what to do. */
export const closeReasons: ReadonlyMap<number, string> = new Map([
  [4004, ': the token is wrong. Copy a new one from the Developer Portal.'],
  [4010, ': invalid shard.'],
  [4011, ': the bot is in too many servers for one connection.'],
  [4012, ': this version of the gateway is gone; update the bot.'],
  [4013, ': invalid intents; update the bot.'],
  [4014, ': an intent is not enabled in the Developer Portal.'],
])

/** How discord.js says that the very first connection was closed with one of them. */
const closings: ReadonlyMap<string, number> = new Map([
  ['Invalid shard', 4010],
  ['Sharding is required', 4011],
  ['Used an invalid API version', 4012],
  ['Used invalid intents', 4013],
  ['Used disallowed intents', 4014],
])

/** Node's and undici's codes for a server that cannot be reached. */
const networkCodes: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing answers at that address'],
  ['ENOTFOUND', 'there is no such host'],
  ['EAI_AGAIN', 'the host name could not be looked up'],
  ['ECONNRESET', 'the connection was cut'],
  ['ETIMEDOUT', 'no answer in time'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no answer in time'],
  ['UND_ERR_SOCKET', 'the connection was cut'],
])

/** The StartError for whatever `error` connecting to `api` ended with. */
export function startErrorOf(error: unknown, api: string): StartError {
  if (error instanceof StartError) return error
  if (error instanceof DiscordAPIError || error instanceof ClientAPIError)
    return new StartError(refusal(error), error.status === 401 ? needsPerson : 1)
  if (error instanceof RateLimitError || error instanceof ClientRateLimitError)
    return new StartError(tooOften(Math.max(error.timeToReset, error.retryAfter)), 75)
  if (codesOf(error).includes('TokenInvalid')) return new StartError(wrongToken, needsPerson)
  const network = networkReason(error)
  const message = error instanceof Error ? error.message : String(error)
  const closing = closings.get(message)
  if (closing !== undefined)
    return new StartError(
      `Discord refused the connection (code ${closing})${closeReasons.get(closing)}`,
      needsPerson,
    )
  return new StartError(
    network === undefined
      ? `Could not connect to ${api}: ${message}`
      : `Cannot reach ${api}: ${network}. Check the connection, and DISCORD_API if it is set.`,
  )
}

function tooOften(ms: number): string {
  return `Discord has had too many requests from this bot. Start it again in ${Math.ceil(ms / 60_000)} min.`
}

function refusal({ status, message }: Pick<DiscordAPIError, 'status' | 'message'>): string {
  if (status === 401) return wrongToken
  if (status === 403 || status === 404) {
    return `Discord refused to register the commands (${message}). Is DISCORD_GUILD_ID a server that the bot was added to?`
  }
  return `Discord refused the start: ${message} (status ${status}).`
}

function networkReason(error: unknown): string | undefined {
  if (error instanceof Error && error.name === 'AbortError') return 'no answer in time'
  return codesOf(error)
    .map((code) => networkCodes.get(code))
    .find((reason) => reason !== undefined)
}

/** The `code`s of an error and of what caused it, outermost first. */
export function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return []
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown[] }
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...codesOf(cause),
    ...(Array.isArray(errors) ? errors.flatMap(codesOf) : []),
  ]
}
