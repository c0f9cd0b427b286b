/** A process that has no memory left in the midst of a game: by Node's own limit, and by the system's. */

import { resolve } from 'node:path'
import type { APIMessage } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person, Reply } from '../../src/playground/people.ts'
import type { Playground } from '../../src/playground/server.ts'
import { openDatabase } from '../../src/store/database.ts'
import { readGame } from '../../src/store/game-logs.ts'
import { replayed } from '../../src/trivia/explain.ts'
import { buttonsOf } from '../load/crowd.ts'
import { makeCage, noCage } from '../support/cage.ts'
import { openPostgresServer, type PostgresServer } from '../support/postgres.ts'
import { openDiscord, titleOf } from '../support/processes.ts'
import { endOf, type Program, pidsOf, startProgram, untilSaid } from '../support/running.ts'

const noLimit = noCage()
if (noLimit !== undefined)
  console.warn(`SKIPPED: a limit of the system's needs root and control groups. ${noLimit}`)

let server: PostgresServer
beforeAll(() => {
  server = openPostgresServer()
})
afterAll(() => server.close())

interface Scene {
  readonly discord: Playground
  readonly url: string
  /** The supervisor, whose one process takes memory from SIGUSR2 on. */
  readonly bot: Program
  /** Of that process. */
  readonly pid: number
}

/** Does something with the whole bot as the supervisor keeps it. */
async function onScene(
  flags: readonly string[],
  hunger: 'heap' | 'buffers',
  work: (scene: Scene) => Promise<void>,
): Promise<void> {
  const discord = await openDiscord({ history: 200_000, token: 'out-of-memory'.repeat(4) })
  const url = await server.database()
  const bot = startProgram({
    ...{ discord, url, program: 'src/programs/supervise.ts' },
    args: ['--processes', '1', '--shards', '1'],
    flags: [...flags, '--import', resolve('test/support/hungry.ts')],
    env: { HUNGRY_FOR: hunger },
  })
  try {
    await untilSaid(bot, 'on Discord')
    await work({ discord, url, bot, pid: pidsOf(bot.lines)[0] ?? 0 })
  } finally {
    await endOf(bot.child, 'SIGTERM')
    await discord.close()
  }
  expect(discord.violations.list).toEqual([])
}

const counts = ({ content }: Reply) => content.startsWith('Got it')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Has the process run out of memory while people answer; resolves with who was told that their answer counts. */
async function starve({ bot, pid }: Scene, crowd: readonly Person[], question: APIMessage) {
  const told = new Map<string, number>()
  let isOver = false
  const ended = untilSaid(bot, '"msg":"ended"').then(() => {
    isOver = true
  })
  process.kill(pid, 'SIGUSR2')
  for (const [at, who] of crowd.entries()) {
    if (isOver) break
    const press = who.press(question, buttonsOf(question)[at % 4] ?? '').then((reply) => {
      if (counts(reply)) told.set(who.id, at % 4)
    })
    await Promise.race([press, ended])
    await Promise.race([pause(60), ended])
  }
  await ended
  return told
}

/** A game in which the process dies in its first question, and which the next one plays to its end. */
async function playThrough(scene: Scene): Promise<void> {
  const { discord, bot } = scene
  const crowd = Array.from({ length: 60 }, (_, at) => discord.addPerson(`Player ${at}`))
  const [host] = crowd as [Person]
  const pressAll = (on: APIMessage, choice: (at: number) => number) =>
    Promise.all(crowd.map((who, at) => who.press(on, buttonsOf(on)[choice(at) % 4] ?? '')))
  const asked = (number: number) =>
    host.awaits((one) => titleOf(one).startsWith(`Question ${number} `), 40_000)
  const lobby = await host.slash('trivia start', { questions: 3, seconds: 30 })
  await Promise.all(crowd.slice(1).map((who) => who.press(lobby, 'Join')))
  await host.press(lobby, 'Start now')
  const question = await asked(1)
  const told = await starve(scene, crowd, question)
  const died = performance.now()
  expect(told.size).toBeGreaterThan(5)
  await untilSaid(bot, 'on Discord', 2)
  const back = performance.now()
  // The next process knows who has answered, and takes no second answer.
  const again = await pressAll(question, (at) => at + 1)
  for (const [at, who] of crowd.entries())
    expect(again[at]?.content).toContain(told.has(who.id) ? 'already' : '')
  expect(again.every((one) => counts(one) || one.content.includes('already'))).toBe(true)
  for (const number of [2, 3]) await pressAll(await asked(number), (at) => at)
  const board = await host.awaits((one) => /^🏁|Final/.test(titleOf(one)), 40_000)
  const shown = host.sees().map(titleOf)
  for (const title of ['Question 1 ', 'Question 2 ', 'Question 3 ', titleOf(board)])
    expect(shown.filter((one) => one.startsWith(title))).toHaveLength(1)
  await expectCounted(scene.url, told, crowd)
  console.log(
    `${told.size} answers were acknowledged before the end, all count once; serving again ${Math.round(back - died)} ms after it`,
  )
}

/** One line for each player, and the answers that were acknowledged are those that were scored. */
async function expectCounted(
  url: string,
  told: ReadonlyMap<string, number>,
  crowd: readonly Person[],
): Promise<void> {
  const database = await openDatabase({ url, folder: '', onError: () => {} })
  const { id } = await database.db.selectFrom('games').select('id').executeTakeFirstOrThrow()
  const game = await readGame(database.db as never, id)
  const scores = await database.db.selectFrom('scores').select('player').execute()
  await database.close()
  if (game === undefined) throw new Error('the game is gone')
  const outcomes = replayed(game).settled[0]?.outcomes
  for (const [who, choice] of told) expect(outcomes?.get(who)?.choice).toBe(choice)
  expect(scores.map(({ player }) => player).toSorted()).toEqual(
    crowd.map(({ id }) => id).toSorted(),
  )
}

/** What the supervisor has said of the end, once. */
function saidOfTheEnd({ lines }: Program): Record<string, unknown> {
  const said = lines.filter((line) => line.includes('"msg":"ended"'))
  expect(said).toHaveLength(1)
  return JSON.parse(said[0] ?? '{}')
}

test.concurrent('Node’s own limit: the process ends, is told of as out of memory, and the game goes on where it was', () =>
  onScene(['--max-old-space-size=110'], 'heap', async (scene) => {
    await playThrough(scene)
    const said = saidOfTheEnd(scene.bot)
    expect(said).toMatchObject({ level: 'error', signal: 'SIGABRT' })
    expect(said.why).toContain('out of memory')
    expect(scene.bot.said('heap out of memory')).toBeGreaterThan(0)
  }))

test.concurrent('the system’s limit: the process is killed, is told of as that, and the game goes on where it was', async (context) => {
  if (noLimit !== undefined) context.skip(noLimit)
  const cage = makeCage(60e6)
  await onScene([], 'buffers', async (scene) => {
    cage.hold(scene.pid)
    await playThrough(scene)
    const said = saidOfTheEnd(scene.bot)
    expect(said).toMatchObject({ level: 'error', signal: 'SIGKILL' })
    expect(said.why).toContain('memory ran out')
  }).finally(cage.remove)
})
