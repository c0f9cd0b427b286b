/** The bot's log: JSON lines by pino, with every secret taken out before a line is written. */

import { type DestinationStream, type Logger, type LoggerOptions, pino, stdSerializers } from 'pino'
import type { LogLevel } from './config.ts'

export type Log = Logger

/**
 * Interaction and webhook URLs carry a token that lets anyone answer as the bot for 15 minutes:
 * `/interactions/ID/TOKEN/callback`, `/webhooks/ID/TOKEN/…`.
 */
const tokenInUrl = /(\/(?:interactions|webhooks)\/\d+\/)[^/\s"'?#\\]+/g

/** `text` without interaction tokens in addresses. */
export function withoutUrlTokens(text: string): string {
  return text.replace(tokenInUrl, '$1[token]')
}

/** pino's options for a level and the secrets that must never be written, apart from where lines go. */
export function logOptions(level: LogLevel, secrets: readonly string[]): LoggerOptions {
  const known = secrets.filter((secret) => secret !== '')
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['token', '*.token', 'headers', '*.headers', 'authorization', '*.authorization'],
      censor: '[redacted]',
    },
    serializers: { err: serializeError },
    // The last net: whatever path a secret took into a line, it does not leave the process.
    hooks: {
      streamWrite: (line) =>
        known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), withoutUrlTokens(line)),
    },
  }
}

/** A logger that writes to `stream` (standard output by default). */
export function createLog(
  level: LogLevel,
  secrets: readonly string[],
  stream?: DestinationStream,
): Log {
  const options = logOptions(level, secrets)
  return stream === undefined ? pino(options) : pino(options, stream)
}

/** discord.js errors carry the request's body and its address: the body is dropped. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { requestBody: _body, rawError: _raw, ...rest } = stdSerializers.err(error)
  return rest
}
