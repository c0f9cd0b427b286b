/** Messages: made from request bodies, changed by edits, shown to bots and to people. */

import type { APIAttachment, APIMessage, APIUser } from 'discord-api-types/v10'
import { Bit, has } from './permissions.ts'
import { refuse } from './refusal.ts'
import {
  announce,
  type Channel,
  isoNow,
  permissionsIn,
  type Stored,
  store,
  type World,
} from './world.ts'

/** Message flags used here. */
export const Flag = {
  SuppressEmbeds: 1 << 2,
  Ephemeral: 1 << 6,
  Loading: 1 << 7,
  SuppressNotifications: 1 << 12,
  ComponentsV2: 1 << 15,
} as const

/** The type of the message that tells of a pin. */
export const PIN_NOTICE = 6

/** Gateway intents that concern messages. */
const GUILD_MESSAGES = 1 << 9
const DIRECT_MESSAGES = 1 << 12

/** A message body as it came in; its shape was checked before it gets here. */
export interface MessageBody {
  content?: string | null
  embeds?: Record<string, unknown>[] | null
  components?: Record<string, unknown>[] | null
  flags?: number | null
  tts?: boolean | null
  nonce?: string | number | null
  enforce_nonce?: boolean | null
  allowed_mentions?: {
    parse?: string[]
    users?: string[]
    roles?: string[]
    replied_user?: boolean
  } | null
  attachments?: { id: string | number; filename?: string; description?: string }[] | null
  message_reference?: { message_id: string; fail_if_not_exists?: boolean } | null
  poll?: Record<string, unknown> | null
  sticker_ids?: string[] | null
}

/** A file of a multipart request: `field` is `files[0]` and so on. */
export interface Upload {
  field: string
  name: string
  type: string
  bytes: Uint8Array
}

/** How a message comes to be. */
export interface Origin {
  channel: Channel
  author: APIUser
  /** Discord's message type; 0 when absent. */
  type?: number
  /** Set when only this person may see it. */
  onlyFor?: string
  /** Sent through an interaction's token: mentions of users ping by default, of roles and everyone do not. */
  interaction?: { metadata: object; wire: object | null }
  /** Flags set by the playground itself (loading). */
  extraFlags?: number
}

/** Makes the message, puts it into its channel, and tells everybody who may know. */
export function postMessage(
  world: World,
  origin: Origin,
  body: MessageBody,
  files: Upload[] = [],
): Stored {
  const { channel, onlyFor } = origin
  const data = compose(world, origin, body, files)
  const stored: Stored = onlyFor ? { data, onlyFor } : { data }
  store(world, channel, stored)
  tellMessage(world, channel, stored, 'MESSAGE_CREATE', body.nonce ?? undefined)
  announce(world, { type: 'message', channelId: channel.id, message: stored, fresh: true })
  return stored
}

function compose(world: World, origin: Origin, body: MessageBody, files: Upload[]): APIMessage {
  const { channel, author, interaction } = origin
  const content = body.content ?? ''
  const attachments = saveFiles(world, channel, body, files)
  refuseEmpty(body, attachments, origin)
  const reply = body.message_reference ? referenced(channel, body.message_reference) : null
  return {
    id: world.id(),
    channel_id: channel.id,
    type: origin.type ?? (reply ? 19 : 0),
    content,
    author,
    ...mentionsOf(world, channel, content, body, interaction !== undefined, reply?.data),
    attachments,
    embeds: (body.embeds ?? []).map(embedWire),
    components: numbered(body.components ?? []),
    timestamp: isoNow(world),
    edited_timestamp: null,
    flags: messageFlags(body.flags, origin),
    pinned: false,
    tts: body.tts ?? false,
    ...(body.nonce != null ? { nonce: body.nonce } : {}),
    ...(body.poll ? { poll: pollWire(world, body.poll) } : {}),
    ...(reply ? replyFields(channel, reply.data, origin.type !== PIN_NOTICE) : {}),
    ...(interaction ? interactionFields(world, interaction) : {}),
  } as unknown as APIMessage
}

function messageFlags(flags: number | null | undefined, origin: Origin): number {
  return (flags ?? 0) | (origin.onlyFor ? Flag.Ephemeral : 0) | (origin.extraFlags ?? 0)
}

function interactionFields(world: World, interaction: NonNullable<Origin['interaction']>) {
  return {
    webhook_id: world.bot.id,
    application_id: world.bot.id,
    interaction_metadata: interaction.metadata,
    ...(interaction.wire ? { interaction: interaction.wire } : {}),
  }
}

function replyFields(channel: Channel, message: APIMessage, whole: boolean) {
  return {
    message_reference: {
      type: 0,
      message_id: message.id,
      channel_id: channel.id,
      ...(channel.guildId ? { guild_id: channel.guildId } : {}),
    },
    ...(whole ? { referenced_message: { ...message, referenced_message: null } } : {}),
  }
}

