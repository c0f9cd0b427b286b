/** What people do: use commands, press buttons, pick from menus, send modals, write messages. */

import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10'
import { placeOf } from './acts.ts'
import { type AnyComponent, flatComponents } from './component-tree.ts'
import { type Interaction, Kind, openInteraction } from './interactions.ts'
import { postMessage, type Upload } from './messages.ts'
import { Bit, has } from './permissions.ts'
import { attach, type Resolved, resolve } from './resolved.ts'
import {
  type Channel,
  channelOf,
  permissionsIn,
  permissionsOf,
  type Stored,
  type World,
} from './world.ts'

/** Something Discord's own client would not let a person do; the message says why. */
export class Impossible extends Error {
  override readonly name = 'Impossible'
}

/** An option as it was filled in; sub-commands carry `options`. */
export interface Filled {
  name: string
  type: number
  value?: string | number | boolean
  options?: Filled[]
  focused?: boolean
}

/** A modal's field as it was filled in. */
export interface FilledField {
  custom_id: string
  type: number
  value?: string | boolean
  values?: string[]
}

/** The commands a person can use in this channel. */
export function usableCommands(
  world: World,
  channel: Channel,
  userId: string,
): APIApplicationCommand[] {
  const guild = world.guilds.get(channel.guildId ?? '')
  const all = [...world.commands.values(), ...(guild?.commands.values() ?? [])]
  return all.filter((command) => usable(world, channel, userId, command))
}

function usable(
  world: World,
  channel: Channel,
  userId: string,
  command: APIApplicationCommand,
): boolean {
  const guild = world.guilds.get(channel.guildId ?? '')
  const contexts = command.contexts ?? [0, 1, 2]
  if (!contexts.includes(guild ? 0 : 1)) return false
  if (!guild) return true
  const rights = permissionsIn(world, channel, userId)
  if (!has(rights, Bit.ViewChannel | Bit.UseApplicationCommands)) return false
  const wanted = command.default_member_permissions
  if (wanted == null) return true
  const own = permissionsOf(world, guild, userId)
  return wanted === '0' ? has(own, Bit.Administrator) : has(own | rights, BigInt(wanted))
}

function usableCommand(world: World, channel: Channel, userId: string, commandId: string) {
  const command = usableCommands(world, channel, userId).find((one) => one.id === commandId)
  if (!command) throw new Impossible('You do not have permission to use this command here.')
  if (channel.thread?.metadata.archived)
    throw new Impossible('Commands cannot be used in an archived thread.')
  return command
}

/** Sends a slash command; options in the order they were typed. */
export function useCommand(
  world: World,
  userId: string,
  channelId: string,
  commandId: string,
  options: Filled[],
  uploads: Record<string, Upload> = {},
): Interaction {
  const channel = channelOf(world, channelId)
  const command = usableCommand(world, channel, userId, commandId)
  const checked = checkOptions(command.options ?? [], options)
  const { values, resolved } = resolveOptions(world, channel, checked, uploads)
  return openInteraction(world, {
    type: Kind.Command,
    userId,
    channel,
    data: { ...commandData(channel, command), options: values, ...resolved },
    wire: { name: [command.name, ...path(options)].join(' ') },
  })
}

/** Asks for suggestions while typing: the option being typed carries `focused`. */
export function askSuggestions(
  world: World,
  userId: string,
  channelId: string,
  commandId: string,
  options: Filled[],
): Interaction {
  const channel = channelOf(world, channelId)
  const command = usableCommand(world, channel, userId, commandId)
  return openInteraction(world, {
    type: Kind.Suggest,
    userId,
    channel,
    data: { ...commandData(channel, command), options },
  })
}

