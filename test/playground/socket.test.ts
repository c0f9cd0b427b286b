import { LabelBuilder, ModalBuilder, TextInputBuilder } from 'discord.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { virtualClock } from '../../src/playground/clock.ts'
import type { FromPage, StateFrame, ToPage } from '../../src/playground/page/protocol.ts'
import { type Bench, startBench } from './bot.ts'

const clock = virtualClock()

const FORM = new ModalBuilder()
  .setCustomId('form')
  .setTitle('Form')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('Name')
      .setTextInputComponent(new TextInputBuilder().setCustomId('name').setStyle(1)),
  )

/** A page's socket that keeps the frames it got. */
class Page {
  readonly frames: ToPage[] = []
  readonly socket: WebSocket
  constructor(pageUrl: string, userId: string) {
    this.socket = new WebSocket(`${pageUrl.replace('http', 'ws')}page?as=${userId}`)
    this.socket.onmessage = ({ data }) => this.frames.push(JSON.parse(data))
  }
  async first<Type extends ToPage['type']>(type: Type): Promise<Extract<ToPage, { type: Type }>> {
    await vi.waitUntil(() => this.frames.some((frame) => frame.type === type))
    return this.frames.find((frame) => frame.type === type) as Extract<ToPage, { type: Type }>
  }
  send(frame: FromPage) {
    this.frames.length = 0
    this.socket.send(JSON.stringify(frame))
  }
}

describe('the page socket', () => {
  let bench: Bench
  let page: Page
  let state: StateFrame
  beforeAll(async () => {
    const text = { name: 'text', description: 't', type: 3, required: true, autocomplete: true }
    bench = await startBench(
      [
        { name: 'echo', description: 'e', options: [text] },
        { name: 'Mark', type: 3 },
      ],
      { clock, page: true },
    )
    page = new Page(bench.playground.pageUrl, bench.playground.person('Ana').id)
    state = await page.first('state')
  })
  afterAll(() => bench.stop())

  const commandId = (name: string) => state.commands.find((one) => one.name === name)?.id ?? ''
  const channelId = () => state.channels[0]?.id ?? ''
  const slash = (): FromPage => ({
    type: 'slash',
    nonce: 'n1',
    channelId: channelId(),
    commandId: commandId('echo'),
    options: [{ name: 'text', type: 3, value: 'hi' }],
  })

  it('opens with all there is to draw', () => {
    expect(state.me).toMatchObject({ name: 'Ana', title: 'member' })
    expect(state.people.map((person) => person.title).slice(0, 3)).toEqual([
      'owner',
      'moderator',
      'member',
    ])
    expect(state.channels.map((channel) => channel.name)).toEqual([
      'general',
      'trivia',
      'off-topic',
    ])
    expect(state.commands.map((command) => command.name)).toEqual(['echo', 'Mark'])
    expect(state.bot).toMatchObject({ name: 'Pinquiry', online: true })
    expect(state.guild.members).toHaveLength(7)
  })

  it('sends a slash command and shows its answer', async () => {
    bench.slash((interaction) => interaction.reply('hello'))
    page.send(slash())
    expect((await page.first('done')).nonce).toBe('n1')
    expect((await page.first('message')).message.content).toBe('hello')
  })

  it('asks for suggestions', async () => {
    bench.on((interaction) =>
      interaction.isAutocomplete()
        ? interaction.respond([{ name: interaction.options.getFocused(), value: 'v' }])
        : undefined,
    )
    page.send({ ...slash(), type: 'suggest', focused: 'text' } as FromPage)
    expect((await page.first('suggestions')).choices).toEqual([{ name: 'hi', value: 'v' }])
  })

  it('opens a form and sends it', async () => {
    bench.on(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(FORM)
      if (interaction.isModalSubmit())
        await interaction.reply(interaction.fields.getTextInputValue('name'))
    })
    page.send(slash())
    expect((await page.first('modal')).modal.title).toBe('Form')
    const fields = [{ custom_id: 'name', type: 4, value: 'Zoe' }]
    page.send({ type: 'submit', nonce: 'n2', customId: 'form', fields })
    expect((await page.first('message')).message.content).toBe('Zoe')
  })

  it('keeps ephemeral messages from other pages and lets their person dismiss them', async () => {
    const ben = new Page(bench.playground.pageUrl, bench.playground.person('Ben').id)
    await ben.first('state')
    bench.slash((interaction) => interaction.reply({ content: 'psst', flags: 64 }))
    page.send(slash())
    const { message } = await page.first('message')
    page.send({ type: 'dismiss', nonce: 'n3', channelId: channelId(), messageId: message.id })
    expect((await page.first('message-gone')).id).toBe(message.id)
    expect(ben.frames.map((frame) => frame.type)).toEqual(['state'])
    ben.socket.close()
  })

  it('says when nobody answered', async () => {
    bench.on(() => {})
    const { interactions } = bench.playground.world
    const before = interactions.size
    page.send(slash())
    await expect.poll(() => interactions.size).toBe(before + 1)
    await clock.advance(3_000)
    expect((await page.first('failed')).reason).toBe('The application did not respond')
  })

  it('says why something cannot be done', async () => {
    page.send({ type: 'press', nonce: 'n4', channelId: channelId(), messageId: '1', customId: 'x' })
    expect((await page.first('failed')).reason).toMatch('not there any more')
  })

  it('passes on what people write, and menus on it', async () => {
    bench.on((interaction) =>
      interaction.isMessageContextMenuCommand() ? interaction.reply('marked') : undefined,
    )
    page.send({ type: 'say', nonce: 'n5', channelId: channelId(), content: 'point' })
    const { message } = await page.first('message')
    expect(message.author.global_name).toBe('Ana')
    const commandIdOf = commandId('Mark')
    page.send({
      type: 'menu',
      nonce: 'n6',
      channelId: channelId(),
      commandId: commandIdOf,
      targetId: message.id,
    })
    expect((await page.first('message')).message.content).toBe('marked')
  })

  it('pins, unpins and shows the pins, for those who may', async () => {
    const { person, pageUrl } = bench.playground
    const message = person('Ben').say('worth keeping')
    const target = { channelId: channelId(), messageId: message.id }
    page.send({ type: 'pin', nonce: 'n7', ...target })
    expect((await page.first('failed')).reason).toMatch('may not pin')
    const marek = new Page(pageUrl, person('moderator').id)
    await marek.first('state')
    marek.send({ type: 'pin', nonce: 'n8', ...target })
    expect((await marek.first('pins')).pins[0]?.message).toMatchObject({
      id: message.id,
      pinned: true,
    })
    page.send({ type: 'pins', nonce: 'n9', channelId: channelId() })
    expect((await page.first('pins')).pins).toHaveLength(1)
    marek.send({ type: 'unpin', nonce: 'n10', ...target })
    expect((await marek.first('pins')).pins).toEqual([])
    marek.send({ type: 'delete', nonce: 'n11', ...target })
    expect((await marek.first('message-gone')).id).toBe(message.id)
    marek.socket.close()
  })

  it('refuses a page of another web site', async () => {
    const { WebSocket: Ws } = await import('ws')
    const url = `${bench.playground.pageUrl.replace('http', 'ws')}page`
    const status = await new Promise((resolve) => {
      const socket = new Ws(url, { origin: 'http://evil.example' })
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      socket.on('error', () => {})
    })
    expect(status).toBe(403)
  })
})