function referenced(channel: Channel, reference: { message_id: string }): Stored | null {
  return channel.messages.get(reference.message_id) ?? null
}

function refuseEmpty(body: MessageBody, attachments: unknown[], origin: Origin): void {
  if ((origin.extraFlags ?? 0) & Flag.Loading || origin.type === PIN_NOTICE) return
  const parts = [body.embeds, body.components, body.sticker_ids, attachments]
  if (body.content?.trim() || body.poll || parts.some((part) => part?.length)) return
  throw refuse('emptyMessage')
}

/** Changes a message by an edit's body and tells everybody who may know. */
export function editMessage(
  world: World,
  channel: Channel,
  stored: Stored,
  body: MessageBody,
  files: Upload[] = [],
  interaction = false,
): void {
  const old = stored.data
  const kept = body.attachments
    ? old.attachments.filter((one) =>
        body.attachments?.some((wanted) => String(wanted.id) === one.id),
      )
    : old.attachments
  const content = body.content === undefined ? old.content : (body.content ?? '')
  const flags = editedFlags(old.flags ?? 0, body.flags)
  const next = {
    ...old,
    content,
    flags,
    attachments: [...kept, ...saveFiles(world, channel, body, files)],
    ...(body.embeds === undefined ? {} : { embeds: (body.embeds ?? []).map(embedWire) }),
    ...(body.components === undefined ? {} : { components: numbered(body.components ?? []) }),
    ...(body.poll ? { poll: pollWire(world, body.poll) } : {}),
    ...mentionsOf(world, channel, content, body, interaction),
    edited_timestamp: old.flags && old.flags & Flag.Loading ? null : isoNow(world),
  } as unknown as APIMessage
  refuseEmpty({ ...(next as object), poll: next.poll as never }, next.attachments, {
    channel,
    author: old.author,
  })
  stored.data = next
  tellMessage(world, channel, stored, 'MESSAGE_UPDATE')
  announce(world, { type: 'message', channelId: channel.id, message: stored, fresh: false })
}

/** An edit may suppress embeds and turn Components V2 on; nothing else changes, and loading ends. */
function editedFlags(old: number, wanted: number | null | undefined): number {
  const kept = old & ~Flag.Loading
  if (wanted == null) return kept
  const changeable = Flag.SuppressEmbeds
  return (kept & ~changeable) | (wanted & changeable) | (wanted & Flag.ComponentsV2)
}

/** Takes a message away and tells everybody who could see it. */
export function removeMessage(world: World, channel: Channel, stored: Stored): void {
  forgetMessage(world, channel, stored)
  if (stored.onlyFor) return
  const { guildId } = channel
  world.tell({
    t: 'MESSAGE_DELETE',
    d: { id: stored.data.id, channel_id: channel.id, ...(guildId ? { guild_id: guildId } : {}) },
    intents: guildId ? GUILD_MESSAGES : DIRECT_MESSAGES,
    guildId,
  })
}

/** Takes a message away and tells people only. */
export function forgetMessage(world: World, channel: Channel, stored: Stored): void {
  const { id, attachments } = stored.data
  channel.messages.delete(id)
  channel.pins.delete(id)
  for (const attachment of attachments) world.files.delete(attachment.id)
  const { onlyFor } = stored
  announce(world, { type: 'message-gone', channelId: channel.id, id, onlyFor })
}

/** Bots hear of every message but the ephemeral ones. */
function tellMessage(
  world: World,
  channel: Channel,
  stored: Stored,
  t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
  nonce?: string | number,
): void {
  if (stored.onlyFor) return
  const { guildId } = channel
  world.tell({
    t,
    d: { ...stored.data, ...guildFields(world, channel, stored.data), ...(nonce ? { nonce } : {}) },
    intents: guildId ? GUILD_MESSAGES : DIRECT_MESSAGES,
    guildId,
  })
}

function guildFields(world: World, channel: Channel, message: APIMessage) {
  const guild = world.guilds.get(channel.guildId ?? '')
  const member = guild?.members.get(message.author.id)
  if (!guild) return { channel_type: channel.type }
  if (!member) return { guild_id: guild.id, channel_type: channel.type }
  const { roles, joinedAt, nick } = member
  const partial = { roles, joined_at: joinedAt, nick, deaf: false, mute: false, flags: 0 }
  return { guild_id: guild.id, channel_type: channel.type, member: partial }
}

