import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askSuggestions, useCommand } from '../../src/playground/actions.ts'
import { virtualClock } from '../../src/playground/clock.ts'
import type { Interaction } from '../../src/playground/interactions.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { answer, problems, send } from './wire.ts'

const button = (over: object = {}) => ({ type: 2, style: 1, label: 'A', custom_id: 'a', ...over })
const row = (...components: object[]) => ({ type: 1, components })
const rows = (...lists: object[][]) => ({ components: lists.map((list) => row(...list)) })
const option = (label: string, value = label) => ({ label, value })
const menu = (over: object = {}) => ({ type: 3, custom_id: 'm', options: [option('x')], ...over })
const embed = (over: object) => ({ embeds: [over] })
const text = (length: number) => 'x'.repeat(length)
const many = <Item>(count: number, make: (at: number) => Item) =>
  Array.from({ length: count }, (_, at) => make(at))
const field = (over: object = {}) => ({ name: 'n', value: 'v', ...over })
const display = (content = 'x') => ({ type: 10, content })
const V2 = 1 << 15
const poll = (over: object) => ({
  poll: { question: { text: 'q' }, answers: [{ poll_media: { text: 'a' } }], ...over },
})

/** What is sent, and where Discord finds fault: `path: code`. */
type Case = [rule: string, body: object, ...faults: string[]]

