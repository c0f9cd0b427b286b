/** What the bot may reach and do: Discord's 10003, 50001 and 50013. */

import { Bit, has } from './permissions.ts'
import { refuse } from './refusal.ts'
import { type Channel, channelOf, permissionsIn, type World } from './world.ts'

/** A channel in a guild the bot is in, or a DM it is part of. Throws 10003, or 50001 when the bot was removed. */
export function reachable(world: World, id: string | undefined): Channel {
  const channel = channelOf(world, id)
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined
  if (guild && !guild.installed) throw refuse('missingAccess')
  if (!guild && !channel.recipients.includes(world.bot.id)) throw refuse('unknownChannel')
  return channel
}

/** Throws 50001 when the bot cannot see the channel, 50013 when it lacks another of the bits. */
export function need(world: World, channel: Channel, bits: bigint): void {
  const rights = permissionsIn(world, channel, world.bot.id)
  if (!has(rights, Bit.ViewChannel)) throw refuse('missingAccess')
  if (!has(rights, bits)) throw refuse('missingPermissions')
}
