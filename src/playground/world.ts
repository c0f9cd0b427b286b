/** All there is in this Discord: the application, its guilds, their people, channels and messages. */

import type {
  APIApplicationCommand,
  APIMessage,
  APIOverwrite,
  APIRole,
  APIThreadMetadata,
  APIUser,
} from 'discord-api-types/v10'
import type { Clock } from './clock.ts'
import { createFaults, type Faults } from './faults.ts'
import { createHistory, type History } from './history.ts'
import type { Interaction } from './interactions.ts'
import { channelPermissions, guildPermissions } from './permissions.ts'
import { refuse } from './refusal.ts'
import { byAge, snowflakes } from './snowflake.ts'
import { createViolations, type Violations } from './violations.ts'

/** Someone's membership of a guild. */
export interface Member {
  user: APIUser
  nick: string | null
  roles: string[]
  joinedAt: string
  /** End of the time-out (ISO), or null. */
  timeoutUntil: string | null
}

/** A message and who may see it: `onlyFor` is set for ephemeral ones. */
export interface Stored {
  data: APIMessage
  onlyFor?: string
}

export interface Channel {
  id: string
  /** Discord's channel types: 0 text, 1 DM, 4 category, 11 and 12 threads, 15 forum. */
  type: number
  name: string
  guildId: string | null
  parentId: string | null
  position: number
  topic: string | null
  overwrites: APIOverwrite[]
  /** By id, in the order they were made. */
  messages: Map<string, Stored>
  /** Message id → when it was pinned (ISO). */
  pins: Map<string, string>
  lastMessageId: string | null
  /** For DMs: everyone in it. */
  recipients: string[]
  /** For threads only. */
  thread: { ownerId: string; metadata: APIThreadMetadata; members: Set<string> } | null
  /** For forums and their posts. */
  forum: { tags: { id: string; name: string }[]; requireTag: boolean } | null
  appliedTags: string[]
}

export interface Guild {
  id: string
  name: string
  ownerId: string
  roles: Map<string, APIRole>
  members: Map<string, Member>
  channels: Map<string, Channel>
  commands: Map<string, APIApplicationCommand>
  /** False after the bot was removed: it no longer sees or reaches this guild. */
  installed: boolean
  /** True while the guild is in an outage. */
  unavailable: boolean
  /** When the bot joined (ISO). */
  joinedAt: string
}

/** A file that was uploaded with a message. */
export interface StoredFile {
  name: string
  type: string
  bytes: Uint8Array
}

/** What bots are told, before it is cut to each session's intents. */
export interface GatewayEvent {
  t: string
  d: unknown
  /** The intents any one of which lets the event through; 0 for those everybody gets. */
  intents: number
  guildId: string | null
}

/** What pages and waiting people are told. */
export type Change =
  | { type: 'message'; channelId: string; message: Stored; fresh: boolean }
  | { type: 'message-gone'; channelId: string; id: string; onlyFor: string | undefined }
  | { type: 'pins'; channelId: string }
  | { type: 'commands'; guildId: string | null }
  | { type: 'channels'; guildId: string | null }
  | { type: 'members'; guildId: string }
  | { type: 'bot'; online: boolean }

export interface World {
  clock: Clock
  /** Makes the next id. */
  id: () => string
  token: string
  /** The bot's user; the application shares its id. */
  bot: APIUser
  /** Privileged intents the application may ask for (bit set). */
  privilegedIntents: number
  users: Map<string, APIUser>
  guilds: Map<string, Guild>
  channels: Map<string, Channel>
  commands: Map<string, APIApplicationCommand>
  /** By token. */
  interactions: Map<string, Interaction>
  files: Map<string, StoredFile>
  /** Message nonces of the last minutes: `author:channel:nonce` → message id. */
  nonces: Map<string, string>
  /** Start of this server's addresses, e.g. http://127.0.0.1:8123. */
  origin: string
  /** How many messages a channel keeps; pinned ones always stay. */
  keep: number
  online: boolean
  tell: (event: GatewayEvent) => void
  changes: Set<(change: Change) => void>
  /** Rules of Discord's that the bot broke. */
  violations: Violations
  /** What goes wrong on purpose. */
  faults: Faults
  /** What happened, in order. */
  history: History
}

