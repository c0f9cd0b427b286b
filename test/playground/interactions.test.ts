import { setTimeout as wait } from 'node:timers/promises'
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContextMenuCommandBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { virtualClock } from '../../src/playground/clock.ts'
import { type Bench, startBench } from './bot.ts'

const ECHO = new SlashCommandBuilder()
  .setName('echo')
  .setDescription('Says it again')
  .addStringOption((option) =>
    option
      .setName('text')
      .setDescription('What')
      .setRequired(true)
      .setAutocomplete(true)
      .setMaxLength(20),
  )
  .addBooleanOption((option) => option.setName('loud').setDescription('In capitals'))
  .toJSON()
const EVERYTHING = new SlashCommandBuilder()
  .setName('everything')
  .setDescription('All kinds of options')
  .addIntegerOption((option) =>
    option.setName('integer').setDescription('i').setMinValue(1).setMaxValue(9),
  )
  .addNumberOption((option) => option.setName('number').setDescription('n'))
  .addUserOption((option) => option.setName('user').setDescription('u'))
  .addChannelOption((option) => option.setName('channel').setDescription('c'))
  .addRoleOption((option) => option.setName('role').setDescription('r'))
  .addMentionableOption((option) => option.setName('mentionable').setDescription('m'))
  .addAttachmentOption((option) => option.setName('file').setDescription('f'))
  .addStringOption((option) =>
    option.setName('choice').setDescription('x').addChoices({ name: 'One', value: '1' }),
  )
  .toJSON()
const GAME = new SlashCommandBuilder()
  .setName('game')
  .setDescription('A game')
  .addSubcommand((sub) =>
    sub
      .setName('start')
      .setDescription('Begin')
      .addIntegerOption((option) => option.setName('rounds').setDescription('How many')),
  )
  .addSubcommandGroup((group) =>
    group
      .setName('set')
      .setDescription('Settings')
      .addSubcommand((sub) => sub.setName('topic').setDescription('Of the game')),
  )
  .toJSON()
const SECRET = new SlashCommandBuilder()
  .setName('secret')
  .setDescription('For moderators')
  .setDefaultMemberPermissions(1 << 13)
  .toJSON()
const MARK = new ContextMenuCommandBuilder().setName('Mark it').setType(3).toJSON()
const GREET = new ContextMenuCommandBuilder().setName('Greet').setType(2).toJSON()

const clock = virtualClock()

