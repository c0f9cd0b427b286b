import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { send } from './wire.ts'

let clock: VirtualClock
let playground: Playground
let messages: string
beforeEach(async () => {
  clock = virtualClock(1_790_000_000_000)
  playground = await createPlayground({ page: false, clock })
  messages = `/channels/${playground.person('Ana').channel.id}/messages`
})
afterEach(() => playground.close())

const counts = () => Object.fromEntries(playground.violations.counts)
const say = (content: string) => send(playground, 'POST', messages, { content })

describe('rate limits of requests', () => {
  it('tell how much is left of a bucket', async () => {
    const { headers } = await say('one')
    expect(headers.get('x-ratelimit-limit')).toBe('5')
    expect(headers.get('x-ratelimit-remaining')).toBe('4')
    expect(headers.get('x-ratelimit-reset-after')).toBe('5.000')
    expect(headers.get('x-ratelimit-bucket')).toBeTruthy()
    expect(counts()).toEqual({})
  })

  it('refuse a request to an empty bucket and count it as a violation', async () => {
    for (let sent = 0; sent < 5; sent += 1) expect((await say(`${sent}`)).status).toBe(200)
    await clock.advance(1_000)
    const { status, body, headers } = await say('six')
    expect(status).toBe(429)
    expect(body).toEqual({ message: 'You are being rate limited.', retry_after: 4, global: false })
    expect(headers.get('retry-after')).toBe('4')
    expect(headers.get('x-ratelimit-scope')).toBe('user')
    expect(counts()).toEqual({ 'rate-limit': 1 })
  })

  it('fill a bucket again when its time is over', async () => {
    for (let sent = 0; sent < 5; sent += 1) await say(`${sent}`)
    await clock.advance(5_000)
    expect((await say('six')).status).toBe(200)
    expect(counts()).toEqual({})
  })

  it('keep the buckets of two channels apart', async () => {
    for (let sent = 0; sent < 5; sent += 1) await say(`${sent}`)
    const other = playground.person('Ana').in('trivia').channel.id
    const { status } = await send(playground, 'POST', `/channels/${other}/messages`, {
      content: 'x',
    })
    expect(status).toBe(200)
  })

  it('hold all routes together to 50 requests a second', async () => {
    const paths = ['/users/@me', '/applications/@me', '/gateway/bot']
    const answers = []
    for (let sent = 0; sent < 51; sent += 1)
      answers.push(await send(playground, 'GET', paths[sent % 3] as string))
    const last = answers.at(-1)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
    expect(last?.body.global).toBe(true)
    expect(last?.headers.get('x-ratelimit-global')).toBe('true')
    expect(last?.headers.get('x-ratelimit-scope')).toBe('global')
    expect(counts()).toEqual({ 'global-rate-limit': 1 })
  })

  it('do not hold back the answers to interactions', async () => {
    for (let sent = 0; sent < 80; sent += 1) {
      const { status } = await send(playground, 'POST', '/interactions/1/x/callback', { type: 6 })
      expect(status).toBe(404)
    }
    expect(counts()['global-rate-limit']).toBeUndefined()
  })

  it('ban an address that was refused 10,000 times in ten minutes', async () => {
    const wrong = () =>
      fetch(`${playground.api}/v10/users/@me`, { headers: { authorization: 'Bot wrong' } })
    for (let batch = 0; batch < 101; batch += 1)
      await Promise.all(Array.from({ length: 100 }, async () => (await wrong()).text()))
    const answer = await wrong()
    expect(answer.status).toBe(403)
    expect(await answer.text()).toBe('error code: 1015')
    expect(counts().banned).toBe(1)
    await clock.advance(10 * 60_000)
    expect((await wrong()).status).toBe(401)
  }, 30_000)
})

/** A bare socket to the gateway, with the frames it got and the code it was closed with. */
function connect() {
  const socket = new WebSocket(playground.api.replace('http', 'ws').replace('/api', '/gateway'))
  const frames: { op: number; d: unknown; t: string | null }[] = []
  socket.onmessage = ({ data }) => frames.push(JSON.parse(String(data)))
  const closed = new Promise<number>((resolve) => {
    socket.onclose = ({ code }) => resolve(code)
  })
  const opened = new Promise<void>((resolve) => {
    socket.onopen = () => resolve()
  })
  const tell = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }))
  const identify = () => tell(2, { token: playground.token, intents: 1 })
  return { socket, frames, closed, opened, tell, identify }
}