/** Uses a context-menu command on a message (type 3) or a user (type 2). */
export function useMenu(
  world: World,
  userId: string,
  channelId: string,
  commandId: string,
  targetId: string,
): Interaction {
  const channel = channelOf(world, channelId)
  const command = usableCommand(world, channel, userId, commandId)
  const onMessage = command.type === 3
  if (onMessage) visibleMessage(channel, userId, targetId)
  const resolved: Resolved = {}
  resolve(world, channel, onMessage ? 'message' : 'user', targetId, resolved)
  return openInteraction(world, {
    type: Kind.Command,
    userId,
    channel,
    data: { ...commandData(channel, command), target_id: targetId, resolved },
    metadata: onMessage
      ? { target_message_id: targetId }
      : { target_user: world.users.get(targetId) },
    wire: { name: command.name },
  })
}

/** Marks the option being typed; `path` leads to it through sub-commands. */
export function focus(options: Filled[], path: string[]): Filled[] {
  const [name, ...rest] = path
  return options.map((option) => {
    if (option.name !== name) return option
    if (rest.length === 0) return { ...option, focused: true }
    return { ...option, options: focus(option.options ?? [], rest) }
  })
}

function commandData(channel: Channel, command: APIApplicationCommand) {
  const { id, name, type } = command
  return { id, name, type, ...(command.guild_id ? { guild_id: channel.guildId } : {}) }
}

function path(options: Filled[]): string[] {
  const inner = options.find((option) => option.type === 1 || option.type === 2)
  return inner ? [inner.name, ...path(inner.options ?? [])] : []
}

/** The client sends nothing that breaks the command's definition: missing options, wrong kinds, too long texts. */
function checkOptions(
  definitions: readonly APIApplicationCommandOption[],
  filled: Filled[],
): Filled[] {
  const nested = definitions.some((one) => one.type === 1 || one.type === 2)
  if (nested && filled.length !== 1) throw new Impossible('Choose one sub-command.')
  for (const definition of definitions) {
    if (!nested && definition.required && !filled.some((one) => one.name === definition.name))
      throw new Impossible(`The option ${definition.name} is required.`)
  }
  return filled.map((one) => {
    const definition = definitions.find((other) => other.name === one.name)
    if (!definition) throw new Impossible(`There is no option ${one.name}.`)
    if (definition.type === 1 || definition.type === 2) {
      const options = checkOptions(definition.options ?? [], one.options ?? [])
      return { name: one.name, type: definition.type, options }
    }
    checkValue(definition, one.value)
    return { name: one.name, type: definition.type, value: one.value as string }
  })
}

function checkValue(definition: APIApplicationCommandOption, value: Filled['value']): void {
  const limits = definition as {
    type: number
    name: string
    min_length?: number
    max_length?: number
    min_value?: number
    max_value?: number
    choices?: { value: string | number }[]
  }
  const wrong = (what: string) => new Impossible(`The option ${limits.name} ${what}.`)
  if (!rightKind(limits.type, value)) throw wrong('has a value of the wrong kind')
  if (limits.choices?.length && !limits.choices.some((choice) => choice.value === value))
    throw wrong('must be one of its choices')
  if (typeof value === 'string' && limits.type === 3) {
    const length = [...value].length
    if (length > (limits.max_length ?? 6000)) throw wrong(`is longer than ${limits.max_length}`)
    if (length < (limits.min_length ?? 0)) throw wrong(`is shorter than ${limits.min_length}`)
  }
  if (typeof value === 'number' && value > (limits.max_value ?? Infinity))
    throw wrong(`is above ${limits.max_value}`)
  if (typeof value === 'number' && value < (limits.min_value ?? -Infinity))
    throw wrong(`is below ${limits.min_value}`)
}

function rightKind(type: number, value: Filled['value']): boolean {
  if (type === 4) return Number.isSafeInteger(value)
  if (type === 10) return typeof value === 'number' && Number.isFinite(value)
  if (type === 5) return typeof value === 'boolean'
  return typeof value === 'string'
}

const RESOLVED_KIND: Record<number, 'user' | 'channel' | 'role' | 'mentionable'> = {
  6: 'user',
  7: 'channel',
  8: 'role',
  9: 'mentionable',
}

