/** Several bots beside each other: one playground, one PostgreSQL database, a pool of connections for each bot. */

import type { APIMessage } from 'discord-api-types/v10'
import { type App, createApp } from '../../src/app.ts'
import { entryOf } from '../../src/knowledge/entry.ts'
import { createLog } from '../../src/log.ts'
import { findPerson, type Person } from '../../src/playground/people.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { furnishGuild } from '../../src/playground/setting.ts'
import type { Guild } from '../../src/playground/world.ts'
import { parseSpan, type Span, shardOf } from '../../src/shards/span.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { pool } from '../trivia/game.ts'
import { unhurried } from './unhurried.ts'

/** A bot, with what became of it. */
export interface Bot {
  readonly app: App
  readonly database: Database
  readonly logged: Record<string, unknown>[]
  /** Why it gave up; 'replaced' where another took over. */
  readonly ended: string[]
  /** Resolves once it serves. */
  readonly serving: Promise<void>
  stop(): Promise<void>
}

export const entries = Array.from({ length: 5 }, (_, at) =>
  entryOf({
    id: `entry-${at}`,
    question: `What is the story of number ${at} in the old ledger?`,
    answer: `The long story of number ${at}.`,
  }),
)

/** A playground where as many sessions may begin at once as a test needs. */
export const openDiscord = (options: Parameters<typeof createPlayground>[0] = {}) =>
  createPlayground({ page: false, identifyWindow: 0, maxConcurrency: 64, ...options })

/** Begins to start a bot with these shards; it is not waited for. */
export async function startBot(
  { api, token }: Playground,
  url: string,
  shards: string,
  { replace = false, onServing = () => {} } = {},
): Promise<Bot> {
  const database = await openDatabase({ url, folder: '', onError: () => {} })
  const logged: Record<string, unknown>[] = []
  const ended: string[] = []
  const app = createApp({
    ...{ api, token, entries, trivia: pool(30), database, replace, paces: unhurried },
    span: parseSpan(shards) as Span,
    log: createLog('debug', [token], { write: (line) => logged.push(JSON.parse(line)) }),
    ranking: { ...rankingRules, accountAge: 0 },
    onDead: (why) => ended.push(why),
    onReplaced: () => ended.push('replaced'),
  })
  const serving = app.start().then(onServing)
  serving.catch(() => undefined)
  return {
    ...{ app, database, logged, ended, serving },
    async stop() {
      await app.stop()
      await database.close()
    },
  }
}

/** Makes guilds until there is one on every shard; by shard. */
export async function guildsOn(playground: Playground, total: number): Promise<Guild[]> {
  const found = new Map<number, Guild>([[shardOf(playground.guild.id, total), playground.guild]])
  while (found.size < total) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    const id = playground.world.id()
    if (found.has(shardOf(id, total))) continue
    const guild = furnishGuild(playground.world, `Guild ${found.size}`)
    found.set(shardOf(guild.id, total), guild)
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([, guild]) => guild)
}

export const someone = ({ world }: Playground, guild: Guild, name = 'Ana'): Person =>
  findPerson(world, guild, name)

export const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? ''
