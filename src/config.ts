/** What the environment says, read once; every problem is listed at once. */

import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { StartError } from './errors.ts'
import { parseSpan, type Span } from './shards/span.ts'

/** How the bot is to run. */
export interface Config {
  /** Absent: open the playground instead of Discord. */
  readonly token?: string
  /** REST base without version, such as `https://discord.com/api`. */
  readonly api: string
  /** Register commands in this guild only, where they show at once: for development. */
  readonly guildId?: string
  readonly logLevel: LogLevel
  /** Where `answers/` and `trivia/` are. */
  readonly dataFolder: string
  /** Where the bot keeps what it learns, unless in PostgreSQL. */
  readonly stateFolder: string
  /** A PostgreSQL address; absent: SQLite in the state folder. */
  readonly databaseUrl?: string
  /** Port of the playground; 0 takes any free one. */
  readonly playgroundPort: number
  /** The shards that this process serves; absent: all that Discord recommends. */
  readonly span?: Span
  /** Where /healthz, /readyz and /metrics are served; absent: nowhere. */
  readonly operations?: { readonly host: string; readonly port: number }
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Discord's own REST base, used unless `DISCORD_API` names another. */
export const discordApi = 'https://discord.com/api'

const token = z
  .string()
  .refine((value) => !/\s/.test(value), {
    error: 'has white space in it; paste the bot token alone, without "Bot " before it',
  })
  .refine((value) => value.length >= 20, {
    error: 'is too short to be a bot token; copy it from the Bot page of the Developer Portal',
  })

const api = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .refine((value) => !/\/$|\/v\d+$/.test(value), {
    error: `must end neither in "/" nor in a version; Discord's own is ${discordApi}`,
  })

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, { error: 'must be a port number from 0 to 65535' })

const span = z.string().transform((text, context): Span => {
  const found = parseSpan(text)
  if (found !== undefined) return found
  context.addIssue('must be shards of a total, such as 0-3/16 for the first four of sixteen')
  return z.NEVER
})

/** The environment's fields, each by itself; exported so that single fields can be tested. */
export const configSchema = z.object({
  DISCORD_TOKEN: token.optional(),
  DISCORD_API: api.default(discordApi),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, 'must be the id of a server: 17 to 20 digits')
    .optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, fatal, silent',
    })
    .optional(),
  DATA_DIR: z.string().default('data'),
  STATE_DIR: z.string().default('.pinquiry'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })
    .optional(),
  PLAYGROUND_PORT: port.default(4646),
  SHARDS: span.optional(),
  OPERATIONS_PORT: port.optional(),
  OPERATIONS_HOST: z.string().default('127.0.0.1'),
})

/** Reads the environment; an empty variable counts as absent. Never throws. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()])
      .filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = configSchema.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    return { ok: false, problems }
  }
  const { DISCORD_TOKEN, DISCORD_GUILD_ID, DATABASE_URL, SHARDS, OPERATIONS_PORT, ...rest } =
    parsed.data
  if (DISCORD_TOKEN === undefined && rest.DISCORD_API !== discordApi) {
    return { ok: false, problems: ['DISCORD_API is set, so DISCORD_TOKEN must be set too'] }
  }
  return {
    ok: true,
    config: {
      ...(DISCORD_TOKEN === undefined ? {} : { token: DISCORD_TOKEN }),
      ...(DISCORD_GUILD_ID === undefined ? {} : { guildId: DISCORD_GUILD_ID }),
      ...(SHARDS === undefined ? {} : { span: SHARDS }),
      api: rest.DISCORD_API,
      // The playground's visitor reads a terminal, not a log collector.
      logLevel: rest.LOG_LEVEL ?? (DISCORD_TOKEN === undefined ? 'warn' : 'info'),
      dataFolder: rest.DATA_DIR,
      stateFolder: rest.STATE_DIR,
      ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
      playgroundPort: rest.PLAYGROUND_PORT,
      ...(OPERATIONS_PORT === undefined
        ? {}
        : { operations: { host: rest.OPERATIONS_HOST, port: OPERATIONS_PORT } }),
    },
  }
}

/**
 * The configuration of this process: `environment` over the `.env` file at `file`, which may be missing.
 * Throws a StartError that lists all problems at once.
 */
export async function loadConfig(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Config> {
  const { values, problems } = parseDotEnv(await readOptional(file))
  const result = readConfig({ ...values, ...environment })
  if (result.ok && problems.length === 0) return result.config
  const all = [...problems, ...(result.ok ? [] : result.problems)]
  throw new StartError(`Cannot start, the settings are wrong:${list(all)}`)
}

function list(problems: readonly string[]): string {
  return problems.map((problem) => `\n  - ${problem}`).join('')
}

async function readOptional(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw new StartError(`Cannot read ${file}: ${(error as Error).message}`)
  }
}

/**
 * Reads the text of a `.env` file: `NAME=value` lines, `#` comments, quotes. Lines that are neither are
 * returned as problems with their number instead of being ignored.
 */
export function parseDotEnv(content: string): {
  values: Record<string, string | undefined>
  problems: string[]
} {
  const values: Record<string, string | undefined> = parseEnv(content)
  const problems: string[] = []
  let openQuote: string | undefined
  for (const [index, line] of content.split(/\r?\n/).entries()) {
    if (openQuote !== undefined) {
      if (line.includes(openQuote)) openQuote = undefined
      continue
    }
    const assignment = /^\s*(?:export\s+)?[A-Za-z_]\w*\s*=\s*(.*)$/.exec(line)
    if (assignment) openQuote = quoteLeftOpen(assignment[1] ?? '')
    else if (!/^\s*(?:#.*)?$/.test(line)) {
      problems.push(`.env line ${index + 1} is not NAME=value`)
    }
  }
  if (openQuote !== undefined) problems.push(`.env has a quote ${openQuote} that is never closed`)
  return { values, problems }
}

/** The quote that `value` opens and does not close on its own line, if any. */
function quoteLeftOpen(value: string): string | undefined {
  const quote = value[0]
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined
  return value.indexOf(quote, 1) === -1 ? quote : undefined
}
