/** Furnishes a world: guilds with their roles, channels and people. */

import type { APIRole } from 'discord-api-types/v10'
import { ALL, Bit, EVERYONE } from './permissions.ts'
import { type Channel, type Guild, isoNow, type Member, makeUser, type World } from './world.ts'

/** Names of the people a new guild has, the owner and the moderator first. */
const PEOPLE = ['Odile', 'Marek', 'Ana', 'Ben', 'Chidi', 'Drita'] as const

/** What a role may be made with. */
export interface RoleOptions {
  name: string
  permissions?: bigint
  color?: number
}

/** What a channel may be made with. */
export interface ChannelOptions {
  name: string
  /** Discord's channel type; 0 (text) when absent. */
  type?: number
  topic?: string
  parentId?: string
  overwrites?: Channel['overwrites']
  /** Forums only: names of the tags a post can carry, and whether it must. */
  tags?: string[]
  requireTag?: boolean
}

/** A guild with an owner, a moderator, four members, the bot with its role, and three text channels. */
export function furnishGuild(world: World, name: string): Guild {
  const [ownerName, moderatorName, ...memberNames] = PEOPLE
  const owner = makeUser(world.id(), ownerName)
  const guild = emptyGuild(world, name, owner.id)
  const moderators = addRole(world, guild, {
    name: 'Moderators',
    permissions:
      Bit.ManageMessages |
      Bit.PinMessages |
      Bit.ManageThreads |
      Bit.ModerateMembers |
      Bit.ManageGuild,
    color: 0x2e_8b_57,
  })
  const bots = addRole(world, guild, { name: world.bot.username, permissions: BOT_RIGHTS })
  bots.managed = true
  bots.tags = { bot_id: world.bot.id }
  addMember(world, guild, owner)
  addMember(world, guild, makeUser(world.id(), moderatorName), [moderators.id])
  for (const member of memberNames) addMember(world, guild, makeUser(world.id(), member))
  addMember(world, guild, world.bot, [bots.id])
  addChannel(world, guild, { name: 'general', topic: 'Anything goes' })
  addChannel(world, guild, { name: 'trivia', topic: 'Rounds are played here' })
  addChannel(world, guild, { name: 'off-topic' })
  return guild
}

/** What a careful bot asks for when it is invited. */
const BOT_RIGHTS =
  Bit.ViewChannel |
  Bit.SendMessages |
  Bit.SendMessagesInThreads |
  Bit.EmbedLinks |
  Bit.AttachFiles |
  Bit.ReadMessageHistory |
  Bit.PinMessages

function emptyGuild(world: World, name: string, ownerId: string): Guild {
  const id = world.id()
  const guild: Guild = {
    id,
    name,
    ownerId,
    roles: new Map(),
    members: new Map(),
    channels: new Map(),
    commands: new Map(),
    installed: true,
    unavailable: false,
    joinedAt: isoNow(world),
  }
  guild.roles.set(id, makeRole(id, '@everyone', EVERYONE, 0))
  world.guilds.set(id, guild)
  return guild
}

/** Adds a role above the others. */
export function addRole(world: World, guild: Guild, options: RoleOptions): APIRole {
  const role = makeRole(
    world.id(),
    options.name,
    options.permissions ?? 0n,
    guild.roles.size,
    options.color,
  )
  guild.roles.set(role.id, role)
  return role
}

function makeRole(
  id: string,
  name: string,
  permissions: bigint,
  position: number,
  color = 0,
): APIRole {
  return {
    id,
    name,
    description: null,
    permissions: String(permissions & ALL),
    position,
    color,
    colors: { primary_color: color, secondary_color: null, tertiary_color: null },
    hoist: color !== 0,
    managed: false,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  } as unknown as APIRole
}

/** Lets someone join, without telling anybody. */
export function addMember(
  world: World,
  guild: Guild,
  user: Member['user'],
  roles: string[] = [],
): Member {
  const member = { user, nick: null, roles, joinedAt: isoNow(world), timeoutUntil: null }
  world.users.set(user.id, user)
  guild.members.set(user.id, member)
  return member
}

/** Adds a channel to a guild, without telling anybody. */
export function addChannel(world: World, guild: Guild | null, options: ChannelOptions): Channel {
  const channel: Channel = {
    id: world.id(),
    type: options.type ?? 0,
    name: options.name,
    guildId: guild?.id ?? null,
    parentId: options.parentId ?? null,
    position: guild?.channels.size ?? 0,
    topic: options.topic ?? null,
    overwrites: options.overwrites ?? [],
    messages: new Map(),
    pins: new Map(),
    lastMessageId: null,
    recipients: [],
    thread: null,
    forum: options.type === 15 ? forum(world, options) : null,
    appliedTags: [],
  }
  world.channels.set(channel.id, channel)
  guild?.channels.set(channel.id, channel)
  return channel
}

function forum(world: World, options: ChannelOptions): Channel['forum'] {
  const tags = (options.tags ?? []).map((name) => ({ id: world.id(), name }))
  return { tags, requireTag: options.requireTag ?? false }
}
