/** /setup doctor: what stands in the bot's way in this server, and exactly how to put it right. */

import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js'
import type { Command } from '../src/discord/command.ts'
import { UserError } from '../src/errors.ts'
import { type ChannelFacts, channelFindings } from '../src/operations/doctor.ts'
import { doctorView } from '../src/views/doctor.ts'
import type { Parts } from './parts.ts'

export const setup: Command<Parts> = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'setup',
    description: 'Check that the bot has what it needs here',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'doctor',
        description:
          'Look at rights, intents, storage, clock and answer times, with the fix for each',
      },
    ],
  },

  async run(interaction, { examination }) {
    if (!interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild))
      throw new UserError('Only people with **Manage Server** may examine me. Ask one of them.')
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const { guild } = interaction
    const me = guild?.members.me ?? (await guild?.members.fetchMe())
    const channels = [...(guild?.channels.cache.values() ?? [])]
      .filter((channel) => channel.isTextBased() && !channel.isThread())
      .map(
        (channel): ChannelFacts => ({
          name: `<#${channel.id}>`,
          permissions: me ? channel.permissionsFor(me).bitfield : 0n,
        }),
      )
    const machine = await examination.machine(interaction.createdTimestamp)
    const { embeds } = doctorView([...machine, ...channelFindings(channels)])
    await interaction.editReply({ embeds: [...embeds] })
  },
}
