/** The whole bot in several processes of this machine: killed, replaced, paused. */

import type { ChildProcess } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Person, Reply } from '../../src/playground/people.ts'
import type { Playground } from '../../src/playground/server.ts'
import type { Guild } from '../../src/playground/world.ts'
import { ownPostgres } from '../support/own-postgres.ts'
import { guildsOn, openDiscord, someone, titleOf } from '../support/processes.ts'
import { endOf, pidsOf, startProgram, untilSaid } from '../support/running.ts'

const emptyDatabase = ownPostgres()

let discord: Playground
let url: string
let guilds: Guild[]
let running: ChildProcess[]
beforeEach(async () => {
  discord = await openDiscord({ history: 200_000, token: 'many-processes'.repeat(4) })
  url = await emptyDatabase()
  guilds = await guildsOn(discord, 4)
  running = []
})
afterEach(async () => {
  await Promise.all(running.map((child) => endOf(child, 'SIGTERM')))
  const { list } = discord.violations
  await discord.close()
  expect(list).toEqual([])
})

/** Starts a program of ours; resolves once it has said `until` so many times. */
async function run(program: string, args: string[], until: string, times = 1, patience?: number) {
  const started = startProgram({ discord, url, program, args })
  running.push(started.child)
  await untilSaid(started, until, times, patience)
  return started
}

const ask = (who: Person) => who.slash('ask', { question: 'When did Kosovo declare independence?' })
const people = () => guilds.map((guild) => someone(discord, guild))
const isAnswered = ({ failure, embeds }: Reply) => failure === null && embeds.length > 0

/** Lets somebody of every server ask again and again; the function ends that and gives all replies. */
function keepAsking(): () => Promise<Reply[]> {
  const replies: Reply[] = []
  let isOver = false
  const asking = people().map(async (who) => {
    while (!isOver) {
      replies.push(await ask(who))
      // As fast as one person may ask for long.
      await new Promise((resolve) => setTimeout(resolve, 3_100))
    }
  })
  return async () => {
    isOver = true
    await Promise.all(asking)
    return replies
  }
}

const callbacks = () =>
  discord.history.records.filter((one) => one.kind === 'request' && one.title.endsWith('/callback'))
    .length

test('a roll replaces every process, and no question goes unanswered or is answered twice', async () => {
  const bot = await run(
    'src/programs/supervise.ts',
    ['--processes', '2', '--shards', '4'],
    'on Discord',
    2,
  )
  const stopAsking = keepAsking()
  bot.child.kill('SIGHUP')
  await expect.poll(() => bot.said('on Discord'), { timeout: 60_000 }).toBe(4)
  await expect.poll(() => bot.said('"msg":"ended"'), { timeout: 30_000 }).toBe(2)
  const replies = await stopAsking()
  expect(replies.filter((one) => !isAnswered(one))).toEqual([])
  expect(callbacks()).toBe(replies.length)
  expect(new Set(pidsOf(bot.lines)).size).toBe(4)
  expect(await endOf(bot.child, 'SIGTERM')).toBe(0)
})

test('a killed process is started again within ten seconds, and the others never notice', async () => {
  const bot = await run(
    'src/programs/supervise.ts',
    ['--processes', '2', '--shards', '4'],
    'on Discord',
    2,
  )
  const [low = 0] = pidsOf(bot.lines)
  process.kill(low, 'SIGKILL')
  const killed = performance.now()
  const [first, , third] = people() as [Person, Person, Person]
  expect(isAnswered(await ask(third))).toBe(true)
  await expect.poll(() => bot.said('on Discord'), { timeout: 20_000 }).toBe(3)
  const took = performance.now() - killed
  expect(isAnswered(await ask(first))).toBe(true)
  console.log(`serving again ${Math.round(took)} ms after SIGKILL`)
})

test('a start that takes longer than a lease lives keeps its shards from those who stand by', async () => {
  await discord.close()
  const token = 'many-processes'.repeat(4)
  discord = await openDiscord({ token, maxConcurrency: 1, identifyWindow: 5_000 })
  // Who stands by begins its sessions too and may have turns before: eight of them, 5 s apart.
  const first = run('src/main.ts', ['--shards', '0-3/4'], 'on Discord', 1, 70_000)
  await new Promise((go) => setTimeout(go, 11_000))
  const second = await run('src/main.ts', ['--shards', '0-3/4'], 'standing by')
  await first
  expect(second.said('on Discord')).toBe(0)
})

test('where all processes are killed at once, all are started again', async () => {
  const bot = await run(
    'src/programs/supervise.ts',
    ['--processes', '2', '--shards', '4'],
    'on Discord',
    2,
  )
  for (const pid of pidsOf(bot.lines)) process.kill(pid, 'SIGKILL')
  await expect.poll(() => bot.said('on Discord'), { timeout: 20_000 }).toBe(4)
  for (const who of people()) expect(isAnswered(await ask(who))).toBe(true)
})

test('a paused owner that wakes up after another has taken over writes nothing and ends', async () => {
  const first = await run('src/main.ts', ['--shards', '0-3/4'], 'on Discord')
  const [ana] = people() as [Person]
  const lobby = await ana.slash('trivia start', { questions: 3, seconds: 5, wait: true })
  await ana.press(lobby, 'Start now')
  const question = await ana.awaits((one) => titleOf(one).startsWith('Question 1 '), 20_000)
  expect((await ana.press(question, answerOn(question))).failure).toBe(null)
  const second = await run('src/main.ts', ['--shards', '0-3/4'], 'standing by')
  first.child.kill('SIGSTOP')
  await expect.poll(() => second.said('on Discord'), { timeout: 30_000 }).toBe(1)
  const answered = await ask(ana)
  expect(isAnswered(answered)).toBe(true)
  first.child.kill('SIGCONT')
  const code = await new Promise((done) => first.child.once('exit', done))
  expect(code).toBe(1)
  expect(first.said('Another process serves these shards now')).toBe(1)
  // The game goes on to its end, once: one message for each question, one board.
  const board = await ana.awaits((one) => titleOf(one).includes('Final'), 120_000)
  const shown = ana.sees().map(titleOf)
  expect(shown.filter((one) => one === titleOf(board))).toHaveLength(1)
  for (const number of [1, 2, 3])
    expect(shown.filter((one) => one.startsWith(`Question ${number} `))).toHaveLength(1)
  expect(JSON.stringify(board)).toContain(ana.id)
})

function answerOn(message: Parameters<typeof titleOf>[0]): string {
  return JSON.stringify(message.components).match(/"custom_id":"(trivia:[^"]+)"/)?.[1] ?? ''
}
