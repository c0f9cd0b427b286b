/** People for tests: they use commands, press, pick, write, and report what they then see. */

import type {
  APIApplicationCommand,
  APIApplicationCommandOption,
  APIApplicationCommandOptionChoice,
  APIEmbed,
  APIMessage,
} from 'discord-api-types/v10'
import {
  askSuggestions,
  type Filled,
  type FilledField,
  focus,
  Impossible,
  type OpenModal,
  pick,
  press,
  say,
  submitModal,
  usableCommands,
  useCommand,
  useMenu,
} from './actions.ts'
import { dismiss, handDelete, handEdit, handPin } from './by-hand.ts'
import { flatComponents } from './component-tree.ts'
import type { Interaction, Outcome } from './interactions.ts'
import type { Upload } from './messages.ts'
import { Bit, has } from './permissions.ts'
import { Refusal } from './refusal.ts'
import {
  type Channel,
  displayName,
  type Guild,
  permissionsOf,
  visibleMessages,
  type World,
} from './world.ts'

/** What a slash option is given: text, numbers, booleans, someone or something with an id, or a file. */
export type OptionValue = string | number | boolean | { id: string } | FileToSend

/** A file to send with an option or a message. */
export interface FileToSend {
  name: string
  type?: string
  content: string | Uint8Array
}

/** What a person sees after doing something. */
export interface Reply {
  /** The message that answered (or was changed); null when there is none. It keeps itself up to date. */
  readonly message: APIMessage | null
  /** The answer and its follow-ups that this person can see, oldest first. */
  readonly messages: APIMessage[]
  /** Text of the answer, '' when there is none. */
  readonly content: string
  readonly embeds: APIEmbed[]
  /** Whether only this person can see the answer. */
  readonly ephemeral: boolean
  /** The form that opened, to be sent with `submit`. */
  readonly modal: OpenModal | null
  /** What the person was told when it failed: "The application did not respond", or why it could not be done. */
  readonly failure: string | null
  /** How it ended. */
  readonly outcome: Outcome
  /** From doing to the first answer, in milliseconds of Discord's clock. */
  readonly took: number
  readonly interaction: Interaction | null
}

/** A message, or a reply that holds one. */
export type Shown = Reply | APIMessage

/** Someone in a guild, acting in one channel. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly channel: Channel
  /** The same person in another channel, by name or id. */
  in: (channel: string | Channel) => Person
  /** The commands this person can use here. */
  commands: () => APIApplicationCommand[]
  /** Sends a slash command; sub-commands are named as typed: `slash('trivia start', { rounds: 3 })`. */
  slash: (command: string, options?: Record<string, OptionValue>) => Promise<Reply>
  /** Types into `focused` and reads the suggestions; rejects when none came in time. */
  suggest: (
    command: string,
    options: Record<string, OptionValue>,
    focused: string,
  ) => Promise<APIApplicationCommandOptionChoice[]>
  /** Presses a button, by its label or custom_id. */
  press: (on: Shown, button: string) => Promise<Reply>
  /** Picks values (or labels) from the message's select menu, or from the one named by `menu` (custom_id). */
  select: (on: Shown, values: string | string[], menu?: string) => Promise<Reply>
  /** Sends the form a reply opened; fields by custom_id or label. */
  submit: (form: Reply, fields?: Record<string, FieldValue>) => Promise<Reply>
  /** Uses a context-menu command on a message, a reply's message, or a person. */
  contextMenu: (command: string, on: Shown | { id: string }) => Promise<Reply>
  /** Writes a message. */
  say: (content: string, extra?: { replyTo?: string; files?: FileToSend[] }) => APIMessage
  /** The messages this person sees here (or in another channel), oldest first. */
  sees: (channel?: string) => APIMessage[]
  /** Waits for a message here that fits, now or later; rejects after `within` real milliseconds (5,000). */
  awaits: (fits: (message: APIMessage) => boolean, within?: number) => Promise<APIMessage>
  /** Puts an ephemeral message away. */
  dismiss: (shown: Shown) => void
  /** Pins and unpins a message by hand. */
  pin: (shown: Shown) => void
  unpin: (shown: Shown) => void
  /** Deletes one's own message, or as a moderator anybody's. */
  delete: (shown: Shown) => void
  /** Edits the text of one's own message. */
  edit: (shown: Shown, content: string) => void
}

/** What a form's field is given. */
export type FieldValue = string | boolean | string[] | FileToSend[]

