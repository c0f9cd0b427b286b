import { Events } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { personOf } from '../../src/playground/people.ts'
import { Bit } from '../../src/playground/permissions.ts'
import type { Channel } from '../../src/playground/world.ts'
import { type Bench, startBench } from './bot.ts'
import { send } from './wire.ts'

let bench: Bench
let channel: Channel
beforeEach(async () => {
  bench = await startBench([
    { name: 'hi', description: 'Says hi', type: 1 },
    {
      name: 'keep',
      description: 'For some',
      type: 1,
      default_member_permissions: String(Bit.ManageMessages),
    },
  ])
  bench.slash((interaction) => interaction.reply('Hi!'))
  channel = bench.playground.person('Ana').channel
})
afterEach(() => bench.stop())

const heard = <Value>(event: string, pick: (...args: never[]) => Value) =>
  new Promise<Value>((resolve) =>
    bench.client.once(event, (...args) => resolve(pick(...(args as never[])))),
  )
const say = (body: object = { content: 'a' }, to = channel) =>
  send(bench.playground, 'POST', `/channels/${to.id}/messages`, body)
const deny = (bit: bigint, to = channel) =>
  bench.playground.arrange.overwrite(to, {
    id: bench.playground.applicationId,
    type: 1,
    allow: '0',
    deny: String(bit),
  })

describe('rights', () => {
  it.each([
    ['to see the channel', Bit.ViewChannel, 50001],
    ['to send', Bit.SendMessages, 50013],
  ])('a bot without the right %s is refused', async (_what, bit, code) => {
    deny(bit)
    const { status, body } = await say()
    expect([status, body.code]).toEqual([403, code])
  })

  it('a bot without Embed Links can send words, but no embed', async () => {
    deny(Bit.EmbedLinks)
    expect((await say()).status).toBe(200)
    expect((await say({ content: 'a', embeds: [{ title: 'T' }] })).body.code).toBe(50013)
  })

  it('a bot with Manage Messages but not Pin Messages cannot pin', async () => {
    const { id } = (await say()).body
    deny(Bit.PinMessages)
    const { status, body } = await send(
      bench.playground,
      'PUT',
      `/channels/${channel.id}/messages/pins/${id}`,
    )
    expect([status, body.code]).toEqual([403, 50013])
  })

  it('the owner may all, whatever the overwrites say', async () => {
    bench.playground.arrange.overwrite(channel, {
      id: bench.playground.guild.id,
      type: 0,
      allow: '0',
      deny: String(Bit.ViewChannel),
    })
    const owner = bench.playground.person('owner')
    expect((await owner.slash('hi')).failure).toBeNull()
    expect(
      (await bench.playground
        .person('Ana')
        .slash('hi')
        .catch((error) => error.message)) as unknown,
    ).not.toMatchObject({ content: 'Hi!' })
  })

  it('a role that is taken away takes its commands with it', async () => {
    const marek = bench.playground.person('Marek')
    expect((await marek.slash('keep')).failure).toBeNull()
    bench.playground.arrange.roles(marek.id, [])
    const after = await marek.slash('keep').catch((error: Error) => ({ failure: error.message }))
    expect(after.failure).not.toBeNull()
  })

  it('a member in time-out can use nothing', async () => {
    const ana = bench.playground.person('Ana')
    bench.playground.arrange.timeout(ana.id, new Date(Date.now() + 60_000))
    const reply = await ana.slash('hi').catch((error: Error) => ({ failure: error.message }))
    expect(reply.failure).not.toBeNull()
  })

  it('interactions carry the rights of the bot and of the member in that channel', async () => {
    const seen = new Promise<[boolean, boolean]>((resolve) =>
      bench.slash((interaction) => {
        resolve([
          interaction.appPermissions.has('PinMessages'),
          interaction.memberPermissions?.has('ManageMessages') ?? false,
        ])
        return interaction.reply('x')
      }),
    )
    deny(Bit.PinMessages)
    await bench.playground.person('Marek').slash('hi')
    expect(await seen).toEqual([false, true])
  })
})

describe('pins', () => {
  it('stop at 250 with 30003, are listed by pages of 50, and leave a notice', async () => {
    const ids: string[] = []
    for (let at = 0; at < 251; at += 1) ids.push((await say({ content: `${at}` })).body.id)
    const pin = (id: string) =>
      send(bench.playground, 'PUT', `/channels/${channel.id}/messages/pins/${id}`)
    for (const id of ids.slice(0, 250)) expect((await pin(id)).status).toBe(204)
    const { status, body } = await pin(ids[250] as string)
    expect([status, body.code]).toEqual([400, 30003])
    const page = await send(
      bench.playground,
      'GET',
      `/channels/${channel.id}/messages/pins?limit=50`,
    )
    expect([page.body.items.length, page.body.has_more]).toEqual([50, true])
    expect(page.body.items[0].message.id).toBe(ids[249])
    const notices = bench.playground
      .person('Ana')
      .sees()
      .filter(({ type }) => type === 6)
    expect(notices).toHaveLength(250)
  }, 30_000)

  it('tell the bot that the channel changed, not which message', async () => {
    const { id } = (await say()).body
    const event = heard(Events.ChannelPinsUpdate, (where: { id: string }) => where.id)
    await send(bench.playground, 'PUT', `/channels/${channel.id}/messages/pins/${id}`)
    expect(await event).toBe(channel.id)
  })
})