/** Who is pinged: what the text names, cut by allowed_mentions. */
function mentionsOf(
  world: World,
  channel: Channel,
  content: string,
  body: MessageBody,
  interaction: boolean,
  replied?: APIMessage,
) {
  const allowed = body.allowed_mentions ?? {
    parse: interaction ? ['users'] : ['users', 'roles', 'everyone'],
  }
  const may = (kind: string, id: string) =>
    allowed.parse?.includes(kind) || (allowed[kind as 'users' | 'roles'] ?? []).includes(id)
  const text = content + JSON.stringify(textDisplays(body.components ?? []))
  const users = new Set([...text.matchAll(/<@!?(\d{17,19})>/g)].map((match) => match[1] ?? ''))
  const roles = new Set([...text.matchAll(/<@&(\d{17,19})>/g)].map((match) => match[1] ?? ''))
  const named = [...users].filter((id) => may('users', id))
  if (replied && (allowed.replied_user ?? !body.allowed_mentions)) named.push(replied.author.id)
  const everyone = /@(everyone|here)\b/.test(text) && allowed.parse?.includes('everyone')
  return {
    mentions: [...new Set(named)].flatMap((id) => world.users.get(id) ?? []),
    mention_roles: [...roles].filter((id) => may('roles', id)),
    mention_everyone: Boolean(everyone && (interaction || mayMentionEveryone(world, channel))),
  }
}

function mayMentionEveryone(world: World, channel: Channel): boolean {
  return has(permissionsIn(world, channel, world.bot.id), Bit.MentionEveryone)
}

function textDisplays(components: Record<string, unknown>[]): string[] {
  return components.flatMap((component) => [
    ...(component.type === 10 ? [String(component.content)] : []),
    ...textDisplays((component.components as Record<string, unknown>[]) ?? []),
  ])
}

/** Embeds come back with a type and with white space trimmed. */
function embedWire(embed: Record<string, unknown>): Record<string, unknown> {
  const trim = (value: unknown) => (typeof value === 'string' ? value.trim() : value)
  const fields = (embed.fields as Record<string, unknown>[] | undefined)?.map((field) => ({
    name: trim(field.name),
    value: trim(field.value),
    inline: field.inline ?? false,
  }))
  const kept = Object.entries(embed).filter(([, value]) => value != null)
  return {
    ...Object.fromEntries(kept),
    type: 'rich',
    ...(embed.title != null ? { title: trim(embed.title) } : {}),
    ...(embed.description != null ? { description: trim(embed.description) } : {}),
    ...(embed.timestamp != null
      ? { timestamp: new Date(String(embed.timestamp)).toISOString() }
      : {}),
    ...(fields ? { fields } : {}),
  }
}

/** Every component of a message gets a number, in reading order, unless it brought one. */
function numbered(components: Record<string, unknown>[]): Record<string, unknown>[] {
  let next = 1
  const number = (component: Record<string, unknown>): Record<string, unknown> => {
    const { id, components: inner, accessory } = component
    return {
      ...component,
      id: typeof id === 'number' && id > 0 ? id : next++,
      ...(Array.isArray(inner) ? { components: inner.map(number) } : {}),
      ...(accessory ? { accessory: number(accessory as Record<string, unknown>) } : {}),
    }
  }
  return components.map(number)
}

function pollWire(world: World, poll: Record<string, unknown>) {
  const hours = Number(poll.duration ?? 24)
  const answers = (poll.answers as Record<string, unknown>[]) ?? []
  return {
    question: poll.question,
    answers: answers.map((answer, index) => ({ ...answer, answer_id: index + 1 })),
    expiry: new Date(world.clock.now() + hours * 3_600_000).toISOString(),
    allow_multiselect: poll.allow_multiselect ?? false,
    layout_type: poll.layout_type ?? 1,
    results: { answer_counts: [], is_finalized: false },
  }
}

function saveFiles(
  world: World,
  channel: Channel,
  body: MessageBody,
  files: Upload[],
): APIAttachment[] {
  return files.map((file) => {
    const index = /^files\[(\d+)\]$/.exec(file.field)?.[1] ?? '0'
    const named = body.attachments?.find((one) => String(one.id) === index)
    return saveFile(
      world,
      channel.id,
      { ...file, name: named?.filename ?? file.name },
      named?.description,
    )
  })
}

/** Keeps an uploaded file and describes it as an attachment with a link that ends after a day. */
export function saveFile(
  world: World,
  channelId: string,
  file: { name: string; type: string; bytes: Uint8Array },
  description?: string,
): APIAttachment {
  const id = world.id()
  const name = file.name.replace(/[^\w.-]+/g, '_').slice(0, 200) || 'file'
  world.files.set(id, { name, type: file.type, bytes: file.bytes })
  const url = fileUrl(world, channelId, id, name)
  return {
    id,
    filename: name,
    size: file.bytes.length,
    url,
    proxy_url: url,
    content_type: file.type,
    ...(description ? { description } : {}),
  }
}

/** The address of a file; `ex` is its last second, in hexadecimal, as on Discord's own CDN. */
export function fileUrl(world: World, channelId: string, id: string, name: string): string {
  const now = Math.floor(world.clock.now() / 1000)
  const stamp = `ex=${(now + 86_400).toString(16)}&is=${now.toString(16)}`
  return `${world.origin}/attachments/${channelId}/${id}/${name}?${stamp}&hm=0`
}