const got = (one: ReturnType<typeof connect>, op: number) =>
  expect.poll(() => one.frames.some((frame) => frame.op === op)).toBe(true)

describe('limits of the gateway', () => {
  it('hold a socket to 120 frames a minute (4008)', async () => {
    const one = connect()
    await one.opened
    one.identify()
    for (let sent = 0; sent < 120; sent += 1) one.tell(1, null)
    expect(await one.closed).toBe(4008)
    expect(counts()).toEqual({ 'gateway-sends': 1 })
  })

  it('refuse a frame above 4,096 bytes (4002)', async () => {
    const one = connect()
    await one.opened
    one.tell(3, { text: 'x'.repeat(5_000) })
    expect(await one.closed).toBe(4002)
    expect(counts()).toEqual({ 'gateway-frame': 1 })
  })

  it('refuse an identify within five seconds of the one before (op 9)', async () => {
    const first = connect()
    await first.opened
    first.identify()
    await got(first, 0)
    const second = connect()
    await second.opened
    second.identify()
    await got(second, 9)
    expect(counts()).toEqual({ 'identify-too-soon': 1 })
    await clock.advance(5_000)
    second.identify()
    await got(second, 0)
    second.socket.close()
    first.socket.close()
  })

  it('let shards of different keys identify at once', async () => {
    await playground.close()
    playground = await createPlayground({ page: false, clock, maxConcurrency: 2 })
    const sockets = [0, 1, 2].map(() => connect())
    for (const [shard, one] of sockets.entries()) {
      await one.opened
      one.tell(2, { token: playground.token, intents: 1, shard: [shard, 4] })
      await got(one, shard < 2 ? 0 : 9)
    }
    expect(counts()).toEqual({ 'identify-too-soon': 1 })
    for (const { socket } of sockets) socket.close()
  })

  it('close a shard that would have more than 2,500 guilds (4011)', async () => {
    const { world, guild } = playground
    for (let at = 0; at < 2_500; at += 1) {
      const id = world.id()
      world.guilds.set(id, { ...guild, id })
    }
    const one = connect()
    await one.opened
    one.identify()
    expect(await one.closed).toBe(4011)
  })

  it('tell how many sessions are left for the day, and refuse those beyond', async () => {
    await playground.close()
    playground = await createPlayground({ page: false, clock, identifyWindow: 0, limits: false })
    const one = connect()
    await one.opened
    one.identify()
    await got(one, 0)
    one.socket.close()
    const { body } = await send(playground, 'GET', '/gateway/bot')
    expect(body.session_start_limit).toMatchObject({ total: 1_000, remaining: 999 })
    for (let begun = 1; begun < 1_000; begun += 1) {
      const next = connect()
      await next.opened
      next.identify()
      await expect.poll(() => next.frames.length, { interval: 1 }).toBeGreaterThan(1)
      next.socket.close()
    }
    const last = connect()
    await last.opened
    last.identify()
    await got(last, 9)
    expect(counts()).toEqual({ 'identify-budget': 1 })
    await clock.advance(86_400_000)
    expect((await send(playground, 'GET', '/gateway/bot')).body.session_start_limit.remaining).toBe(
      1_000,
    )
    last.socket.close()
  }, 30_000)
})

describe('other violations', () => {
  it.each([
    [
      'a body that is refused',
      'POST',
      'messages',
      { embeds: [{ title: 'x'.repeat(300) }] },
      'invalid-body',
    ],
    ['a route that there is not', 'GET', '/nothing', undefined, 'unknown-route'],
    [
      'an interaction that there is not',
      'POST',
      '/interactions/1/x/callback',
      { type: 6 },
      'answered-late',
    ],
  ])('count %s', async (_what, method, path, body, rule) => {
    await send(playground, method, path === 'messages' ? messages : path, body)
    expect(counts()).toEqual({ [rule]: 1 })
    expect(playground.violations.list[0]?.at).toBe(clock.now())
    playground.violations.clear()
    expect(counts()).toEqual({})
  })
})
