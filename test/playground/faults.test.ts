import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Events, type Interaction, MessageFlags } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readHistory } from '../../src/playground/history.ts'
import { replay } from '../../src/playground/replay.ts'
import { type Bench, connect, startBench } from './bot.ts'
import { send } from './wire.ts'

const commands = [{ name: 'hi', description: 'Says hi', type: 1 }]
let bench: Bench
beforeEach(async () => {
  bench = await startBench(commands)
  bench.slash((interaction) => interaction.reply('Hi!'))
})
afterEach(() => bench.stop())

const hi = () => bench.playground.person('Ana').slash('hi')
const texts = () =>
  bench.playground
    .person('Ana')
    .sees()
    .map(({ content }) => content)
const messages = () => `/channels/${bench.playground.person('Ana').channel.id}/messages`

describe('faults of requests', () => {
  it('answer with an error instead of taking effect', async () => {
    bench.playground.faults.arm({
      on: 'request',
      match: 'POST *',
      do: 'error',
      status: 502,
      times: 1,
    })
    expect((await send(bench.playground, 'POST', messages(), { content: 'a' })).status).toBe(502)
    expect(texts()).toEqual([])
    expect((await send(bench.playground, 'POST', messages(), { content: 'b' })).status).toBe(200)
  })

  it('answer with an error after it took effect', async () => {
    const { faults } = bench.playground
    faults.arm({
      on: 'request',
      match: 'POST *',
      do: 'error',
      status: 500,
      when: 'after',
      times: 1,
    })
    expect((await send(bench.playground, 'POST', messages(), { content: 'a' })).status).toBe(500)
    expect(texts()).toEqual(['a'])
  })

  it.each(['user', 'global', 'shared'] as const)(
    'answer with a rate limit of the scope %s',
    async (scope) => {
      bench.playground.faults.arm({
        on: 'request',
        match: '*',
        do: 'ratelimit',
        scope,
        ms: 1_500,
        times: 1,
      })
      const { status, body, headers } = await send(bench.playground, 'GET', '/users/@me')
      expect([status, body.retry_after, body.global]).toEqual([429, 1.5, scope === 'global'])
      expect(headers.get('x-ratelimit-scope')).toBe(scope)
      expect(bench.playground.violations.list).toEqual([])
    },
  )

  it.each([
    ['before', []],
    ['after', ['a']],
  ] as const)('cut the connection %s it takes effect', async (when, left) => {
    bench.playground.faults.arm({ on: 'request', match: 'POST *', do: 'reset', when, times: 1 })
    await expect(send(bench.playground, 'POST', messages(), { content: 'a' })).rejects.toThrow()
    expect(texts()).toEqual(left)
  })

  it('never answer', async () => {
    bench.playground.faults.arm({ on: 'request', match: 'GET /users/*', do: 'hang', times: 1 })
    const hung = fetch(`${bench.playground.api}/v10/users/@me`, {
      headers: { authorization: `Bot ${bench.playground.token}` },
      signal: AbortSignal.timeout(100),
    })
    await expect(hung).rejects.toThrow('timeout')
  })

  it('answer late', async () => {
    bench.playground.faults.arm({ on: 'request', match: 'GET *', do: 'delay', ms: 80, times: 1 })
    const began = performance.now()
    expect((await send(bench.playground, 'GET', '/users/@me')).status).toBe(200)
    expect(performance.now() - began).toBeGreaterThanOrEqual(79)
  })

  it.each([10062, 40060, 50027])('give the code %i', async (code) => {
    bench.playground.faults.arm({
      on: 'request',
      match: '*/callback',
      do: 'error',
      status: 400,
      code,
    })
    const failed = new Promise<number>((resolve) =>
      bench.slash((interaction) => interaction.reply('x').catch((error) => resolve(error.code))),
    )
    void hi()
    expect(await failed).toBe(code)
  })

  it('strike alike for the same seed, and about as often as their chance says', async () => {
    const struck = async (seed: number) => {
      const other = await startBench([], { seed })
      other.playground.faults.arm({
        on: 'request',
        match: 'GET *',
        do: 'error',
        status: 503,
        chance: 0.3,
      })
      const answers = []
      for (let sent = 0; sent < 100; sent += 1)
        answers.push((await send(other.playground, 'GET', '/users/@me')).status)
      await other.stop()
      return answers
    }
    // The start of the bot asks as well, so the fault is armed after it.
    const [one, two, three] = [await struck(7), await struck(7), await struck(8)]
    expect(one).toEqual(two)
    expect(one).not.toEqual(three)
    const share = one.filter((status) => status === 503).length
    expect(share).toBeGreaterThan(15)
    expect(share).toBeLessThan(45)
  })
})