describe('interactions', () => {
  let bench: Bench
  beforeEach(async () => {
    bench = await startBench([ECHO, EVERYTHING, GAME, SECRET, MARK, GREET], { clock })
  })
  afterEach(() => bench.stop())
  const ana = () => bench.playground.person('Ana')

  it('deliver a slash command with all that Discord sends along', async () => {
    let seen: Record<string, unknown> = {}
    bench.slash(async (interaction) => {
      seen = {
        user: interaction.user.displayName,
        locale: interaction.locale,
        guildLocale: interaction.guildLocale,
        context: interaction.context,
        owner: interaction.authorizingIntegrationOwners.guildId,
        limit: interaction.attachmentSizeLimit,
        mayPin: interaction.appPermissions.has('PinMessages'),
        mayWrite: interaction.memberPermissions?.has('SendMessages'),
        channel: interaction.channel?.id,
        name: interaction.commandName,
        age: clock.now() - interaction.createdTimestamp,
      }
      await interaction.reply(interaction.options.getString('text', true))
    })
    const reply = await ana().slash('echo', { text: 'hello' })
    expect(reply.content).toBe('hello')
    expect(reply.ephemeral).toBe(false)
    expect(seen).toEqual({
      user: 'Ana',
      locale: 'en-US',
      guildLocale: 'en-US',
      context: 0,
      owner: bench.playground.guild.id,
      limit: 10_485_760,
      mayPin: true,
      mayWrite: true,
      channel: ana().channel.id,
      name: 'echo',
      age: 0,
    })
  })

  it('resolve every kind of option', async () => {
    let seen: unknown[] = []
    bench.on(async (interaction) => {
      if (!interaction.isChatInputCommand()) return
      const { options } = interaction
      seen = [
        options.getInteger('integer'),
        options.getNumber('number'),
        options.getUser('user')?.displayName,
        options.getMember('user') !== null,
        options.getChannel('channel')?.name,
        options.getRole('role')?.name,
        (options.getMentionable('mentionable') as { id: string } | null)?.id,
        options.getString('choice'),
        await (await fetch(options.getAttachment('file')?.url ?? '')).text(),
      ]
      await interaction.reply('thanks')
    })
    const { guild, person } = bench.playground
    const role = [...guild.roles.values()][1] as { id: string; name: string }
    const reply = await ana().slash('everything', {
      integer: 3,
      number: 2.5,
      user: person('Ben'),
      channel: ana().in('trivia').channel,
      role,
      mentionable: person('Chidi'),
      choice: '1',
      file: { name: 'list.txt', type: 'text/plain', content: 'a,b' },
    })
    expect(reply.failure).toBeNull()
    expect(seen).toEqual([
      3,
      2.5,
      'Ben',
      true,
      'trivia',
      'Moderators',
      person('Chidi').id,
      '1',
      'a,b',
    ])
  })

  it('do not send what the Discord client would not let a person type', async () => {
    const failure = async (options: Record<string, string | number>) =>
      (await ana().slash('everything', options)).failure
    expect(await failure({ integer: 2.5 })).toMatch('wrong kind')
    expect(await failure({ integer: 10 })).toMatch('above 9')
    expect(await failure({ integer: 0 })).toMatch('below 1')
    expect(await failure({ choice: '2' })).toMatch('choices')
    expect((await ana().slash('echo', { text: 'x'.repeat(21) })).failure).toMatch('longer than 20')
    expect((await ana().slash('echo')).failure).toMatch('required')
    await expect(ana().slash('nothing')).rejects.toThrow('no command')
  })

  it('carry sub-commands and groups', async () => {
    const seen: unknown[] = []
    bench.slash(async (interaction) => {
      seen.push([
        interaction.options.getSubcommandGroup(),
        interaction.options.getSubcommand(),
        interaction.options.getInteger('rounds'),
      ])
      await interaction.reply('ok')
    })
    await ana().slash('game start', { rounds: 3 })
    await ana().slash('game set topic')
    expect(seen).toEqual([
      [null, 'start', 3],
      ['set', 'topic', null],
    ])
  })

  it('bring suggestions while typing, with the focused option', async () => {
    bench.on(async (interaction) => {
      if (!interaction.isAutocomplete()) return
      const { name, value } = interaction.options.getFocused(true)
      await interaction.respond([{ name: `${name}=${value}`, value }])
    })
    expect(await ana().suggest('echo', { text: 'why d' }, 'text')).toEqual([
      { name: 'text=why d', value: 'why d' },
    ])
    expect(await ana().suggest('echo', {}, 'text')).toEqual([{ name: 'text=', value: '' }])
  })

  it('show an ephemeral reply to its person only, and let them put it away', async () => {
    bench.slash((interaction) =>
      interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral }),
    )
    const reply = await ana().slash('echo', { text: 'x' })
    expect(reply.ephemeral).toBe(true)
    expect(
      ana()
        .sees()
        .map((message) => message.content),
    ).toEqual(['psst'])
    expect(bench.playground.person('Ben').sees()).toEqual([])
    const list = await bench.rest.get(`/channels/${ana().channel.id}/messages`)
    expect(list).toEqual([])
    ana().dismiss(reply)
    expect(ana().sees()).toEqual([])
  })

  it('wait for the edit after a deferral, then hear the follow-ups', async () => {
    bench.slash(async (interaction) => {
      await interaction.deferReply()
      await wait(5)
      await interaction.editReply('done')
      await interaction.followUp({ content: 'and more', flags: MessageFlags.Ephemeral })
    })
    const reply = await ana().slash('echo', { text: 'x' })
    expect(reply.content).toBe('done')
    await ana().awaits((message) => message.content === 'and more')
    expect(reply.messages.map((message) => message.content)).toEqual(['done', 'and more'])
    expect(bench.playground.person('Ben').sees()).toHaveLength(1)
  })

  it('take a follow-up straight after a deferral as the edit', async () => {
    bench.slash(async (interaction) => {
      await interaction.deferReply()
      await interaction.followUp('first')
    })
    const reply = await ana().slash('echo', { text: 'x' })
    expect(reply.messages.map((message) => message.content)).toEqual(['first'])
  })

  it('edit, read and delete the answer and its follow-ups', async () => {
    bench.slash(async (interaction) => {
      await interaction.reply('one')
      await interaction.editReply('two')
      const original = await interaction.fetchReply()
      const more = await interaction.followUp(`was ${original.content}`)
      await interaction.editReply({ message: more, content: 'more' })
      await interaction.deleteReply()
    })
    const reply = await ana().slash('echo', { text: 'x' })
    await ana().awaits((message) => message.content === 'more')
    await expect.poll(() => reply.message).toBeNull()
    expect(
      ana()
        .sees()
        .map((message) => message.content),
    ).toEqual(['more'])
  })

  it('answer with the message when asked to', async () => {
    let id = ''
    bench.slash(async (interaction) => {
      const response = await interaction.reply({ content: 'x', withResponse: true })
      id = response.resource?.message?.id ?? ''
      expect(response.interaction.responseMessageId).toBe(id)
    })
    const reply = await ana().slash('echo', { text: 'x' })
    await expect.poll(() => id).toBe(reply.message?.id)
  })

  it('carry button presses, by label or custom_id, to the message they sit on', async () => {
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('pick:a').setLabel('A').setStyle(ButtonStyle.Primary),
      new ButtonBuilder()
        .setCustomId('pick:b')
        .setLabel('B')
        .setStyle(ButtonStyle.Primary)
        .setDisabled(true),
    )
    bench.on(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: 'pick', components: [row] })
      if (interaction.isButton())
        await interaction.update({
          content: `${interaction.user.displayName} ${interaction.customId}`,
        })
    })
    const reply = await ana().slash('echo', { text: 'x' })
    const pressed = await bench.playground.person('Ben').press(reply, 'A')
    expect(pressed.outcome.kind).toBe('updated')
    expect(reply.content).toBe('Ben pick:a')
    expect((await ana().press(reply, 'pick:b')).failure).toMatch('switched off')
    await expect(ana().press(reply, 'C')).rejects.toThrow('it has: A, B')
  })

  it('acknowledge a press without change, or answer it privately', async () => {
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('quiet').setLabel('Quiet').setStyle(ButtonStyle.Primary),
      new ButtonBuilder().setCustomId('told').setLabel('Told').setStyle(ButtonStyle.Primary),
    )
    bench.on(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ components: [row] })
      if (!interaction.isButton()) return
      if (interaction.customId === 'quiet') await interaction.deferUpdate()
      else await interaction.reply({ content: 'got it', flags: MessageFlags.Ephemeral })
    })
    const reply = await ana().slash('echo', { text: 'x' })
    expect((await ana().press(reply, 'Quiet')).outcome.kind).toBe('acknowledged')
    const told = await ana().press(reply, 'Told')
    expect([told.content, told.ephemeral]).toEqual(['got it', true])
  })

  it('carry picks from a string select, by value or label', async () => {
    const row = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder()
        .setCustomId('menu')
        .addOptions({ label: 'First', value: '1' }, { label: 'Second', value: '2' }),
    )
    bench.on(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ components: [row] })
      if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join())
    })
    const reply = await ana().slash('echo', { text: 'x' })
    expect((await ana().select(reply, 'Second')).content).toBe('2')
    expect((await ana().select(reply, '1')).content).toBe('1')
    expect((await ana().select(reply, '3')).failure).toMatch('no value 3')
  })

  it('open a form and carry it back', async () => {
    const modal = new ModalBuilder()
      .setCustomId('form')
      .setTitle('Tell')
      .addComponents(
        new ActionRowBuilder<TextInputBuilder>().addComponents(
          new TextInputBuilder()
            .setCustomId('name')
            .setLabel('Name')
            .setStyle(TextInputStyle.Short),
        ),
      )
    bench.on(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(modal)
      if (interaction.isModalSubmit())
        await interaction.reply(interaction.fields.getTextInputValue('name'))
    })
    const opened = await ana().slash('echo', { text: 'x' })
    expect(opened.modal?.title).toBe('Tell')
    expect((await ana().submit(opened, { Name: 'Zoe' })).content).toBe('Zoe')
    expect((await ana().submit(opened)).failure).toMatch('required')
  })

  it('carry context menus on messages and on people', async () => {
    bench.on(async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(`${interaction.targetMessage.content}!`)
      if (interaction.isUserContextMenuCommand())
        await interaction.reply(`hi ${interaction.targetUser.displayName}`)
    })
    const message = bench.playground.person('Ben').say('good point')
    expect((await ana().contextMenu('Mark it', message)).content).toBe('good point!')
    expect((await ana().contextMenu('Greet', bench.playground.person('Ben'))).content).toBe(
      'hi Ben',
    )
  })

  it('keep commands from people without the right', async () => {
    bench.slash((interaction) => interaction.reply('shh'))
    expect((await ana().slash('secret')).failure).toMatch('permission')
    expect(
      ana()
        .commands()
        .map((command) => command.name),
    ).not.toContain('secret')
    expect((await bench.playground.person('moderator').slash('secret')).content).toBe('shh')
    expect((await bench.playground.person('owner').slash('secret')).content).toBe('shh')
  })

  it('fail after three seconds, and refuse the late answer with 10062', async () => {
    let code: unknown
    bench.slash(async (interaction) => {
      await clock.advance(3_000)
      code = await interaction.reply('late').catch((error) => error.code)
    })
    const reply = await ana().slash('echo', { text: 'x' })
    expect(reply.failure).toBe('The application did not respond')
    expect(reply.took).toBe(3_000)
    await expect.poll(() => code).toBe(10062)
  })

  it('take an answer in the last millisecond', async () => {
    bench.slash(async (interaction) => {
      await clock.advance(2_999)
      await interaction.reply('just')
    })
    expect((await ana().slash('echo', { text: 'x' })).content).toBe('just')
  })

  it('refuse a second answer with 40060', async () => {
    let code: unknown
    bench.slash(async (interaction) => {
      await interaction.reply('one')
      interaction.replied = false
      code = await interaction.reply('two').catch((error) => error.code)
    })
    await ana().slash('echo', { text: 'x' })
    await expect.poll(() => code).toBe(40060)
  })

  it('let the token die after fifteen minutes with 50027', async () => {
    const codes: unknown[] = []
    bench.slash(async (interaction) => {
      await interaction.reply('one')
      await clock.advance(15 * 60_000 - 1_000)
      await interaction.editReply('still')
      await clock.advance(1_000)
      codes.push(await interaction.editReply('dead').catch((error) => error.code))
      codes.push(await interaction.followUp('dead').catch((error) => error.code))
    })
    const reply = await ana().slash('echo', { text: 'x' })
    await expect.poll(() => codes).toEqual([50027, 50027])
    expect(reply.content).toBe('still')
  })

  it('tell a person who waits on a deferral for fifteen minutes that nothing came', async () => {
    bench.slash((interaction) => interaction.deferReply())
    const waiting = ana().slash('echo', { text: 'x' })
    await expect.poll(() => ana().sees()).toHaveLength(1)
    await clock.advance(17 * 60_000)
    expect((await waiting).failure).toBe('The application did not respond')
  })
})
