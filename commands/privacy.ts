/** /privacy: what is kept of a person, for them to read, to take along, and to have forgotten. */

import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ButtonStyle,
  InteractionContextType,
  MessageFlags,
} from 'discord.js'
import type { Command } from '../src/discord/command.ts'
import { customId } from '../src/discord/custom-id.ts'
import { UserError } from '../src/errors.ts'
import { forgetView, forgottenView, privacyView } from '../src/views/privacy.ts'
import { button, row } from '../src/views/round.ts'
import type { Parts } from './parts.ts'
import { message, privately } from './reply.ts'

const subcommand = (name: string, description: string) => ({
  type: ApplicationCommandOptionType.Subcommand as const,
  name,
  description,
})

export const privacy: Command<Parts> = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'privacy',
    description: 'What I keep of you, and how to have it or to have it forgotten',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      subcommand('about', 'What is kept, why, and for how long'),
      subcommand('export', 'Get all that is kept of you, over all servers, as a file'),
      subcommand('delete', 'Have yourself forgotten, over all servers'),
    ],
  },

  async run(interaction, { personal }) {
    switch (interaction.options.getSubcommand()) {
      case 'export': {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral })
        await interaction.editReply(exported(await personal.read(interaction.user.id)))
        return
      }
      case 'delete': {
        const buttons = row(
          button('Forget me', ButtonStyle.Danger, customId('privacy', 'forget')),
          button('Keep it', ButtonStyle.Secondary, customId('privacy', 'keep')),
        )
        await interaction.reply({ ...privately(forgetView()), components: [buttons] })
        return
      }
      default:
        await interaction.reply(privately(privacyView()))
    }
  },

  async press(interaction, { personal, host }, [what]) {
    if (what !== 'forget') {
      await interaction.update(message(privacyView()))
      return
    }
    const { id } = interaction.user
    const isPlaying = host
      .all()
      .some(({ players, opening }) => players.has(id) || opening.host === id)
    if (isPlaying)
      throw new UserError(
        'You are in a game right now. Press again when it is over. Nothing was deleted.',
      )
    await interaction.deferUpdate()
    await personal.forget(id)
    await interaction.editReply(message(forgottenView()))
  },
}

/** All that was found, as a file; words alone where there is nothing. */
function exported(found: Readonly<Record<string, readonly unknown[]>>) {
  const rows = Object.values(found).flat().length
  if (rows === 0) return { content: 'I keep nothing of you.' }
  const file = { attachment: Buffer.from(JSON.stringify(found, null, 2)), name: 'your-data.json' }
  return {
    content: `Everything I keep of you: ${rows === 1 ? '1 row' : `${rows} rows`}.`,
    files: [file],
  }
}
