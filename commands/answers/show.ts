/** Where a view for moderators goes: over their own private message where they pressed in one, else into a new one. */

import {
  type ChatInputCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { customId } from '../../src/discord/custom-id.ts'
import type { View } from '../../src/views/view.ts'
import { message, privately } from '../reply.ts'

/** The `custom_id` of a part of /answers. */
export const idOf = (...args: readonly string[]) => customId('answers', ...args)

export async function show(
  interaction: InGuild<ChatInputCommandInteraction | Press | ModalSubmitInteraction>,
  view: View,
): Promise<void> {
  const inOwn =
    !interaction.isChatInputCommand() &&
    interaction.message?.flags.has(MessageFlags.Ephemeral) === true
  if (inOwn && (!interaction.isModalSubmit() || interaction.isFromMessage()))
    await interaction.update(message(view))
  else await interaction.reply(privately(view))
}