function resolveOptions(
  world: World,
  channel: Channel,
  options: Filled[],
  uploads: Record<string, Upload>,
): { values: Filled[]; resolved: { resolved?: Resolved } } {
  const resolved: Resolved = {}
  const walk = (list: Filled[]): Filled[] =>
    list.map((option) => {
      if (option.options) return { ...option, options: walk(option.options) }
      const kind = RESOLVED_KIND[option.type]
      if (kind) resolve(world, channel, kind, String(option.value), resolved)
      if (option.type !== 11) return option
      const upload = uploads[String(option.value)]
      if (!upload) throw new Impossible(`The option ${option.name} needs a file.`)
      return { ...option, value: attach(world, channel, upload, resolved) }
    })
  const values = walk(options)
  return { values, resolved: Object.keys(resolved).length ? { resolved } : {} }
}

/** A message that the person sees in the channel. Throws `Impossible` where there is none. */
export function visibleMessage(channel: Channel, userId: string, messageId: string): Stored {
  const stored = channel.messages.get(messageId)
  if (!stored || (stored.onlyFor && stored.onlyFor !== userId))
    throw new Impossible('This message is not there any more.')
  return stored
}

/** Presses a button. */
export function press(
  world: World,
  userId: string,
  channelId: string,
  messageId: string,
  customId: string,
): Interaction {
  return useComponent(world, userId, channelId, messageId, customId, {})
}

/** Picks from a select menu: values of its options, or ids for user, role and channel menus. */
export function pick(
  world: World,
  userId: string,
  channelId: string,
  messageId: string,
  customId: string,
  values: string[],
): Interaction {
  return useComponent(world, userId, channelId, messageId, customId, { values })
}

const SELECT_KIND: Record<number, 'user' | 'role' | 'mentionable' | 'channel'> = {
  5: 'user',
  6: 'role',
  7: 'mentionable',
  8: 'channel',
}

function useComponent(
  world: World,
  userId: string,
  channelId: string,
  messageId: string,
  customId: string,
  picked: { values?: string[] },
): Interaction {
  const channel = channelOf(world, channelId)
  const message = visibleMessage(channel, userId, messageId)
  const component = flatComponents(message.data.components).find(
    (one) => one.custom_id === customId,
  )
  if (!component) throw new Impossible('This message has no such button or menu.')
  if (component.disabled) throw new Impossible('This button or menu is switched off.')
  if (picked.values) checkPicked(component, picked.values)
  const resolved: Resolved = {}
  const kind = SELECT_KIND[component.type]
  if (kind) for (const id of picked.values ?? []) resolve(world, channel, kind, id, resolved)
  const id = (component as { id?: number }).id
  return openInteraction(world, {
    type: Kind.Component,
    userId,
    channel,
    message,
    data: {
      custom_id: customId,
      component_type: component.type,
      ...(id === undefined ? {} : { id }),
      ...picked,
      ...(kind ? { resolved } : {}),
    },
    metadata: { interacted_message_id: messageId },
  })
}

function checkPicked(component: AnyComponent, values: string[]): void {
  const { min_values, max_values, options } = component as {
    min_values?: number
    max_values?: number
    options?: { value: string }[]
  }
  if (values.length < (min_values ?? 1) || values.length > (max_values ?? 1))
    throw new Impossible(`This menu takes ${min_values ?? 1} to ${max_values ?? 1} values.`)
  for (const value of values)
    if (options && !options.some((option) => option.value === value))
      throw new Impossible(`This menu has no value ${value}.`)
}

/** A modal as it stands open before someone. */
export interface OpenModal {
  custom_id: string
  title: string
  components: readonly unknown[]
}