/** Finds someone by name or title. Throws with the list of names when there is nobody. */
export function findPerson(world: World, guild: Guild, wanted: string): Person {
  const people = [...guild.members.values()].filter(({ user }) => !user.bot)
  const byName = people.find(
    (one) => displayName(one.user, one).toLowerCase() === wanted.toLowerCase(),
  )
  const moderates = (id: string) => has(permissionsOf(world, guild, id), Bit.ManageMessages)
  const byTitle = people.find(({ user: { id } }) => {
    if (wanted === 'owner') return id === guild.ownerId
    if (wanted === 'moderator') return id !== guild.ownerId && moderates(id)
    return wanted === 'member' && !moderates(id)
  })
  const found = byName ?? byTitle
  if (found) return personOf(world, guild, found.user.id)
  const names = people.map((one) => displayName(one.user, one)).join(', ')
  throw new Error(`nobody here is called ${wanted}; there are ${names}`)
}

/** Someone as a Person, in the guild's first text channel unless another is given. */
export function personOf(world: World, guild: Guild, id: string, channel?: Channel): Person {
  const here = channel ?? [...guild.channels.values()].find((one) => one.type === 0)
  if (!here) throw new Error('this guild has no text channel')
  const user = world.users.get(id)
  const doing = (act: () => Interaction) => attempt(world, id, here, act)
  return {
    id,
    name: user ? displayName(user, guild.members.get(id)) : '?',
    channel: here,
    in: (other) => personOf(world, guild, id, channelNamed(world, guild, other)),
    commands: () => usableCommands(world, here, id),
    async slash(name, options = {}) {
      const { command, path, definitions } = findCommand(world, here, id, name)
      const { values, uploads } = fill(definitions, options)
      return doing(() => useCommand(world, id, here.id, command.id, nest(path, values), uploads))
    },
    async suggest(name, options, focused) {
      const { command, path, definitions } = findCommand(world, here, id, name)
      const { values } = fill(definitions, { [focused]: '', ...options }, true)
      const typed = focus(nest(path, values), [...path.map((part) => part.name), focused])
      const outcome = await askSuggestions(world, id, here.id, command.id, typed).settled
      if (outcome.kind === 'choices') return outcome.choices
      throw new Error(outcome.kind === 'failed' ? outcome.reason : `answered by ${outcome.kind}`)
    },
    async press(on, wanted) {
      const message = messageOf(on)
      const button = component(message, [2], wanted)
      return doing(() => press(world, id, message.channel_id, message.id, button))
    },
    async select(on, values, menu) {
      const message = messageOf(on)
      const customId = component(message, [3, 5, 6, 7, 8], menu)
      const picked = [values].flat().map((value) => optionValue(message, customId, value))
      return doing(() => pick(world, id, message.channel_id, message.id, customId, picked))
    },
    async submit(form, fields = {}) {
      const { modal, interaction } = form
      if (!modal || !interaction) throw new Error('that reply opened no form')
      const { filled, uploads } = fillForm(modal, fields)
      return doing(() => submitModal(world, id, interaction, modal, filled, uploads))
    },
    async contextMenu(name, on) {
      const target = 'outcome' in on ? messageOf(on) : on
      const command = usableCommands(world, here, id).find(
        (one) => one.type !== 1 && one.name === name,
      )
      if (!command) return refusedMenu(world, here, name)
      return doing(() => useMenu(world, id, here.id, command.id, target.id))
    },
    say: (content, extra = {}) =>
      say(world, id, here.id, content, {
        ...(extra.replyTo ? { replyTo: extra.replyTo } : {}),
        files: (extra.files ?? []).map(upload),
      }).data,
    sees: (other) => visibleMessages(other ? channelNamed(world, guild, other) : here, id),
    awaits: (fits, within = 5_000) => awaitMessage(world, here, id, fits, within),
    dismiss: (shown) => dismiss(world, id, messageOf(shown).channel_id, messageOf(shown).id),
    pin: (shown) => handPin(world, id, here.id, messageOf(shown).id, true),
    delete: (shown) => handDelete(world, id, messageOf(shown).channel_id, messageOf(shown).id),
    edit: (shown, content) =>
      handEdit(world, id, messageOf(shown).channel_id, messageOf(shown).id, content),
    unpin: (shown) => handPin(world, id, here.id, messageOf(shown).id, false),
  }
}

