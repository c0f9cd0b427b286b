/** What befalls a server: people come and go, rights change, channels and threads are made and lost, outages. */

import type { APIOverwrite } from 'discord-api-types/v10'
import { addChannel, addMember, type ChannelOptions, furnishGuild } from './setting.ts'
import { channelWire, guildCreateWire, memberWire } from './wire.ts'
import {
  announce,
  type Channel,
  type Guild,
  isoNow,
  type Member,
  makeUser,
  type World,
} from './world.ts'

/** Gateway intents that let these events through (docs: events/gateway). */
const GUILDS = 1 << 0
const GUILD_MEMBERS = 1 << 1

export interface Arrange {
  /** Lets somebody new join. */
  join: (name: string, roles?: string[]) => Member
  /** Lets a member leave, of their own will or not. */
  leave: (userId: string) => void
  /** Gives a member these roles and no others. */
  roles: (userId: string, roles: string[]) => void
  /** Lets a member only read until then; null ends it. */
  timeout: (userId: string, until: Date | null) => void
  /** Changes what a role may do. */
  permissions: (roleId: string, permissions: bigint) => void
  channel: (options: ChannelOptions) => Channel
  /** Sets what a role (type 0) or a member (type 1) may do in a channel. */
  overwrite: (channel: Channel, overwrite: APIOverwrite) => void
  deleteChannel: (channel: Channel) => void
  /** Opens a public thread in a text channel or a forum; the bot is in it. */
  thread: (parent: Channel, name: string) => Channel
  /** Archives a thread, or opens it again; locked, only moderators may open it. */
  archive: (thread: Channel, archived: boolean, locked?: boolean) => void
  /** A conversation between the bot and one person. */
  dm: (userId: string) => Channel
  /** The bot is removed, and may be invited again. */
  removeBot: () => void
  inviteBot: () => void
  /** The guild is in an outage, or back: this is no removal. */
  outage: (on: boolean) => void
  /** Another guild, furnished alike, with the bot in it. */
  guild: (name: string) => Guild
}

/** The hand of fate over one guild. */
export function arrange(world: World, guild: Guild): Arrange {
  const tell = (t: string, d: unknown, intents = GUILDS) =>
    world.tell({ t, d, intents, guildId: guild.id })
  const changedChannels = () => announce(world, { type: 'channels', guildId: guild.id })
  const changedMembers = () => announce(world, { type: 'members', guildId: guild.id })
  const memberOf = (userId: string) => {
    const member = guild.members.get(userId)
    if (!member) throw new Error(`nobody here has the id ${userId}`)
    return member
  }
  const update = (member: Member) => {
    tell(
      'GUILD_MEMBER_UPDATE',
      { guild_id: guild.id, ...memberWire(member) },
      selfOr(world, member),
    )
    changedMembers()
  }
  const create = () =>
    tell('GUILD_CREATE', { ...guildCreateWire(world, guild), unavailable: false })
  return {
    join(name, roles = []) {
      const member = addMember(world, guild, makeUser(world.id(), name), roles)
      tell('GUILD_MEMBER_ADD', { guild_id: guild.id, ...memberWire(member) }, GUILD_MEMBERS)
      changedMembers()
      return member
    },
    leave(userId) {
      const { user } = memberOf(userId)
      guild.members.delete(userId)
      tell('GUILD_MEMBER_REMOVE', { guild_id: guild.id, user }, GUILD_MEMBERS)
      changedMembers()
    },
    roles(userId, roles) {
      const member = memberOf(userId)
      member.roles = roles
      update(member)
    },
    timeout(userId, until) {
      const member = memberOf(userId)
      member.timeoutUntil = until?.toISOString() ?? null
      update(member)
    },
    permissions(roleId, permissions) {
      const role = guild.roles.get(roleId)
      if (!role) throw new Error(`there is no role ${roleId}`)
      role.permissions = String(permissions)
      tell('GUILD_ROLE_UPDATE', { guild_id: guild.id, role })
    },
    channel(options) {
      const channel = addChannel(world, guild, options)
      tell('CHANNEL_CREATE', channelWire(world, channel))
      changedChannels()
      return channel
    },
    overwrite(channel, overwrite) {
      channel.overwrites = [
        ...channel.overwrites.filter(({ id }) => id !== overwrite.id),
        overwrite,
      ]
      tell('CHANNEL_UPDATE', channelWire(world, channel))
      changedChannels()
    },
    deleteChannel(channel) {
      const wire = channelWire(world, channel)
      // Its threads go with it, untold: discord.py too works them out by itself. Never tried against the live Discord.
      for (const { id, thread, parentId } of [channel, ...guild.channels.values()]) {
        if (id !== channel.id && (thread === null || parentId !== channel.id)) continue
        guild.channels.delete(id)
        world.channels.delete(id)
      }
      tell(channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', wire)
      changedChannels()
    },
    thread(parent, name) {
      const thread = addChannel(world, guild, { name, type: 11, parentId: parent.id })
      thread.thread = {
        ownerId: world.bot.id,
        metadata: freshThread(world),
        members: new Set([world.bot.id]),
      }
      tell('THREAD_CREATE', { ...channelWire(world, thread), newly_created: true })
      changedChannels()
      return thread
    },
    archive(thread, archived, locked = false) {
      if (!thread.thread) throw new Error(`${thread.name} is no thread`)
      Object.assign(thread.thread.metadata, { archived, locked, archive_timestamp: isoNow(world) })
      tell('THREAD_UPDATE', channelWire(world, thread))
      changedChannels()
    },
    dm(userId) {
      const channel = addChannel(world, null, { name: '', type: 1 })
      channel.recipients = [userId, world.bot.id]
      return channel
    },
    removeBot() {
      guild.installed = false
      tell('GUILD_DELETE', { id: guild.id })
      changedMembers()
    },
    inviteBot() {
      guild.installed = true
      guild.joinedAt = isoNow(world)
      create()
      changedMembers()
    },
    outage(on) {
      guild.unavailable = on
      if (on) tell('GUILD_DELETE', { id: guild.id, unavailable: true })
      else create()
    },
    guild(name) {
      const other = furnishGuild(world, name)
      const d = { ...guildCreateWire(world, other), unavailable: false }
      world.tell({ t: 'GUILD_CREATE', d, intents: GUILDS, guildId: other.id })
      return other
    },
  }
}

/** A bot hears of changes to itself without the members intent. */
function selfOr(world: World, member: Member): number {
  return member.user.id === world.bot.id ? GUILDS | GUILD_MEMBERS : GUILD_MEMBERS
}

function freshThread(world: World) {
  return {
    archived: false,
    locked: false,
    auto_archive_duration: 1440 as const,
    archive_timestamp: isoNow(world),
    create_timestamp: isoNow(world),
  }
}
