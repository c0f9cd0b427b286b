/** A database that has been lived in: answers with their history, settings, plans, questions, games that are over and one that is on. */

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '../../src/app.ts'
import { entryOf } from '../../src/knowledge/entry.ts'
import { createLog } from '../../src/log.ts'
import type { Person } from '../../src/playground/people.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import { buttonsOf } from '../load/crowd.ts'
import { unhurried } from '../support/unhurried.ts'
import { pool } from '../trivia/game.ts'

export interface LivedIn {
  readonly playground: Playground
  /** Where its database is; the bot is stopped. */
  readonly folder: string
  /** Ids of the server's own answers. */
  readonly answers: readonly string[]
}

/** A bot on the playground with an open database; `logged` hears every line. */
export async function startOn(
  { api, token }: Playground,
  database: Database,
  logged: Record<string, unknown>[] = [],
): Promise<App> {
  const app = createApp({
    ...{ api, token, database, entries: [], trivia: pool(30), paces: unhurried, sessionsApart: 0 },
    ranking: { ...rankingRules, accountAge: 0 },
    log: createLog('debug', [token], { write: (line) => logged.push(JSON.parse(line)) }),
    onDead: (why) => logged.push({ died: why }),
  })
  await app.start()
  return app
}

export async function liveIn(): Promise<LivedIn> {
  const folder = mkdtempSync(join(tmpdir(), 'pinquiry-lived-'))
  const playground = await createPlayground({ page: false, limits: false, identifyWindow: 0 })
  const database = await openDatabase({ folder, onError: () => {} })
  const answers = await addAnswers(database, playground.guild.id, 400)
  const app = await startOn(playground, database)
  const [owner, moderator] = [playground.person('owner'), playground.person('moderator')]
  const [ana, ben] = [playground.person('Ana'), playground.person('Ben')]
  await owner.slash('settings change', { private: true, 'time-zone': 'Europe/Paris' })
  for (const time of ['12:00', '18:30'])
    await moderator.slash('trivia schedule add', { time, questions: 3 })
  await ana.slash('trivia challenge start', { questions: 3 })
  await ana.slash('ask', { question: 'what nobody has ever written down' })
  await playGame([ana, ben], 'trivia')
  await beginGame([ben, ana], 'general')
  await app.stop()
  await database.close()
  return { playground, folder, answers }
}

async function addAnswers(database: Database, guild: string, count: number): Promise<string[]> {
  const store = createEntryStore(database, { mayChange: async () => true })
  const who = { id: '1', permissions: 0n, roles: [] }
  const entries = Array.from({ length: count }, (_, at) =>
    entryOf({
      id: `drawer-${at}`,
      question: `What is kept in drawer ${at}?`,
      answer:
        `Drawer ${at} keeps letters of ${1900 + at}. ${'They are tied with a ribbon. '.repeat(at % 9)}`.trim(),
      aliases: [`contents of the drawer number ${at}`],
    }),
  )
  const made = entries.map(
    (entry) => ({ action: 'add', status: 'live', entry, expected: 0 }) as const,
  )
  await store.commit(guild, who, made, 1)
  const edits = made.slice(0, 10).map((one) => ({ ...one, action: 'edit', expected: 1 }) as const)
  await store.commit(guild, who, edits, 2)
  return entries.map(({ id }) => id)
}

const isQuestion = (number: number) => (message: ReturnType<Person['sees']>[number]) =>
  message.embeds[0]?.title?.startsWith(`Question ${number} `) ?? false

async function beginGame(players: readonly [Person, Person], channel: string) {
  const [host, other] = [players[0].in(channel), players[1].in(channel)]
  const lobby = await host.slash('trivia start', { questions: 3, seconds: 10, wait: true })
  await host.press(lobby, 'Start now')
  const question = await host.awaits(isQuestion(1), 20_000)
  const buttons = buttonsOf(question)
  await host.press(question, buttons[0] ?? '')
  await other.press(question, buttons[1] ?? '')
  return host
}

async function playGame(players: readonly [Person, Person], channel: string): Promise<void> {
  const host = await beginGame(players, channel)
  await host.slash('trivia stop')
}