function channelNamed(world: World, guild: Guild, wanted: string | Channel): Channel {
  if (typeof wanted !== 'string') return wanted
  const name = wanted.replace(/^#/, '')
  const channel =
    [...guild.channels.values()].find((one) => one.name === name) ?? world.channels.get(wanted)
  if (!channel) throw new Error(`there is no channel ${wanted}`)
  return channel
}

/** Does it and waits for the last word; what Discord's client would not allow becomes a failed reply. */
async function attempt(
  world: World,
  userId: string,
  channel: Channel,
  act: () => Interaction,
): Promise<Reply> {
  let interaction: Interaction
  try {
    interaction = act()
  } catch (error) {
    if (!(error instanceof Impossible || error instanceof Refusal)) throw error
    return makeReply(world, userId, channel, null, { kind: 'failed', reason: error.message }, 0)
  }
  const began = interaction.createdAt
  const first = interaction.responded.then(() => world.clock.now() - began)
  const outcome = await interaction.settled
  return makeReply(world, userId, channel, interaction, outcome, await first)
}

function makeReply(
  world: World,
  userId: string,
  here: Channel,
  interaction: Interaction | null,
  outcome: Outcome,
  took: number,
): Reply {
  const channel = world.channels.get(interaction?.channelId ?? '') ?? here
  const shown = (id: string | null | undefined) => {
    const stored = channel.messages.get(id ?? '')
    return stored && (!stored.onlyFor || stored.onlyFor === userId) ? stored : undefined
  }
  return {
    outcome,
    took,
    interaction,
    get message() {
      return shown(interaction?.originalId)?.data ?? null
    },
    get messages() {
      const ids = [interaction?.originalId, ...(interaction?.followups ?? [])]
      return ids.flatMap((id) => shown(id)?.data ?? [])
    },
    get content() {
      return this.message?.content ?? ''
    },
    get embeds() {
      return this.message?.embeds ?? []
    },
    get ephemeral() {
      return shown(interaction?.originalId)?.onlyFor !== undefined
    },
    modal: outcome.kind === 'modal' ? outcome.modal : null,
    failure: outcome.kind === 'failed' ? outcome.reason : null,
  }
}

function refusedMenu(world: World, channel: Channel, name: string): Reply {
  const guild = world.guilds.get(channel.guildId ?? '')
  const all = [...world.commands.values(), ...(guild?.commands.values() ?? [])]
  if (!all.some((one) => one.type !== 1 && one.name === name))
    throw unknownCommand(world, channel, name)
  const reason = 'You do not have permission to use this command here.'
  return makeReply(world, '', channel, null, { kind: 'failed', reason }, 0)
}

function messageOf(shown: Shown): APIMessage {
  if (!('outcome' in shown)) return shown
  if (!shown.message)
    throw new Error(`there is no message to act on (${shown.failure ?? shown.outcome.kind})`)
  return shown.message
}

/** The custom_id of the component with that label or custom_id; of the only one when nothing is named. */
function component(message: APIMessage, types: number[], wanted: string | undefined): string {
  const all = flatComponents(message.components).filter((one) => types.includes(one.type))
  const label = (one: object) => ('label' in one ? String(one.label) : '')
  const found =
    wanted === undefined
      ? all[0]
      : (all.find((one) => one.custom_id === wanted) ?? all.find((one) => label(one) === wanted))
  if (found?.custom_id) return found.custom_id
  const names = all.map((one) => label(one) || one.custom_id).join(', ') || 'none'
  throw new Error(`the message has no ${wanted ?? 'menu'}; it has: ${names}`)
}

function optionValue(message: APIMessage, customId: string, wanted: string): string {
  const menu = flatComponents(message.components).find((one) => one.custom_id === customId)
  const options = (menu as { options?: { label: string; value: string }[] }).options ?? []
  const byValue = options.find((option) => option.value === wanted)
  return (byValue ?? options.find((option) => option.label === wanted))?.value ?? wanted
}

interface Step {
  name: string
  type: number
}

/** Finds `trivia start` among the commands: the command, the way to the sub-command, its options. */
function findCommand(world: World, channel: Channel, userId: string, name: string) {
  const [base = '', ...rest] = name.replace(/^\//, '').split(' ')
  const guild = world.guilds.get(channel.guildId ?? '')
  const everywhere = [...world.commands.values(), ...(guild?.commands.values() ?? [])]
  const fits = (one: APIApplicationCommand) => one.type === 1 && one.name === base
  const command = usableCommands(world, channel, userId).find(fits) ?? everywhere.find(fits)
  if (!command) throw unknownCommand(world, channel, name)
  const path: Step[] = []
  let definitions: readonly APIApplicationCommandOption[] = command.options ?? []
  for (const part of rest) {
    const step = definitions.find((one) => one.name === part && (one.type === 1 || one.type === 2))
    if (!step) throw new Error(`/${command.name} has no sub-command ${part}`)
    path.push({ name: step.name, type: step.type })
    definitions = (step as { options?: APIApplicationCommandOption[] }).options ?? []
  }
  return { command, path, definitions }
}

function unknownCommand(world: World, channel: Channel, name: string): Error {
  const guild = world.guilds.get(channel.guildId ?? '')
  const all = [...world.commands.values(), ...(guild?.commands.values() ?? [])]
  const names = all.map((one) => (one.type === 1 ? `/${one.name}` : `"${one.name}"`)).join(', ')
  return new Error(`there is no command ${name}; the bot registered: ${names || 'none'}`)
}

function nest(path: Step[], values: Filled[]): Filled[] {
  return path.reduceRight<Filled[]>((options, step) => [{ ...step, options }], values)
}

/** Options as Discord's client would send them; half-typed ones (for suggestions) keep their text. */
function fill(
  definitions: readonly APIApplicationCommandOption[],
  options: Record<string, OptionValue>,
  typing = false,
) {
  const uploads: Record<string, Upload> = {}
  const values = Object.entries(options).map(([name, value]): Filled => {
    const definition = definitions.find((one) => one.name === name)
    if (!definition) {
      const names = definitions.map((one) => one.name).join(', ') || 'none'
      throw new Error(`there is no option ${name}; there are: ${names}`)
    }
    if (typeof value !== 'object') return { name, type: definition.type, value }
    if ('id' in value) return { name, type: definition.type, value: value.id }
    uploads[name] = upload(value)
    return { name, type: definition.type, value: name }
  })
  return { values: typing ? values : values.filter(({ value }) => value !== ''), uploads }
}

function upload(file: FileToSend): Upload {
  const bytes =
    typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content
  return {
    field: 'files[0]',
    name: file.name,
    type: file.type ?? 'application/octet-stream',
    bytes,
  }
}

interface FormField {
  custom_id: string
  type: number
  label: string
}

/** The fields of a form with their labels, whether in rows or in label components. */
export function formFields(modal: OpenModal): FormField[] {
  const walk = (parts: readonly unknown[], label = ''): FormField[] =>
    (parts as (FormField & { components?: unknown[]; component?: unknown })[]).flatMap((part) => {
      if (part.component) return walk([part.component], part.label)
      if (part.components) return walk(part.components, label)
      if (!part.custom_id) return []
      return [{ custom_id: part.custom_id, type: part.type, label: part.label ?? label }]
    })
  return walk(modal.components)
}

function fillForm(modal: OpenModal, given: Record<string, FieldValue>) {
  const uploads: Record<string, Upload> = {}
  const fields = formFields(modal)
  const filled = Object.entries(given).map(([name, value]): FilledField => {
    const field =
      fields.find((one) => one.custom_id === name) ?? fields.find((one) => one.label === name)
    if (!field) {
      const names = fields.map((one) => one.custom_id).join(', ') || 'none'
      throw new Error(`the form has no field ${name}; it has: ${names}`)
    }
    const { custom_id, type } = field
    if (typeof value === 'boolean') return { custom_id, type, value }
    if (typeof value === 'string')
      return type === 4 || type === 21
        ? { custom_id, type, value }
        : { custom_id, type, values: [value] }
    const values = value.map((one, index) => {
      if (typeof one === 'string') return one
      const key = `${custom_id}:${index}`
      uploads[key] = upload(one)
      return key
    })
    return { custom_id, type, values }
  })
  return { filled, uploads }
}

function awaitMessage(
  world: World,
  channel: Channel,
  userId: string,
  fits: (message: APIMessage) => boolean,
  within: number,
): Promise<APIMessage> {
  const now = visibleMessages(channel, userId).find(fits)
  if (now) return Promise.resolve(now)
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      world.changes.delete(onChange)
    }
    const onChange: Parameters<World['changes']['add']>[0] = (change) => {
      if (change.type !== 'message' || change.channelId !== channel.id) return
      const { data, onlyFor } = change.message
      if ((onlyFor && onlyFor !== userId) || !fits(data)) return
      done()
      resolve(data)
    }
    const timer = setTimeout(() => {
      done()
      reject(new Error(`no such message in #${channel.name} within ${within} ms`))
    }, within)
    world.changes.add(onChange)
  })
}