/** Sends a modal; `from` is the interaction that was answered with it. */
export function submitModal(
  world: World,
  userId: string,
  from: Interaction,
  modal: OpenModal,
  fields: FilledField[],
  uploads: Record<string, Upload> = {},
): Interaction {
  const channel = channelOf(world, from.channelId)
  const resolved: Resolved = {}
  const components = modal.components.map((one) =>
    submitted(world, channel, one as ModalPart, fields, resolved, uploads),
  )
  const message = from.sourceId ? channel.messages.get(from.sourceId) : undefined
  return openInteraction(world, {
    type: Kind.Modal,
    userId,
    channel,
    ...(message ? { message } : {}),
    data: {
      custom_id: modal.custom_id,
      components,
      ...(Object.keys(resolved).length ? { resolved } : {}),
    },
    metadata: { triggering_interaction_metadata: from.metadata },
  })
}

interface ModalPart {
  type: number
  id?: number
  custom_id?: string
  label?: string
  required?: boolean
  min_length?: number
  max_length?: number
  value?: string
  components?: ModalPart[]
  component?: ModalPart
}

function submitted(
  world: World,
  channel: Channel,
  part: ModalPart,
  fields: FilledField[],
  resolved: Resolved,
  uploads: Record<string, Upload>,
): object {
  const inner = (one: ModalPart) => submitted(world, channel, one, fields, resolved, uploads)
  const id = part.id ?? 0
  if (part.type === 1) return { type: 1, id, components: (part.components ?? []).map(inner) }
  if (part.type === 18 && part.component) return { type: 18, id, component: inner(part.component) }
  if (part.type === 10) return { type: 10, id }
  const field = fields.find((one) => one.custom_id === part.custom_id)
  const basics = { type: part.type, id, custom_id: part.custom_id }
  if (part.type === 4) return { ...basics, value: textValue(part, field) }
  if (part.type === 21) return { ...basics, value: field?.value ?? field?.values?.[0] ?? null }
  if (part.type === 23) return { ...basics, value: field?.value === true }
  const values = field?.values ?? []
  if (part.required !== false && part.type !== 22 && values.length === 0)
    throw new Impossible(`The field ${part.custom_id} is required.`)
  const kind = SELECT_KIND[part.type]
  if (kind) for (const value of values) resolve(world, channel, kind, value, resolved)
  if (part.type !== 19) return { ...basics, values }
  const files = values.flatMap((name) => uploads[name] ?? [])
  return { ...basics, values: files.map((file) => attach(world, channel, file, resolved)) }
}

function textValue(part: ModalPart, field: FilledField | undefined): string {
  const value = String(field?.value ?? part.value ?? '')
  const length = [...value].length
  const name = part.custom_id
  if (part.required !== false && length === 0)
    throw new Impossible(`The field ${name} is required.`)
  if (length > (part.max_length ?? 4000))
    throw new Impossible(`The field ${name} is longer than ${part.max_length ?? 4000}.`)
  if (length > 0 && length < (part.min_length ?? 0))
    throw new Impossible(`The field ${name} is shorter than ${part.min_length}.`)
  return value
}

/** Writes a message. */
export function say(
  world: World,
  userId: string,
  channelId: string,
  content: string,
  extra: { replyTo?: string; files?: Upload[] } = {},
): Stored {
  const channel = channelOf(world, channelId)
  const author = world.users.get(userId)
  const needed = channel.thread ? Bit.SendMessagesInThreads : Bit.SendMessages
  if (!author || !has(permissionsIn(world, channel, userId), needed))
    throw new Impossible('You may not write in this channel.')
  if (!content.trim() && !extra.files?.length)
    throw new Impossible('An empty message cannot be sent.')
  if ([...content].length > 2000) throw new Impossible('A message has at most 2000 characters.')
  if (channel.thread?.metadata.locked) throw new Impossible('This thread is locked.')
  if (channel.thread) channel.thread.metadata.archived = false
  const reference = extra.replyTo ? { message_reference: { message_id: extra.replyTo } } : {}
  world.history.act({ ...placeOf(world, userId, channel), does: 'say', content })
  return postMessage(world, { channel, author }, { content, ...reference }, extra.files)
}
