import type { APIMessage } from 'discord-api-types/v10'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'
import type { Person } from '../../src/playground/people.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const hour = 3_600_000
let clock: VirtualClock
let world: BotWorld
let ana: Person
let moderator: Person

beforeEach(async () => {
  clock = virtualClock()
  world = await openWorld([], { trivia: pool(30), clock })
  ana = world.person('Ana')
  moderator = world.person('moderator')
})
afterEach(() => world.close())

/** Minutes since midnight (UTC) `ms` from now, as a person would type them. */
function timeIn(ms: number): string {
  return new Date(clock.now() + ms).toISOString().slice(11, 16)
}

/** Winds the clock in steps that leave the bot's requests time to arrive. */
async function pass(ms: number, step = 60_000): Promise<void> {
  for (let left = ms; left > 0; left -= step) {
    await clock.advance(Math.min(step, left))
    for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setTimeout(done, 8))
  }
  await clock.advance(0)
}

const lobbies = () => ana.sees().filter((message) => textOf(message).includes('has planned'))
const textOf = (message: APIMessage) => JSON.stringify(message.embeds)
const list = async () => (await ana.slash('trivia schedule list')).embeds[0]?.description ?? ''

describe('a planned game', () => {
  test('opens by itself at its time, every day, and counts whoever plays', async () => {
    const planned = await moderator.slash('trivia schedule add', {
      time: timeIn(hour),
      questions: 3,
    })
    expect(planned.content).toContain('**every day at ')
    expect(planned.ephemeral).toBe(true)
    expect(await list()).toContain('every day at')
    await pass(hour - 120_000, 10 * 60_000)
    expect(lobbies()).toHaveLength(0)
    await pass(180_000)
    const [lobby] = lobbies()
    if (lobby === undefined) throw new Error('no lobby')
    expect(textOf(lobby)).toContain('Players (0)')
    expect((await ana.press(lobby, 'Join')).content).toContain('You are in')
    expect((await ana.press(lobby, 'Start now')).content).toContain('Only a moderator')
    await moderator.press(lobby, 'Start now')
    await pass(2_000, 500)
    expect(ana.sees().some(({ embeds }) => embeds[0]?.title?.startsWith('Question 1 of 3'))).toBe(
      true,
    )
    const next = Number(/<t:(\d+):F>/.exec(await list())?.[1]) * 1_000
    expect(Math.round((next - clock.now()) / hour)).toBe(24)
  })

  test('is planned by moderators only, and taken off by them', async () => {
    const time = timeIn(hour)
    expect((await ana.slash('trivia schedule add', { time })).content).toContain('Only moderators')
    expect((await moderator.slash('trivia schedule add', { time: 'noon' })).content).toContain(
      'Write the time',
    )
    await moderator.slash('trivia schedule add', { time, day: '1' })
    expect(await list()).toContain('every Monday')
    const [choice] = await moderator.suggest('trivia schedule remove', { plan: '' }, 'plan')
    const plan = String(choice?.value)
    expect((await ana.slash('trivia schedule remove', { plan })).content).toContain(
      'Only moderators',
    )
    expect((await moderator.slash('trivia schedule remove', { plan })).content).toContain('Removed')
    expect((await moderator.slash('trivia schedule remove', { plan })).content).toContain(
      'no such plan',
    )
    expect(await list()).toContain('Nothing yet')
  })

  test('is one of ten at most', async () => {
    for (let count = 0; count < 10; count += 1)
      await moderator.slash('trivia schedule add', { time: '10:00' })
    const more = await moderator.slash('trivia schedule add', { time: '10:00' })
    expect(more.content).toContain('10 games at most')
  })

  test('follows the time zone of the server, also when that changes', async () => {
    const owner = world.person('owner')
    await moderator.slash('trivia schedule add', { time: '12:00' })
    const before = Number(/<t:(\d+):F>/.exec(await list())?.[1])
    const wrong = await owner.slash('settings change', { 'time-zone': 'Narnia' })
    expect(wrong.content).toContain('I do not know that time zone')
    await owner.slash('settings change', { 'time-zone': 'asia/tokyo' })
    const after = Number(/<t:(\d+):F>/.exec(await list())?.[1])
    expect((((after - before) % 86_400) + 86_400) % 86_400).toBe(15 * 3_600)
  })

  test('waits for no channel that has a game, and tells the moderators why', async () => {
    await moderator.slash('trivia schedule add', { time: timeIn(hour) })
    const audit = world.arrange.channel({ name: 'audit' })
    await world.person('owner').slash('settings change', { audit: { id: audit.id } })
    await pass(hour - 60_000, 10 * 60_000)
    await ana.slash('trivia start', { lobby: 300 })
    await pass(120_000, 30_000)
    expect(lobbies()).toHaveLength(0)
    expect(JSON.stringify([...audit.messages.values()])).toContain(
      'There is a game in this channel',
    )
  })

  test('is taken off the plan once its channel is gone, with one request and no more', async () => {
    const channel = world.arrange.channel({ name: 'quiz' })
    await moderator.in('quiz').slash('trivia schedule add', { time: timeIn(hour) })
    expect(await list()).toContain(channel.id)
    world.arrange.deleteChannel(channel)
    const posts = () =>
      world.history.records.filter((record) =>
        JSON.stringify(record).includes(`/channels/${channel.id}/messages`),
      )
    await pass(hour + 60_000, 10 * 60_000)
    expect(await list()).toContain('Nothing yet')
    expect(posts()).toHaveLength(1)
  })

  test('is told of where I may not write, once and without a second try that day', async () => {
    await world.close()
    world = await openWorld([], { trivia: pool(30), clock, breaks: ['forbidden'] })
    moderator = world.person('moderator')
    ana = world.person('Ana')
    const audit = world.arrange.channel({ name: 'audit' })
    const channel = world.arrange.channel({ name: 'quiz' })
    await world.person('owner').slash('settings change', { audit: { id: audit.id } })
    await moderator.in('quiz').slash('trivia schedule add', { time: timeIn(hour) })
    const everyone = { id: world.guild.id, type: 0, allow: '0', deny: String(1n << 11n) }
    world.arrange.overwrite(channel, everyone)
    await pass(hour + 60_000, 10 * 60_000)
    expect(JSON.stringify([...audit.messages.values()])).toContain('I may not write there')
    expect(world.violations.list.filter(({ rule }) => rule === 'forbidden')).toHaveLength(1)
    expect(await list()).toContain(channel.id)
    const again = await ana.slash('trivia start')
    expect(again.message?.embeds[0]?.title).toContain('Trivia')
  })

  test('is held after a restart', async () => {
    await moderator.slash('trivia schedule add', { time: timeIn(hour) })
    await world.restart([])
    await pass(hour + 60_000, 10 * 60_000)
    expect(lobbies()).toHaveLength(1)
  })
})