describe('faults of events', () => {
  const seen: string[] = []
  beforeEach(() => {
    seen.length = 0
    bench.on((interaction: Interaction) => {
      seen.push(interaction.id)
      if (interaction.isChatInputCommand())
        void interaction.reply({ content: 'Hi!', flags: MessageFlags.Ephemeral }).catch(() => {})
    })
  })

  it('lose an interaction: the person reads that nobody answered', async () => {
    bench.playground.faults.arm({ on: 'event', match: 'INTERACTION_CREATE', do: 'drop', times: 1 })
    expect((await hi()).failure).toBe('The application did not respond')
    expect(seen).toEqual([])
  })

  it('deliver one twice', async () => {
    bench.playground.faults.arm({
      on: 'event',
      match: 'INTERACTION_CREATE',
      do: 'duplicate',
      times: 1,
    })
    await hi()
    await expect.poll(() => seen.length).toBe(2)
    expect(seen[0]).toBe(seen[1])
  })

  it('deliver one late', async () => {
    bench.playground.faults.arm({
      on: 'event',
      match: 'INTERACTION_CREATE',
      do: 'delay',
      ms: 90,
      times: 1,
    })
    expect((await hi()).took).toBeGreaterThanOrEqual(89)
  })

  it('let the next one pass first', async () => {
    bench.playground.faults.arm({
      on: 'event',
      match: 'INTERACTION_CREATE',
      do: 'reorder',
      times: 1,
    })
    const [first, second] = [hi(), hi()]
    const [a, b] = [(await first).interaction?.id, (await second).interaction?.id]
    expect(seen).toEqual([b, a])
  })
})

