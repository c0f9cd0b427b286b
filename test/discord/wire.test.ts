/** The way to Discord, on the playground: what really goes over the network, and what comes of it. */

import { type APIMessage, DiscordAPIError, HTTPError, RateLimitError, Routes } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { restOptions } from '../../src/discord/client.ts'
import { createDiscipline, type Discipline } from '../../src/discord/discipline.ts'
import { Wire } from '../../src/discord/wire.ts'
import { createLog } from '../../src/log.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'

let playground: Playground
let discipline: Discipline
let wire: Wire
let channel: string

beforeEach(async () => {
  playground = await createPlayground({ page: false, limits: false, identifyWindow: 0 })
  discipline = createDiscipline({
    ...systemClock,
    log: createLog('silent', []),
    random: Math.random,
  })
  wire = new Wire(restOptions(playground.api), discipline).setToken(playground.token) as Wire
  channel = playground.person('Ana').channel.id
})
afterEach(() => playground.close())

const quiet = { allowed_mentions: { parse: [] } }
const say = (content: string) =>
  wire.for('background').post(Routes.channelMessages(channel), { body: { content, ...quiet } })
const requests = (begins: string) =>
  playground.history.records.filter((one) => one.kind === 'request' && one.title.startsWith(begins))
    .length
const said = () =>
  playground
    .person('Ana')
    .sees()
    .map(({ content }) => content)

describe('a message of the bot’s own', () => {
  test.each([
    ['a server error', 'error'],
    ['a cut connection', 'reset'],
  ] as const)('is said once, though %s came after it took effect', async (_what, what) => {
    playground.faults.arm({
      ...{ on: 'request', match: 'POST *', do: what, status: 502, when: 'after', times: 2 },
    })
    const { id } = (await say('hello')) as APIMessage
    expect(said()).toEqual(['hello'])
    expect(playground.person('Ana').sees()[0]?.id).toBe(id)
  })

  test('is said once Discord answers again, though it did not at first', async () => {
    playground.faults.arm({ on: 'request', match: 'POST *', do: 'hang', times: 1 })
    await say('hello')
    expect(said()).toEqual(['hello'])
  })
})

describe('an answer to somebody', () => {
  const callback = '/interactions/900000000000000001/token/callback'
  const answer = () => wire.post(callback, { body: { type: 5 }, auth: false })

  test('is sent once more, and then no more', async () => {
    playground.faults.arm({ on: 'request', match: 'POST *', do: 'error', status: 502, times: 9 })
    await expect(answer()).rejects.toThrow(HTTPError)
    expect(requests('POST')).toBe(2)
  })

  test('does not wait out a limit that is longer than Discord waits for it', async () => {
    playground.faults.arm({ on: 'request', match: 'POST *', do: 'ratelimit', ms: 30_000 })
    const began = performance.now()
    await expect(answer()).rejects.toThrow(RateLimitError)
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(requests('POST')).toBe(1)
  })

  test('waits out a short one', async () => {
    playground.faults.arm({
      ...{ on: 'request', match: 'POST *', do: 'ratelimit', ms: 300, times: 1 },
    })
    await expect(answer()).rejects.toThrow(DiscordAPIError)
    expect(requests('POST')).toBe(2)
  })
})

describe('what Discord counts', () => {
  test('a missing right costs one refusal, however often a line is to be sent there', async () => {
    const place = playground.world.channels.get(channel)
    if (place === undefined) throw new Error('no channel')
    playground.arrange.overwrite(place, {
      ...{ id: playground.world.bot.id, type: 1, allow: '0', deny: String(1n << 11n) },
    })
    for (let line = 0; line < 5; line += 1) await expect(say('x')).rejects.toThrow(DiscordAPIError)
    expect(playground.violations.counts.get('forbidden')).toBe(1)
    expect(discipline.invalid()).toBe(1)
  })

  test('limits count unless they are shared with others', async () => {
    for (const scope of ['user', 'global', 'shared'] as const) {
      playground.faults.arm({
        ...{ on: 'request', match: 'GET *', do: 'ratelimit', ms: 50, scope, times: 1 },
      })
      await wire.get(Routes.currentApplication())
    }
    expect(discipline.invalid()).toBe(2)
  })
})

test('a server that fails is left alone until a single call has found it well', async () => {
  playground.faults.arm({ on: 'request', match: 'POST *', do: 'error', status: 503 })
  const post = () =>
    wire
      .for('game')
      .post(Routes.channelMessages(channel), { body: { content: 'x', ...quiet } })
      .catch(() => {})
  for (let at = 0; at < 50; at += 1) await post()
  expect(requests('POST')).toBe(8)
  playground.faults.calm()
  await say('after the outage')
  expect(said()).toEqual(['after the outage'])
  expect(requests('POST')).toBe(9)
})