describe('channels and threads', () => {
  it('a channel that is deleted is gone for the bot (10003), and it is told', async () => {
    const event = heard(Events.ChannelDelete, ({ id }: { id: string }) => id)
    bench.playground.arrange.deleteChannel(channel)
    expect(await event).toBe(channel.id)
    expect((await say()).body.code).toBe(10003)
  })

  it('a new channel is told of', async () => {
    const event = heard(Events.ChannelCreate, ({ name }: { name: string }) => name)
    bench.playground.arrange.channel({ name: 'new' })
    expect(await event).toBe('new')
  })

  it('an archived thread takes no edits (50083), a locked one no messages (160005)', async () => {
    const thread = bench.playground.arrange.thread(channel, 'talk')
    const { id } = (await say({ content: 'a' }, thread)).body
    bench.playground.arrange.archive(thread, true)
    const edit = await send(bench.playground, 'PATCH', `/channels/${thread.id}/messages/${id}`, {
      content: 'b',
    })
    expect(edit.body.code).toBe(50083)
    expect((await say({ content: 'b' }, thread)).status).toBe(200)
    bench.playground.arrange.archive(thread, true, true)
    expect((await say({ content: 'c' }, thread)).body.code).toBe(160005)
  })

  it('a thread needs the right to send in threads, not in channels', async () => {
    const thread = bench.playground.arrange.thread(channel, 'talk')
    deny(Bit.SendMessagesInThreads)
    expect((await say({ content: 'a' }, thread)).body.code).toBe(50013)
    expect((await say()).status).toBe(200)
  })
})

describe('people and guilds', () => {
  it('somebody new can use the bot, somebody who left is gone', async () => {
    const { user } = bench.playground.arrange.join('Zoe')
    const zoe = bench.playground.person('Zoe')
    expect((await zoe.slash('hi')).content).toBe('Hi!')
    bench.playground.arrange.leave(user.id)
    expect(() => bench.playground.person('Zoe')).toThrow('nobody here is called Zoe')
  })

  it('an outage is a GUILD_DELETE that says so; a removal says nothing', async () => {
    const gone = heard(Events.GuildUnavailable, ({ id }: { id: string }) => id)
    bench.playground.arrange.outage(true)
    expect(await gone).toBe(bench.playground.guild.id)
    const back = heard(Events.GuildAvailable, ({ id }: { id: string }) => id)
    bench.playground.arrange.outage(false)
    await back
    const removed = heard(Events.GuildDelete, ({ id }: { id: string }) => id)
    bench.playground.arrange.removeBot()
    expect(await removed).toBe(bench.playground.guild.id)
    expect((await say()).status).toBe(403)
  })

  it('hundreds of guilds reach the bot, each with its own people', async () => {
    for (let at = 0; at < 300; at += 1) bench.playground.arrange.guild(`Guild ${at}`)
    await expect.poll(() => bench.client.guilds.cache.size).toBe(301)
    const last = [...bench.playground.world.guilds.values()].at(-1)
    if (!last) throw new Error('no guild')
    const owner = personOf(bench.playground.world, last, last.ownerId)
    expect((await owner.slash('hi')).content).toBe('Hi!')
  })

  it('a message to a person arrives in their own channel', async () => {
    const dm = bench.playground.arrange.dm(bench.playground.person('Ana').id)
    expect((await say({ content: 'psst' }, dm)).status).toBe(200)
    expect([...dm.messages.values()].map(({ data }) => data.content)).toEqual(['psst'])
  })
})

describe('messages', () => {
  it('with the same enforced nonce are one message', async () => {
    const once = () => say({ content: 'a', nonce: 'n1', enforce_nonce: true })
    const [one, two] = [await once(), await once()]
    expect(two.body.id).toBe(one.body.id)
    expect(bench.playground.person('Ana').sees()).toHaveLength(1)
  })

  it('keep their files, which are fetched from this machine', async () => {
    const form = new FormData()
    form.set(
      'payload_json',
      JSON.stringify({ content: 'see', attachments: [{ id: '0', filename: 'a.txt' }] }),
    )
    form.set('files[0]', new Blob(['hello'], { type: 'text/plain' }), 'a.txt')
    const answer = await fetch(`${bench.playground.api}/v10/channels/${channel.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${bench.playground.token}` },
      body: form,
    })
    const { attachments } = (await answer.json()) as {
      attachments: { url: string; filename: string }[]
    }
    expect(attachments[0]?.filename).toBe('a.txt')
    expect(new URL(attachments[0]?.url ?? '').hostname).toBe('127.0.0.1')
    expect(await (await fetch(attachments[0]?.url ?? '')).text()).toBe('hello')
  })
})
