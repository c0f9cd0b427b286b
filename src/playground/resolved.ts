/** The `resolved` part of interactions: whole users, members, roles, channels, messages and files behind ids. */

import { saveFile, type Upload } from './messages.ts'
import { memberWire, partialChannelWire } from './wire.ts'
import { type Channel, permissionsIn, type World } from './world.ts'

/** Things by kind and id. */
export interface Resolved {
  users?: Record<string, unknown>
  members?: Record<string, unknown>
  roles?: Record<string, unknown>
  channels?: Record<string, unknown>
  messages?: Record<string, unknown>
  attachments?: Record<string, unknown>
}

/** Adds what stands behind `id` to `into`; an unknown id adds nothing. */
export function resolve(
  world: World,
  channel: Channel,
  kind: 'user' | 'role' | 'mentionable' | 'channel' | 'message',
  id: string,
  into: Resolved,
): void {
  if (kind === 'message') addMessage(channel, id, into)
  else if (kind === 'channel') addChannel(world, id, into)
  else addPeopleOrRole(world, channel, kind, id, into)
}

function addPeopleOrRole(
  world: World,
  channel: Channel,
  kind: 'user' | 'role' | 'mentionable',
  id: string,
  into: Resolved,
): void {
  const guild = world.guilds.get(channel.guildId ?? '')
  const role = kind === 'user' ? undefined : guild?.roles.get(id)
  if (role) {
    into.roles = { ...into.roles, [id]: role }
    return
  }
  const user = kind === 'role' ? undefined : world.users.get(id)
  if (!user) return
  into.users = { ...into.users, [id]: user }
  const member = guild?.members.get(id)
  if (!member) return
  const { user: _user, deaf: _deaf, mute: _mute, ...partial } = memberWire(member)
  const permissions = String(permissionsIn(world, channel, id))
  into.members = { ...into.members, [id]: { ...partial, permissions } }
}

function addMessage(channel: Channel, id: string, into: Resolved): void {
  const stored = channel.messages.get(id)
  if (stored) into.messages = { ...into.messages, [id]: stored.data }
}

function addChannel(world: World, id: string, into: Resolved): void {
  const found = world.channels.get(id)
  if (!found) return
  const app_permissions = String(permissionsIn(world, found, world.bot.id))
  const wire = { ...partialChannelWire(world, found, world.bot.id), app_permissions }
  into.channels = { ...into.channels, [id]: wire }
}

/** Uploads a person's file and adds it; answers its id. */
export function attach(world: World, channel: Channel, upload: Upload, into: Resolved): string {
  const attachment = saveFile(world, channel.id, upload)
  into.attachments = { ...into.attachments, [attachment.id]: attachment }
  return attachment.id
}
