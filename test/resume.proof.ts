/** The line is lost in mid-question in every way that Discord lets a session be taken up again: no press is lost. */

import type { APIMessage } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GatewayAct } from '../src/playground/page/protocol.ts'
import type { Person } from '../src/playground/people.ts'
import { type Database, inMemory, openDatabase } from '../src/store/database.ts'
import { readGame } from '../src/store/game-logs.ts'
import { replayed } from '../src/trivia/explain.ts'
import { buttonsOf } from './load/crowd.ts'
import { type BotWorld, openWorld } from './support/world.ts'
import { pool } from './trivia/game.ts'

/** Discord's close codes after which a session goes on, as far as discord.js goes on with it; and what is no code. */
const ways: Readonly<Record<string, GatewayAct>> = {
  'op 7': { do: 'reconnect' },
  'op 9 that may be resumed': { do: 'invalidate', resumable: true },
  'a cut line': { do: 'cut' },
  'code 4000': { do: 'close', code: 4000 },
  'code 4001': { do: 'close', code: 4001 },
  'code 4002': { do: 'close', code: 4002 },
  'code 4009': { do: 'close', code: 4009 },
  'code 1011': { do: 'close', code: 1011 },
}
const players = 130

let database: Database
let world: BotWorld
beforeAll(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([], { database, trivia: pool(30), limits: false })
})
afterAll(async () => {
  await world.close()
  await database.close()
})

/** A game in a channel of its own with one question, which is open. */
async function openQuestion(name: string, crowd: readonly Person[]) {
  const channel = world.arrange.channel({ name: name.replaceAll(' ', '-') })
  const here = crowd.map((person) => person.in(channel))
  const [host] = here
  if (host === undefined) throw new Error('nobody is there')
  const lobby = await host.slash('trivia start', { questions: 3, seconds: 20, wait: true })
  await host.press(lobby, 'Start now')
  const isOpen = ({ embeds }: APIMessage) => /^Question 1 /.test(embeds[0]?.title ?? '')
  const message = await host.awaits((one) => isOpen(one) && buttonsOf(one).length > 0, 30_000)
  return { here, message, channel: channel.id }
}

const frames = (title: string) =>
  world.history.records.filter((one) => one.kind === 'frame' && one.title === title)

/** Whose presses count for the first question in a channel, out of what was stored. */
async function counted(channel: string): Promise<number> {
  const games = await database.db.selectFrom('games').select('id').execute()
  for (const { id } of games) {
    const logged = await readGame(database.db as never, id)
    if (logged?.opening.channel === channel) return replayed(logged).settled[0]?.outcomes.size ?? 0
  }
  return 0
}

test('every press made while the line was down counts, and the session is taken up within 2 s', async () => {
  const crowd = Array.from({ length: players }, (_, at) => world.addPerson(`Player ${at}`))
  const games = await Promise.all(Object.keys(ways).map((name) => openQuestion(name, crowd)))
  const began = frames('IDENTIFY').length
  for (const [at, [way, act]] of Object.entries(ways).entries()) {
    const { here, message } = games[at] ?? (await openQuestion(way, crowd))
    const buttons = buttonsOf(message)
    const before = frames('RESUME').length
    const lost = performance.now()
    world.gateway(act)
    const presses = here.map((person, one) => person.press(message, buttons[one % 4] ?? ''))
    await expect.poll(() => frames('RESUME').length, { interval: 20 }).toBe(before + 1)
    expect(performance.now() - lost, way).toBeLessThan(2_000)
    const failures = (await Promise.all(presses)).filter(({ failure }) => failure !== null)
    expect(failures, way).toEqual([])
  }
  for (const [at, way] of Object.keys(ways).entries())
    await expect
      .poll(() => counted(games[at]?.channel ?? ''), { timeout: 45_000, message: way })
      .toBe(players)
  const resumed = world.logged.filter(({ msg }) => msg === 'shard resumed')
  const replays = resumed.reduce((sum, { replayed }) => sum + Number(replayed), 0)
  expect(replays).toBeGreaterThan(1_000)
  expect(frames('IDENTIFY').length).toBe(began)
})