/** Refused in every message, whichever way it is sent. */
const MESSAGES: Case[] = [
  ['content above 2000', { content: text(2001) }, 'content: BASE_TYPE_MAX_LENGTH'],
  ['content that is no text', { content: 5 }, 'content: STRING_TYPE_CONVERT'],
  ['an unknown key', { content: 'x', embedz: [] }, 'embedz: UNKNOWN_KEY'],
  [
    'more than 10 embeds',
    { embeds: many(11, () => ({ title: 'x' })) },
    'embeds: BASE_TYPE_MAX_LENGTH',
  ],
  ['embeds that are no list', { embeds: { title: 'x' } }, 'embeds: LIST_TYPE_CONVERT'],
  ['an embed title above 256', embed({ title: text(257) }), 'embeds.0.title: BASE_TYPE_MAX_LENGTH'],
  [
    'an embed description above 4096',
    embed({ description: text(4097) }),
    'embeds.0.description: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'more than 25 fields',
    embed({ fields: many(26, () => field()) }),
    'embeds.0.fields: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a field name above 256',
    embed({ fields: [field({ name: text(257) })] }),
    'embeds.0.fields.0.name: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a field value above 1024',
    embed({ fields: [field({ value: text(1025) })] }),
    'embeds.0.fields.0.value: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an empty field name',
    embed({ fields: [field({ name: ' ' })] }),
    'embeds.0.fields.0.name: BASE_TYPE_REQUIRED',
  ],
  [
    'a field without value',
    embed({ fields: [{ name: 'n' }] }),
    'embeds.0.fields.0.value: BASE_TYPE_REQUIRED',
  ],
  [
    'a footer above 2048',
    embed({ title: 'x', footer: { text: text(2049) } }),
    'embeds.0.footer.text: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an author above 256',
    embed({ author: { name: text(257) } }),
    'embeds.0.author.name: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a colour above 0xFFFFFF',
    embed({ title: 'x', color: 0x1_00_00_00 }),
    'embeds.0.color: NUMBER_TYPE_MAX',
  ],
  [
    'a broken link in an embed',
    embed({ title: 'x', url: 'not a link' }),
    'embeds.0.url: URL_TYPE_INVALID_URL',
  ],
  [
    'a link with a foreign scheme',
    embed({ title: 'x', url: 'ftp://a.example/x' }),
    'embeds.0.url: URL_TYPE_INVALID_SCHEME',
  ],
  [
    'a broken timestamp',
    embed({ title: 'x', timestamp: 'soon' }),
    'embeds.0.timestamp: DATE_TIME_TYPE_PARSE',
  ],
  ['an embed with nothing in it', embed({ color: 5 }), 'embeds.0.description: BASE_TYPE_REQUIRED'],
  [
    'embed texts above 6000 in all',
    { embeds: [{ description: text(4000) }, { description: text(2001) }] },
    'embeds: MAX_EMBED_SIZE_EXCEEDED',
  ],
  [
    'six rows',
    rows(...many(6, (at) => [button({ custom_id: `b${at}` })])),
    'components: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'six buttons in a row',
    rows(many(6, (at) => button({ custom_id: `b${at}` }))),
    'components.0.components: BASE_TYPE_MAX_LENGTH',
  ],
  ['an empty row', rows([]), 'components.0.components: BASE_TYPE_MIN_LENGTH'],
  [
    'an unknown component',
    rows([{ type: 99 }]),
    'components.0.components.0.type: BASE_TYPE_CHOICES',
  ],
  [
    'a text input in a message',
    rows([{ type: 4, custom_id: 'x', style: 1, label: 'x' }]),
    'components.0.components.0.type: BASE_TYPE_CHOICES',
  ],
  ['a button without a row', { components: [button()] }, 'components.0.type: BASE_TYPE_CHOICES'],
  [
    'a button label above 80',
    rows([button({ label: text(81) })]),
    'components.0.components.0.label: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a custom_id above 100',
    rows([button({ custom_id: text(101) })]),
    'components.0.components.0.custom_id: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an unknown button style',
    rows([button({ style: 9 })]),
    'components.0.components.0.style: BASE_TYPE_CHOICES',
  ],
  [
    'a button with neither label nor emoji',
    rows([{ type: 2, style: 1, custom_id: 'a' }]),
    'components.0.components.0: BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
  ],
  [
    'a button without custom_id',
    rows([{ type: 2, style: 1, label: 'A' }]),
    'components.0.components.0: BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
  ],
  [
    'a link button without url',
    rows([{ type: 2, style: 5, label: 'A' }]),
    'components.0.components.0: BUTTON_COMPONENT_INVALID_URL',
  ],
  [
    'a link button with custom_id',
    rows([button({ style: 5, url: 'https://a.example' })]),
    'components.0.components.0: BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ],
  [
    'a plain button with url',
    rows([button({ url: 'https://a.example' })]),
    'components.0.components.0: BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ],
  [
    'a premium button without sku',
    rows([{ type: 2, style: 6 }]),
    'components.0.components.0.sku_id: BASE_TYPE_REQUIRED',
  ],
  [
    'a button link with a foreign scheme',
    rows([{ type: 2, style: 5, label: 'A', url: 'javascript:alert(1)' }]),
    'components.0.components.0.url: URL_TYPE_INVALID_SCHEME',
  ],
  [
    'the same custom_id twice',
    rows([button(), button()]),
    'components.0.components.1.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'the same component id twice',
    rows([button({ id: 7 }), button({ custom_id: 'b', id: 7 })]),
    'components.0.components.1.id: COMPONENT_ID_DUPLICATED',
  ],
  [
    'a menu beside a button',
    rows([menu(), button()]),
    'components.0.components: COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'two menus in a row',
    rows([menu(), menu({ custom_id: 'n' })]),
    'components.0.components: COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'a menu without options',
    rows([menu({ options: [] })]),
    'components.0.components.0.options: BASE_TYPE_MIN_LENGTH',
  ],
  [
    'a menu with 26 options',
    rows([menu({ options: many(26, (at) => option(`o${at}`)) })]),
    'components.0.components.0.options: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a menu option above 100',
    rows([menu({ options: [option(text(101), 'v')] })]),
    'components.0.components.0.options.0.label: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'the same option value twice',
    rows([menu({ options: [option('a', 'v'), option('b', 'v')] })]),
    'components.0.components.0.options.1.value: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  [
    'a menu that wants more than it takes',
    rows([menu({ min_values: 2, max_values: 1 })]),
    'components.0.components.0.min_values: SELECT_COMPONENT_MIN_ABOVE_MAX',
  ],
  [
    'a placeholder above 150',
    rows([menu({ placeholder: text(151) })]),
    'components.0.components.0.placeholder: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'more preset options than may be chosen',
    rows([
      menu({
        options: [
          { ...option('a'), default: true },
          { ...option('b'), default: true },
        ],
      }),
    ]),
    'components.0.components.0.options: SELECT_COMPONENT_TOO_MANY_DEFAULTS',
  ],
  [
    'V2 with content',
    { flags: V2, content: 'x', components: [display()] },
    'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'V2 with embeds',
    { flags: V2, embeds: [{ title: 'x' }], components: [display()] },
    'embeds: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'V2 with more than 40 components in all',
    { flags: V2, components: many(6, () => ({ type: 17, components: many(6, () => display()) })) },
    'components: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a section with four texts',
    {
      flags: V2,
      components: [{ type: 9, components: many(4, () => display()), accessory: button() }],
    },
    'components.0.components: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a section without accessory',
    { flags: V2, components: [{ type: 9, components: [display()] }] },
    'components.0.accessory: BASE_TYPE_REQUIRED',
  ],
  [
    'a gallery with eleven pictures',
    {
      flags: V2,
      components: [
        { type: 12, items: many(11, () => ({ media: { url: 'https://a.example/x.png' } })) },
      ],
    },
    'components.0.items: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a text display above 4000',
    { flags: V2, components: [display(text(4001))] },
    'components.0.content: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an unknown kind of mention',
    { content: 'x', allowed_mentions: { parse: ['all'] } },
    'allowed_mentions.parse.0: BASE_TYPE_CHOICES',
  ],
  [
    'users parsed and listed',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'.repeat(18)] } },
    'allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
  [
    'more than 100 users in allowed_mentions',
    { content: 'x', allowed_mentions: { users: many(101, (at) => String(10 ** 17 + at * 1000)) } },
    'allowed_mentions.users: BASE_TYPE_MAX_LENGTH',
  ],
  ['a nonce above 25', { content: 'x', nonce: text(26) }, 'nonce: BASE_TYPE_MAX_LENGTH'],
  [
    'a flag that means nothing here',
    { content: 'x', flags: 1 << 25 },
    'flags: MESSAGE_FLAGS_NOT_ALLOWED',
  ],
]

/** Refused in new messages only: edits know no such things. */
const NEW_MESSAGES: Case[] = [
  [
    'layout parts without the V2 flag',
    { components: [display()] },
    'components.0.type: UNION_TYPE_CHOICES',
  ],
  [
    'a poll question above 300',
    poll({ question: { text: text(301) } }),
    'poll.question.text: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a poll answer above 55',
    poll({ answers: [{ poll_media: { text: text(56) } }] }),
    'poll.answers.0.poll_media.text: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'more than 10 poll answers',
    poll({ answers: many(11, () => ({ poll_media: { text: 'a' } })) }),
    'poll.answers: BASE_TYPE_MAX_LENGTH',
  ],
  ['a poll above 32 days', poll({ duration: 769 }), 'poll.duration: NUMBER_TYPE_MAX'],
]

const input = (over: object = {}) => ({ type: 4, custom_id: 't', style: 1, ...over })
const label = (component: object, over: object = {}) => ({
  type: 18,
  label: 'L',
  component,
  ...over,
})
const modal = (over: object) => ({
  custom_id: 'form',
  title: 'T',
  components: [label(input())],
  ...over,
})

const MODALS: Case[] = [
  ['a title above 45', modal({ title: text(46) }), 'title: BASE_TYPE_MAX_LENGTH'],
  ['no title', { custom_id: 'form', components: [label(input())] }, 'title: BASE_TYPE_REQUIRED'],
  ['a custom_id above 100', modal({ custom_id: text(101) }), 'custom_id: BASE_TYPE_MAX_LENGTH'],
  ['no components', modal({ components: [] }), 'components: BASE_TYPE_MIN_LENGTH'],
  [
    'six components',
    modal({ components: many(6, (at) => label(input({ custom_id: `t${at}` }))) }),
    'components: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a label above 45',
    modal({ components: [label(input(), { label: text(46) })] }),
    'components.0.label: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a label without a field',
    modal({ components: [{ type: 18, label: 'L' }] }),
    'components.0.component: BASE_TYPE_REQUIRED',
  ],
  [
    'two inputs in a row',
    modal({ components: [row(input({ label: 'a' }), input({ custom_id: 'u', label: 'b' }))] }),
    'components.0.components: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an input in a row without label',
    modal({ components: [row(input())] }),
    'components.0.components.0.label: BASE_TYPE_REQUIRED',
  ],
  [
    'the same custom_id twice',
    modal({ components: [label(input()), label(input())] }),
    'components.1.component.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a disabled field',
    modal({ components: [label(menu({ disabled: true }))] }),
    'components.0.component.disabled: COMPONENT_DISABLED_IN_MODAL',
  ],
  [
    'a required menu with no least value',
    modal({ components: [label(menu({ min_values: 0 }))] }),
    'components.0.component.min_values: COMPONENT_REQUIRED_MIN_VALUES',
  ],
  [
    'an input longer at least than at most',
    modal({ components: [label(input({ min_length: 9, max_length: 5 }))] }),
    'components.0.component.min_length: TEXT_INPUT_MIN_ABOVE_MAX',
  ],
  [
    'a placeholder above 100',
    modal({ components: [label(input({ placeholder: text(101) }))] }),
    'components.0.component.placeholder: BASE_TYPE_MAX_LENGTH',
  ],
  ['an unknown key', modal({ titel: 'x' }), 'titel: UNKNOWN_KEY'],
]

const choice = (name: unknown, value: unknown) => ({ name, value })
const CHOICES: Case[] = [
  [
    '26 choices',
    { choices: many(26, (at) => choice(`c${at}`, 'v')) },
    'choices: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a choice name above 100',
    { choices: [choice(text(101), 'v')] },
    'choices.0.name: BASE_TYPE_MAX_LENGTH',
  ],
  ['an empty choice name', { choices: [choice('', 'v')] }, 'choices.0.name: BASE_TYPE_MIN_LENGTH'],
  [
    'a choice value above 100',
    { choices: [choice('n', text(101))] },
    'choices.0.value: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'text and numbers mixed',
    { choices: [choice('n', 'v'), choice('m', 1)] },
    'choices.1.value: STRING_TYPE_CONVERT',
  ],
  ['no choices', {}, 'choices: BASE_TYPE_REQUIRED'],
]

const slash = (over: object = {}) => ({ name: 'ask', description: 'd', ...over })
const opt = (over: object = {}) => ({ type: 3, name: 'o', description: 'd', ...over })
const options = (...list: object[]) => slash({ options: list })

const COMMANDS: Case[] = [
  ['a name above 32', slash({ name: text(33) }), 'name: BASE_TYPE_MAX_LENGTH'],
  ['a name with capitals', slash({ name: 'Ask' }), 'name: APPLICATION_COMMAND_INVALID_NAME'],
  ['a name with a blank', slash({ name: 'ask me' }), 'name: APPLICATION_COMMAND_INVALID_NAME'],
  ['no description', { name: 'ask' }, 'description: BASE_TYPE_REQUIRED'],
  [
    'a description above 100',
    slash({ description: text(101) }),
    'description: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a description on a message command',
    { name: 'Pin', type: 3, description: 'd' },
    'description: APPLICATION_COMMAND_INVALID_DESCRIPTION',
  ],
  [
    'options on a user command',
    { name: 'Who', type: 2, options: [opt()] },
    'options: APPLICATION_COMMAND_INVALID_OPTIONS',
  ],
  [
    '26 options',
    options(...many(26, (at) => opt({ name: `o${at}` }))),
    'options: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an option name with capitals',
    options(opt({ name: 'Out' })),
    'options.0.name: APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'an option without description',
    options({ type: 3, name: 'o' }),
    'options.0.description: BASE_TYPE_REQUIRED',
  ],
  [
    'required after optional',
    options(opt(), opt({ name: 'p', required: true })),
    'options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'the same option name twice',
    options(opt(), opt()),
    'options.1.name: APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  [
    '26 choices',
    options(opt({ choices: many(26, (at) => choice(`c${at}`, `v${at}`)) })),
    'options.0.choices: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a choice value above 100',
    options(opt({ choices: [choice('n', text(101))] })),
    'options.0.choices.0.value: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'the same choice name twice',
    options(opt({ choices: [choice('n', 'a'), choice('n', 'b')] })),
    'options.0.choices.1.name: APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
  ],
  [
    'choices with autocomplete',
    options(opt({ autocomplete: true, choices: [choice('n', 'v')] })),
    'options.0.choices: APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
  ],
  [
    'autocomplete on a boolean',
    options(opt({ type: 5, autocomplete: true })),
    'options.0.autocomplete: UNKNOWN_KEY',
  ],
  [
    'max_length above 6000',
    options(opt({ max_length: 6001 })),
    'options.0.max_length: NUMBER_TYPE_MAX',
  ],
  [
    'a minimum above the maximum',
    options(opt({ type: 4, min_value: 5, max_value: 1 })),
    'options.0.min_value: APPLICATION_COMMAND_OPTIONS_MIN_ABOVE_MAX',
  ],
  [
    'a sub-command beside an option',
    options({ type: 1, name: 's', description: 'd' }, opt()),
    'options: APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    'a group inside a group',
    options({
      type: 2,
      name: 'g',
      description: 'd',
      options: [{ type: 2, name: 'h', description: 'd' }],
    }),
    'options.0.options.0.type: BASE_TYPE_CHOICES',
  ],
  [
    'an unknown language',
    slash({ name_localizations: { xx: 'frage' } }),
    'name_localizations.xx: BASE_TYPE_CHOICES',
  ],
  [
    'rights that are no number',
    slash({ default_member_permissions: 'many' }),
    'default_member_permissions: STRING_TYPE_REGEX',
  ],
  ['an unknown context', slash({ contexts: [7] }), 'contexts.0: BASE_TYPE_CHOICES'],
  [
    'more than 8000 characters',
    options(
      ...many(25, (at) =>
        opt({ name: `o${at}`, choices: many(4, (no) => choice(`${no}`, text(95))) }),
      ),
    ),
    ': APPLICATION_COMMAND_TOO_LARGE',
  ],
]

describe('the playground refuses what Discord refuses', () => {
  const clock = virtualClock()
  let playground: Playground
  let channelPath: string
  beforeAll(async () => {
    playground = await createPlayground({ clock, page: false, limits: false })
    channelPath = `/channels/${playground.person('Ana').channel.id}/messages`
    const words = { type: 3, name: 'words', description: 'd', autocomplete: true }
    await send(playground, 'PUT', `/applications/${playground.applicationId}/commands`, [
      slash({ options: [words] }),
    ])
  })
  afterAll(() => playground.close())

  const commandId = () => [...playground.world.commands.keys()][0] ?? ''
  const open = (): Interaction => {
    const { id, channel } = playground.person('Ana')
    return useCommand(playground.world, id, channel.id, commandId(), [])
  }
  const refused = (raw: { status: number; body: { code: number } }) => {
    expect([raw.status, raw.body.code]).toEqual([400, 50035])
    return problems(raw.body)
  }
  const inData = (faults: string[]) => faults.map((fault) => `data.${fault}`)

  describe('in an answer', () => {
    it.each([...MESSAGES, ...NEW_MESSAGES])('%s', async (_rule, data, ...faults) => {
      const interaction = open()
      const raw = await answer(playground, interaction, { type: 4, data })
      expect(refused(raw)).toEqual(inData(faults))
      expect(interaction.state).toBe('waiting')
    })
  })

  describe('in a message to a channel', () => {
    it.each([...MESSAGES, ...NEW_MESSAGES])('%s', async (_rule, body, ...faults) => {
      expect(refused(await send(playground, 'POST', channelPath, body))).toEqual(faults)
    })
  })

  describe('in an edit of a message', () => {
    it.each(MESSAGES)('%s', async (_rule, body, ...faults) => {
      const made = await send(playground, 'POST', channelPath, { content: 'x' })
      const raw = await send(playground, 'PATCH', `${channelPath}/${made.body.id}`, body)
      expect(refused(raw)).toEqual(faults)
    })
  })

  describe('in a follow-up', () => {
    it.each([...MESSAGES, ...NEW_MESSAGES])('%s', async (_rule, body, ...faults) => {
      const interaction = open()
      await answer(playground, interaction, { type: 4, data: { content: 'x' } })
      const path = `/webhooks/${playground.applicationId}/${interaction.token}`
      expect(refused(await send(playground, 'POST', path, body))).toEqual(faults)
    })
  })

  describe('in an edit of an answer', () => {
    it.each(MESSAGES)('%s', async (_rule, body, ...faults) => {
      const interaction = open()
      await answer(playground, interaction, { type: 5 })
      const path = `/webhooks/${playground.applicationId}/${interaction.token}/messages/@original`
      expect(refused(await send(playground, 'PATCH', path, body))).toEqual(faults)
    })
  })

  describe('in a modal', () => {
    it.each(MODALS)('%s', async (_rule, data, ...faults) => {
      expect(refused(await answer(playground, open(), { type: 9, data }))).toEqual(inData(faults))
    })
  })

  describe('in suggestions', () => {
    it.each(CHOICES)('%s', async (_rule, data, ...faults) => {
      const { id, channel } = playground.person('Ana')
      const typed = [{ name: 'words', type: 3, value: 'x', focused: true }]
      const interaction = askSuggestions(playground.world, id, channel.id, commandId(), typed)
      expect(refused(await answer(playground, interaction, { type: 8, data }))).toEqual(
        inData(faults),
      )
    })
  })

  describe('in a command', () => {
    it.each(COMMANDS)('%s', async (_rule, body, ...faults) => {
      const path = `/applications/${playground.applicationId}/commands`
      expect(refused(await send(playground, 'POST', path, body))).toEqual(faults)
    })

    it.each(COMMANDS)('of a list: %s', async (_rule, body, ...faults) => {
      const path = `/applications/${playground.applicationId}/commands`
      const raw = await send(playground, 'PUT', path, [slash({ name: 'first' }), body])
      expect(refused(raw)).toEqual(faults.map((fault) => `1.${fault}`.replace('.:', ':')))
      expect(playground.world.commands.size).toBe(1)
    })
  })

  describe('in a list of commands', () => {
    const put = (body: unknown) =>
      send(playground, 'PUT', `/applications/${playground.applicationId}/commands`, body)

    it('two of the same name and type', async () => {
      expect(refused(await put([slash(), slash()]))).toEqual([
        '1: APPLICATION_COMMANDS_DUPLICATE_NAME',
      ])
    })
    it('what is no list', async () => {
      expect(refused(await put(slash()))).toEqual([': LIST_TYPE_CONVERT'])
    })
    it.each([
      [101, 1],
      [16, 2],
      [16, 3],
    ])('%i of type %i', async (count, type) => {
      const texts = type === 1 ? { description: 'd' } : {}
      const raw = await put(many(count, (at) => ({ name: `c${at}`, type, ...texts })))
      expect(raw.body.code).toBe(30032)
    })
  })

  describe('in the callback itself', () => {
    it.each([
      ['no type', {}, 'type: BASE_TYPE_REQUIRED'],
      ['a type that is text', { type: '4' }, 'type: BASE_TYPE_CHOICES'],
      ['an unknown type', { type: 3 }, 'type: BASE_TYPE_CHOICES'],
      ['a message without data', { type: 4 }, 'data: BASE_TYPE_REQUIRED'],
      [
        'suggestions for a command',
        { type: 8, data: { choices: [] } },
        'type: INTERACTION_CALLBACK_TYPE_INVALID',
      ],
      ['a deferred update of nothing', { type: 6 }, 'type: INTERACTION_CALLBACK_TYPE_INVALID'],
      [
        'a deferral with V2',
        { type: 5, data: { flags: V2 } },
        'data.flags: MESSAGE_FLAGS_NOT_ALLOWED',
      ],
    ])('%s', async (_rule, body, fault) => {
      expect(refused(await answer(playground, open(), body))).toEqual([fault])
    })

    it('an empty message, with 50006', async () => {
      const raw = await answer(playground, open(), { type: 4, data: { content: ' ' } })
      expect([raw.status, raw.body.code]).toEqual([400, 50006])
    })

    it('a body that is no JSON, with 50109', async () => {
      const { id, token } = open()
      const raw = await fetch(`${playground.api}/v10/interactions/${id}/${token}/callback`, {
        method: 'POST',
        body: '{',
        headers: { 'content-type': 'application/json' },
      })
      expect([raw.status, (await raw.json()).code]).toEqual([400, 50109])
    })
  })

  it('ids in a path that are none', async () => {
    expect(refused(await send(playground, 'GET', '/channels/general'))).toEqual([
      'channel_id: NUMBER_TYPE_COERCE',
    ])
  })

  it('and takes what is right, to the last character', async () => {
    const full = {
      content: text(2000),
      embeds: [{ title: text(256), description: text(4096), footer: { text: text(1648) } }],
      components: many(5, (line) =>
        row(...many(5, (at) => button({ custom_id: `b${line}${at}` }))),
      ),
      allowed_mentions: { parse: [] },
    }
    expect((await answer(playground, open(), { type: 4, data: full })).status).toBe(204)
    const v2 = {
      flags: V2,
      components: [
        {
          type: 17,
          accent_color: 5,
          components: [display(), { type: 14, divider: true }, row(button())],
        },
        { type: 9, components: [display()], accessory: button({ custom_id: 'b' }) },
        { type: 12, items: [{ media: { url: 'https://a.example/x.png' }, description: 'x' }] },
      ],
    }
    expect((await answer(playground, open(), { type: 4, data: v2 })).status).toBe(204)
    const everything = modal({
      components: [
        label(input({ required: false })),
        label(menu()),
        label({ type: 5, custom_id: 'u' }),
        label({ type: 19, custom_id: 'f' }),
        { type: 10, content: 'read this' },
      ],
    })
    expect((await answer(playground, open(), { type: 9, data: everything })).status).toBe(204)
    const choices25 = { choices: many(25, (at) => choice(text(100), `${at}`)) }
    const { id, channel } = playground.person('Ana')
    const typed = [{ name: 'words', type: 3, value: 'x', focused: true }]
    const asked = askSuggestions(playground.world, id, channel.id, commandId(), typed)
    expect((await answer(playground, asked, { type: 8, data: choices25 })).status).toBe(204)
  })
})
