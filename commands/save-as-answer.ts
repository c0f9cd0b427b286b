/** *Save as answer*, in the menu of a message: the form for a new answer, filled in from what was written. */

import {
  type APIMessage,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type MessageContextMenuCommandInteraction,
  PermissionFlagsBits,
  Routes,
} from 'discord.js'
import type { InGuild, MessageCommand } from '../src/discord/command.ts'
import { UserError } from '../src/errors.ts'
import { oneLine } from '../src/knowledge/clean.ts'
import { gapText } from '../src/knowledge/gaps.ts'
import { openNew } from './answers/form.ts'
import { requireCurator } from './answers/who.ts'
import type { Parts } from './parts.ts'

type Menu = InGuild<MessageContextMenuCommandInteraction>

export const saveAsAnswer: MessageCommand<Parts> = {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Save as answer',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageMessages),
  },

  async runOn(interaction, parts) {
    await requireCurator(interaction, parts)
    const { content } = interaction.targetMessage
    if (content.trim() === '')
      throw new UserError(
        'There is no text in that message to save. Write the answer with `/answers add`.',
      )
    const question = gapText(await askedBefore(interaction))
    const sources = sourceOf(interaction)
    await openNew(interaction, parts, {
      question,
      answer: content,
      aliases: '',
      topics: '',
      sources,
    })
  },
}

/** Longest wait for the message that was replied to, in milliseconds: the form must open within 3 s. */
const patience = 1_200

/** What stood in the message that was replied to; '' where there is none or the bot may not read it. */
async function askedBefore({ client, targetMessage }: Menu): Promise<string> {
  const { reference } = targetMessage
  if (reference?.messageId === undefined) return ''
  try {
    const route = Routes.channelMessage(reference.channelId, reference.messageId)
    const signal = AbortSignal.timeout(patience)
    return ((await client.rest.get(route, { signal })) as APIMessage).content
  } catch {
    // Deleted, hidden from the bot, or slow: the moderator types the question.
    return ''
  }
}

/** The author and the way to the message, as a line of the form's sources. */
function sourceOf({ targetMessage, guildId, guild }: Menu): string {
  const { author, channelId, id, createdAt } = targetMessage
  const part = (text: string) => oneLine(text.replaceAll('|', ' '))
  const title = `Message of ${part(author.displayName) || author.username}`
  const publisher = part(guild?.name ?? '') || 'Discord'
  const link = `https://discord.com/channels/${guildId}/${channelId}/${id}`
  return [title, publisher, createdAt.getUTCFullYear(), link].join(' | ')
}
