/** What it takes to say something with an embed in a channel, and where that is missing. */

import { type Client, PermissionFlagsBits, type PermissionsBitField } from 'discord.js'

const needed = [
  [PermissionFlagsBits.ViewChannel, 'View Channel'],
  [PermissionFlagsBits.SendMessages, 'Send Messages'],
  [PermissionFlagsBits.EmbedLinks, 'Embed Links'],
] as const

/** Names of the rights that are missing among `rights`, as Discord's settings call them. */
export function missingToSpeak(
  rights: Readonly<PermissionsBitField>,
  inThread: boolean,
): readonly string[] {
  return needed.flatMap(([bit, name]) => {
    const [wanted, called] =
      inThread && bit === PermissionFlagsBits.SendMessages
        ? ([PermissionFlagsBits.SendMessagesInThreads, 'Send Messages in Threads'] as const)
        : ([bit, name] as const)
    return rights.has(wanted) ? [] : [called]
  })
}

/** Whether I may speak in a channel, as far as that is known without asking; true where it is not. */
export function maySpeakIn(client: Client, id: string): boolean {
  const channel = client.channels.cache.get(id)
  if (channel === undefined || channel.isDMBased()) return true
  const { me } = channel.guild.members
  const rights = me === null ? null : channel.permissionsFor(me)
  if (me === null || rights === null) return true
  return !me.isCommunicationDisabled() && missingToSpeak(rights, channel.isThread()).length === 0
}