describe('acts upon the gateway', () => {
  const resumed = () =>
    new Promise<void>((resolve) => bench.client.once(Events.ShardResume, () => resolve()))

  it.each([
    ['op 7', { do: 'reconnect' }],
    ['a cut line', { do: 'cut' }],
    ['close code 4000', { do: 'close', code: 4000 }],
    ['op 9 that may be resumed', { do: 'invalidate', resumable: true }],
  ] as const)('make a client resume after %s, and lose no event', async (_what, act) => {
    const again = resumed()
    bench.playground.gateway(act)
    const reply = hi()
    await again
    expect((await reply).content).toBe('Hi!')
  })

  it.each([4004, 4010, 4011, 4012, 4013, 4014])(
    'end the client for good with code %i',
    async (code) => {
      const gone = new Promise<number>((resolve) =>
        bench.client.once(Events.ShardDisconnect, (event) => resolve(event.code)),
      )
      bench.playground.gateway({ do: 'close', code })
      expect(await gone).toBe(code)
    },
  )

  it('make a client begin anew after op 9', async () => {
    const ready = new Promise<void>((resolve) =>
      bench.client.once(Events.ShardReady, () => resolve()),
    )
    bench.playground.gateway({ do: 'invalidate', resumable: false })
    await ready
    expect((await hi()).content).toBe('Hi!')
  }, 20_000)

  it('fall silent: no acks and no events until they speak again', async () => {
    bench.playground.gateway({ do: 'silence' })
    const lost = await hi()
    expect(lost.failure).toBe('The application did not respond')
    bench.playground.gateway({ do: 'speak' })
    expect((await hi()).content).toBe('Hi!')
  })

  it('let nobody connect until they are admitted again', async () => {
    const { playground, client } = bench
    const back = new Promise<void>((resolve) => {
      client.once(Events.ShardReady, () => resolve())
      client.once(Events.ShardResume, () => resolve())
    })
    const before = playground.connects()
    playground.gateway({ do: 'refuse' })
    playground.gateway({ do: 'cut' })
    await expect.poll(() => playground.connects(), { timeout: 5_000 }).toBe(before + 2)
    expect(client.ws.shards.first()?.status).not.toBe(0)
    playground.gateway({ do: 'admit' })
    await back
    expect((await hi()).content).toBe('Hi!')
  })

  it('leave a line dead: it carries nothing and does not end, while new ones work', async () => {
    bench.playground.gateway({ do: 'deaden' })
    expect((await hi()).failure).toBe('The application did not respond')
    const other = await connect(bench.playground)
    other.on('interactionCreate', (interaction) => {
      if (interaction.isChatInputCommand()) void interaction.reply('Hi from the other!')
    })
    expect((await hi()).content).toBe('Hi from the other!')
    await other.destroy()
    bench.playground.gateway({ do: 'cut' })
  })

  it('an interaction may come before its guild', async () => {
    await bench.client.destroy()
    bench.playground.faults.arm({ on: 'event', match: 'GUILD_CREATE', do: 'delay', ms: 50 })
    const client = await connect(bench.playground)
    expect(client.guilds.cache.size).toBe(1)
    await client.destroy()
  })
})

describe('the history', () => {
  it('has what people did, what the bot asked for, and what it was told, with its times', async () => {
    await hi()
    const records = bench.playground.history.records.map((record) =>
      record.kind === 'act'
        ? `${record.act.who} ${record.act.does}`
        : `${record.kind} ${record.title}`,
    )
    expect(records).toContain('frame IDENTIFY')
    expect(records).toContain('event READY')
    const from = records.indexOf('Ana slash')
    expect(records.slice(from, from + 2)).toEqual(['Ana slash', 'event INTERACTION_CREATE'])
    expect(records.slice(from).some((one) => one.startsWith('request POST /interactions/'))).toBe(
      true,
    )
    expect(JSON.stringify(bench.playground.history.records)).not.toContain(bench.playground.token)
  })

  it('keeps only the latest records', async () => {
    const small = await startBench([], { history: 40 })
    for (let sent = 0; sent < 200; sent += 1) await send(small.playground, 'GET', '/users/@me')
    expect(small.playground.history.records.length).toBeLessThanOrEqual(50)
    await small.stop()
  })

  it('is saved and played again on another playground, with the same outcome', async () => {
    bench.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({
          content: 'Press',
          components: [
            { type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'go' }] },
          ],
        })
      if (interaction.isButton())
        await interaction.update({
          content: `Pressed by ${interaction.user.displayName}`,
          components: [],
        })
    })
    const ben = bench.playground.person('Ben')
    const shown = await hi()
    await ben.press(shown, 'Go')
    ben.say('well done')
    const file = join(await mkdtemp(join(tmpdir(), 'history-')), 'history.jsonl')
    await bench.playground.history.save(file)
    const before = texts()
    const acts = await readHistory(file)
    await bench.stop()
    bench = await startBench(commands)
    bench.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({
          content: 'Press',
          components: [
            { type: 1, components: [{ type: 2, style: 1, label: 'Go', custom_id: 'other' }] },
          ],
        })
      if (interaction.isButton())
        await interaction.update({
          content: `Pressed by ${interaction.user.displayName}`,
          components: [],
        })
    })
    expect(texts()).toEqual([])
    await replay(bench.playground, acts, 0)
    expect(before).toEqual(['Pressed by Ben', 'well done'])
    expect(texts()).toEqual(before)
  })
})
