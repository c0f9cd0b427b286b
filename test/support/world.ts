/** A bot on a playground of its own: the real discord.js over real HTTP and WebSocket. */

import { createApp } from '../../src/app.ts'
import type { Paces } from '../../src/guild/pace.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import { createLog } from '../../src/log.ts'
import type { Clock } from '../../src/playground/clock.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import type { Rule } from '../../src/playground/violations.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import type { TriviaItem } from '../../src/trivia/question.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { unhurried } from './unhurried.ts'

export interface BotWorld extends Playground {
  /** Every line the bot logged, parsed. */
  readonly logged: Record<string, unknown>[]
  /** Why the bot gave up, if it did. */
  readonly died: string[]
  /** Restarts the bot with other entries, as after an update: what is on Discord stays. */
  restart(entries: readonly Entry[]): Promise<void>
}

/** What a world may have beside its entries. */
export interface WorldOptions {
  readonly trivia?: readonly TriviaItem[]
  /** One clock for Discord and for the bot. */
  readonly clock?: Clock
  /** Where the bot keeps things; in memory when absent. */
  readonly database?: Database
  /** How fast people may ask; as fast as they like when absent. */
  readonly paces?: Paces
  /** Bytes left on the bot's disk; not to be told when absent. */
  readonly freeSpace?: () => Promise<number>
  /** Rules of Discord's that the test breaks on purpose; any other that is broken fails it at `close`. */
  readonly breaks?: readonly Rule[]
  /** Whether the page is served too; it is not when absent. */
  readonly page?: boolean
  /** Whether Discord's rate limits are kept; they are when absent. discord.js waits for them in real time. */
  readonly limits?: boolean
}

/** Opens a playground and starts the bot on it with `entries`; `close` ends both. */
export async function openWorld(
  entries: readonly Entry[],
  options: WorldOptions = {},
): Promise<BotWorld> {
  const { trivia = [], clock, page = false, limits = true } = options
  const timed = clock === undefined ? {} : { clock }
  const playground = await createPlayground({ page, limits, identifyWindow: 0, ...timed })
  const database = options.database ?? (await openDatabase({ folder: inMemory, onError: () => {} }))
  const { api, token } = playground
  const logged: Record<string, unknown>[] = []
  const died: string[] = []
  const log = createLog('debug', [token], { write: (line) => logged.push(JSON.parse(line)) })
  const begin = async (list: readonly Entry[]) => {
    const app = createApp({
      ...{ api, token, entries: list, trivia, database, log, ...timed },
      ranking: { ...rankingRules, accountAge: 0 },
      // As on this playground.
      sessionsApart: 0,
      paces: options.paces ?? unhurried,
      ...(options.freeSpace ? { freeSpace: options.freeSpace } : {}),
      onDead: (why) => died.push(why),
    })
    await app.start()
    return app
  }
  let app = await begin(entries)
  return {
    ...playground,
    logged,
    died,
    async restart(list) {
      await app.stop()
      app = await begin(list)
    },
    async close() {
      await app.stop()
      if (options.database === undefined) await database.close()
      await playground.close()
      expectNoViolations(playground, options.breaks ?? [])
    },
  }
}

/** Fails where the bot broke a rule of Discord's, or sent words that could ping somebody. */
function expectNoViolations({ violations, history }: Playground, breaks: readonly Rule[]): void {
  const broken = violations.list.filter(({ rule }) => !breaks.includes(rule))
  const pinging = history.records.filter(
    // What was refused for its token was not even read.
    (record) =>
      record.kind === 'request' && record.status !== 401 && couldPing(record.title, record.sent),
  )
  if (broken.length === 0 && pinging.length === 0) return
  const told = broken.map(({ rule, detail }) => `${rule}: ${detail}`)
  const pings = pinging.map((record) => JSON.stringify(record).slice(0, 300))
  throw new Error(`The bot broke Discord's rules:\n${[...told, ...pings].join('\n')}`)
}

/** Whether a request carries a message without saying that nobody is to be pinged. */
function couldPing(title: string, sent: unknown): boolean {
  const isMessage =
    /^(?:POST|PATCH) \/(?:channels\/\d+\/messages|webhooks)/.test(title) ||
    (title.endsWith('/callback') && [4, 7].includes((sent as { type?: number })?.type ?? 0))
  if (!isMessage) return false
  const body = sent as { data?: { allowed_mentions?: unknown }; allowed_mentions?: unknown }
  const allowed = (title.endsWith('/callback') ? body.data : body)?.allowed_mentions
  const { parse } = (allowed ?? {}) as { parse?: unknown[] }
  return !(Array.isArray(parse) && parse.length === 0)
}
