import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Person, Reply } from '../src/playground/people.ts'
import type { Playground } from '../src/playground/server.ts'
import { shardOf } from '../src/shards/span.ts'
import { ownPostgres } from './support/own-postgres.ts'
import { type Bot, guildsOn, openDiscord, someone, startBot, titleOf } from './support/processes.ts'

const emptyDatabase = ownPostgres()

let discord: Playground
let url: string
let bots: Bot[]
const start = async (shards: string, options: Parameters<typeof startBot>[3] = {}) => {
  const bot = await startBot(discord, url, shards, options)
  bots.push(bot)
  return bot
}
beforeEach(async () => {
  discord = await openDiscord({ history: 100_000 })
  url = await emptyDatabase()
  bots = []
})
afterEach(async () => {
  for (const bot of bots) await bot.stop()
  const { list } = discord.violations
  await discord.close()
  expect(list).toEqual([])
})

const question = 'What is the story of number 3 in the old ledger?'
const ask = (who: Person) => who.slash('ask', { question })
const answered = ({ failure, embeds }: Reply) => [failure, embeds[0]?.description]
const said = [null, 'The long story of number 3.']

/** Requests with this in their title that were answered with this status. */
const requests = (title: string) =>
  discord.history.records.filter((one) => one.kind === 'request' && one.title.includes(title))

test('two processes serve the servers of their shards, and no other', async () => {
  const guilds = await guildsOn(discord, 4)
  const [low, high] = await Promise.all([start('0-1/4'), start('2-3/4')])
  await Promise.all([low.serving, high.serving])
  const replies = await Promise.all(guilds.map((guild) => ask(someone(discord, guild))))
  expect(replies.map(answered)).toEqual([said, said, said, said])
  expect(requests('/callback')).toHaveLength(4)
  // There may be more than one on a shard.
  const all = [...discord.world.guilds.keys()]
  const lower = all.filter((id) => shardOf(id, 4) < 2).length
  expect([low.app.reading().guilds, high.app.reading().guilds]).toEqual([lower, all.length - lower])
})

test('a second process with the same shards stands by, and takes over as soon as they are free', async () => {
  const first = await start('0/1')
  await first.serving
  const ana = someone(discord, discord.guild)
  const lobby = await ana.slash('trivia start', { questions: 3, seconds: 20, wait: true })
  await ana.press(lobby, 'Start now')
  const asked = await ana.awaits((message) => titleOf(message).startsWith('Question 1 '), 20_000)
  const second = await start('0/1')
  await expect
    .poll(() => second.app.troubles(), { timeout: 10_000 })
    .toEqual(['standing by for the process that serves its shards'])
  await first.app.stop()
  await second.serving
  expect(await second.app.troubles()).toEqual([])
  const press = await ana.press(asked, buttonOf(asked))
  expect([press.failure, press.content]).toEqual([null, expect.stringContaining('Got it')])
})

test('a process that is to replace another takes over in the middle of everything, and nobody notices', async () => {
  const first = await start('0-1/2')
  await first.serving
  const guilds = await guildsOn(discord, 2)
  const people = guilds.flatMap((guild) =>
    ['Ana', 'Ben', 'Chidi', 'Drita'].map((name) => someone(discord, guild, name)),
  )
  let isOver = false
  const replies: Reply[] = []
  const asking = people.map(async (who, at) => {
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, 10 + at))
      replies.push(await ask(who))
    }
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const second = await start('0-1/2', { replace: true })
  await second.serving
  const soFar = replies.length
  await expect.poll(() => replies.length, { timeout: 10_000 }).toBeGreaterThan(soFar + 40)
  isOver = true
  await Promise.all(asking)
  expect(replies.map(answered).filter(([, text]) => text !== said[1])).toEqual([])
  expect(requests('/callback')).toHaveLength(replies.length)
  await expect.poll(() => first.ended, { timeout: 10_000 }).toEqual(['replaced'])
  expect(second.ended).toEqual([])
})

test('another number of shards is refused while processes serve the bot', async () => {
  await (await start('0/2')).serving
  const other = await start('0-3/4')
  await expect(other.serving).rejects.toThrow(/with 2 shards, not 4/)
})

test('sessions of one key begin five seconds apart, whichever process begins them', async () => {
  await discord.close()
  discord = await openDiscord({ maxConcurrency: 1, identifyWindow: 5_000 })
  const began = performance.now()
  const [low, high] = await Promise.all([start('0/2'), start('1/2')])
  await Promise.all([low.serving, high.serving])
  expect(performance.now() - began).toBeGreaterThan(5_000)
}, 20_000)

function buttonOf(message: Parameters<typeof titleOf>[0]): string {
  const found = JSON.stringify(message.components).match(/"custom_id":"(trivia:[^"]+)"/)
  return found?.[1] ?? ''
}
