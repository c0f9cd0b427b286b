/** Large databases and many games: how long a start and a stop take, and how much memory. */

import { entryOf } from '../../src/knowledge/entry.ts'
import type { Change } from '../../src/knowledge/entry-store.ts'
import type { Person } from '../../src/playground/people.ts'
import { personOf } from '../../src/playground/people.ts'
import type { Playground } from '../../src/playground/server.ts'
import { createPlayground } from '../../src/playground/server.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { inFolder, ours, withBot } from './bot.ts'
import { buttonsOf } from './crowd.ts'
import { openDiscord } from './discord.ts'
import type { Row } from './row.ts'

const who = { id: '1', permissions: 0n, roles: [] }
const words =
  'pool sauna choir library bus ticket garden market school river bridge kitchen stage tower'.split(
    ' ',
  )

const entryAt = (at: number) => {
  const pick = (step: number) => words[(at * step + at) % words.length]
  return entryOf({
    id: `own-${at}`,
    question: `When does the ${pick(3)} near the ${pick(5)} number ${at} open?`,
    answer: `It opens at ${at % 24}. Ask at the ${pick(7)} for more about the ${pick(11)}.`,
  })
}

/** Answers that moderators of each of these guilds have made. */
export async function fill(
  folder: string,
  guilds: readonly string[],
  count: number,
): Promise<void> {
  const database = await openDatabase({ folder, onError: () => {} })
  const store = createEntryStore(database, { mayChange: async () => true })
  const changes = Array.from(
    { length: count },
    (_, at): Change => ({ action: 'import', status: 'live', entry: entryAt(at), expected: 0 }),
  )
  for (const guild of guilds) await store.commit(guild, who, changes, 1)
  await database.close()
}

/** A full connection whose every server has answers of its own, and asks once. */
export const memoryLoad = (guilds: number, count: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const playground = await openDiscord(guilds, { identifyWindow: 0, history: 1_000 })
    await fill(folder, [...playground.world.guilds.keys()], count)
    const rows = await withBot(ours(playground, folder), async (bot) => {
      const late = await askEverywhere(playground)
      const { rss } = await bot.cost()
      return [
        {
          bar: `${guilds} servers with ${count} answers each, every one asked: ≤ 400 MB`,
          measured: `${rss.toFixed(0)} MB; ${late} late`,
          met: rss <= 400 && late === 0,
        },
      ]
    })
    await playground.close()
    return rows
  })

async function askEverywhere({ world }: Playground): Promise<number> {
  let late = 0
  for (const guild of world.guilds.values()) {
    const { failure } = await personOf(world, guild, guild.ownerId).slash('ask', {
      question: 'When does the sauna near the bridge open?',
    })
    if (failure !== null) late += 1
  }
  return late
}

/** A start over large answer collections. */
export const startLoad = (guilds: number, count: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const playground = await openDiscord(guilds, { identifyWindow: 0 })
    await fill(folder, [...playground.world.guilds.keys()], count)
    const began = performance.now()
    const took = await withBot(ours(playground, folder), async () => performance.now() - began)
    await playground.close()
    return [
      {
        bar: `a start with ${guilds} servers of ${count} answers each ≤ 5 s`,
        isCost: true,
        measured: `${(took / 1_000).toFixed(1)} s`,
        met: took <= 5_000,
      },
    ]
  })

/** A stop and a start in the middle of so many games. */
export const stopLoad = (games: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const playground = await createPlayground({
      ...{ page: false, identifyWindow: 0, history: 1_000, token: 'load'.repeat(15) },
    })
    const first = await ours(playground, folder)
    const hosts = await openGames(playground, games)
    const pressed = await pressAll(hosts)
    const stopping = performance.now()
    await first.stop()
    const stopped = performance.now()
    const rows = await withBot(ours(playground, folder), async () => {
      const back = performance.now()
      const again = await Promise.all(hosts.map((host) => isKnown(host)))
      return [
        {
          bar: `SIGTERM in ${games} games: ends within 25 s, and serves again`,
          isCost: true,
          measured: `${((stopped - stopping) / 1_000).toFixed(1)} s; serving again ${((back - stopped) / 1_000).toFixed(1)} s later`,
          met: stopped - stopping <= 25_000,
        },
        {
          bar: 'every answer that was acknowledged before still counts',
          measured: `${again.filter(Boolean).length} of ${pressed}`,
          met: again.filter(Boolean).length === pressed,
        },
      ]
    })
    await playground.close()
    return rows
  })

/** Games in channels of their own, each with its first question on screen. */
async function openGames(playground: Playground, games: number): Promise<Person[]> {
  return Promise.all(
    Array.from({ length: games }, async (_, at) => {
      await new Promise((go) => setTimeout(go, at * 20))
      const channel = playground.arrange.channel({ name: `game-${at}` })
      const host = playground.addPerson(`Host ${at}`).in(channel)
      const lobby = await host.slash('trivia start', { questions: 3, seconds: 120, wait: true })
      await host.press(lobby, 'Start now')
      await host.awaits(isQuestion, 60_000)
      return host
    }),
  )
}

const isQuestion = ({ embeds }: ReturnType<Person['sees']>[number]) =>
  embeds[0]?.title?.startsWith('Question 1 ') ?? false

/** Everybody answers; how many were told that it counts. */
async function pressAll(hosts: readonly Person[]): Promise<number> {
  const replies = await Promise.all(hosts.map((host) => pressOn(host)))
  return replies.filter(({ content }) => content.includes('Got it')).length
}

async function pressOn(host: Person) {
  const question = await host.awaits(isQuestion)
  return host.press(question, buttonsOf(question)[0] ?? '')
}

/** Whether another press is told that there is an answer already. */
const isKnown = async (host: Person) => (await pressOn(host)).content.includes('already')