/** An empty world. */
export function createWorld(options: {
  clock: Clock
  token: string
  botName: string
  privilegedIntents: number
  keep: number
  seed: number
  history: number
}): World {
  const id = snowflakes(options.clock)
  const bot = makeUser(id(), options.botName, true)
  return {
    clock: options.clock,
    id,
    token: options.token,
    bot,
    privilegedIntents: options.privilegedIntents,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    commands: new Map(),
    interactions: new Map(),
    files: new Map(),
    nonces: new Map(),
    origin: '',
    keep: options.keep,
    online: false,
    tell: () => {},
    changes: new Set(),
    violations: createViolations(options.clock),
    faults: createFaults(options.seed),
    history: createHistory(options.clock, options.history),
  }
}

/** Tells pages and waiting people. */
export function announce(world: World, change: Change): void {
  for (const listener of world.changes) listener(change)
}

/** The time as Discord writes it. */
export function isoNow(world: World): string {
  return new Date(world.clock.now()).toISOString()
}

/** A user of that name; bots have a four-digit discriminator. */
export function makeUser(id: string, name: string, bot = false): APIUser {
  return {
    id,
    username: bot ? name : name.toLowerCase().replace(/[^a-z0-9_.]/g, '_'),
    global_name: bot ? null : name,
    discriminator: bot ? '4242' : '0',
    avatar: null,
    bot,
    system: false,
    banner: null,
    accent_color: null,
    public_flags: 0,
    flags: 0,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  } as unknown as APIUser
}

/** How a person is shown: nickname, else global name. */
export function displayName(user: APIUser, member?: Member): string {
  return member?.nick ?? user.global_name ?? user.username
}

/** The channel, for a caller that must be able to name it. Throws 10003. */
export function channelOf(world: World, id: string | undefined): Channel {
  const channel = world.channels.get(id ?? '')
  if (!channel) throw refuse('unknownChannel')
  return channel
}

/** The guild as the bot may reach it. Throws 10004 when it is unknown to the bot. */
export function guildOf(world: World, id: string | undefined): Guild {
  const guild = world.guilds.get(id ?? '')
  if (!guild?.installed) throw refuse('unknownGuild')
  return guild
}

/** Someone's rights in a channel (all that make sense, in a DM). */
export function permissionsIn(world: World, channel: Channel, userId: string): bigint {
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined
  if (!guild) return channel.recipients.includes(userId) ? DM_RIGHTS : 0n
  const member = guild.members.get(userId)
  if (!member) return 0n
  const overwrites = (channel.thread ? world.channels.get(channel.parentId ?? '') : channel)
    ?.overwrites
  return channelPermissions(guild, memberRights(world, member), overwrites ?? [])
}

/** Someone's rights in the guild as a whole. */
export function permissionsOf(world: World, guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId)
  return member ? guildPermissions(guild, memberRights(world, member)) : 0n
}

/** View, send, embed, attach, history, reactions, commands and the like: what a DM allows. */
const DM_RIGHTS = 0x84_8000_ec40n

function memberRights(world: World, member: Member) {
  const until = member.timeoutUntil ? Date.parse(member.timeoutUntil) : 0
  return { id: member.user.id, roles: member.roles, timedOut: until > world.clock.now() }
}

/** Puts a message into its channel and forgets the oldest beyond `keep`. */
export function store(world: World, channel: Channel, message: Stored): void {
  channel.messages.set(message.data.id, message)
  if (!message.onlyFor) channel.lastMessageId = message.data.id
  if (channel.messages.size <= world.keep) return
  for (const [id, old] of channel.messages) {
    if (channel.pins.has(id)) continue
    channel.messages.delete(id)
    for (const attachment of old.data.attachments) world.files.delete(attachment.id)
    break
  }
}

/** The messages of a channel that this person sees, oldest first. */
export function visibleMessages(channel: Channel, userId: string): APIMessage[] {
  const seen: APIMessage[] = []
  for (const { data, onlyFor } of channel.messages.values())
    if (!onlyFor || onlyFor === userId) seen.push(data)
  return seen.sort((a, b) => byAge(a.id, b.id))
}
