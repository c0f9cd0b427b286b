/** *Pin answer*, in the menu of a message: pins it for its channel, and the answer it shows with it. */

import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js'
import type { MessageCommand } from '../src/discord/command.ts'
import { parseCustomId } from '../src/discord/custom-id.ts'
import { UserError } from '../src/errors.ts'
import { oneLine } from '../src/knowledge/clean.ts'
import type { PinOutcome } from '../src/pins/pinner.ts'
import { cut } from '../src/views/limits.ts'
import { requireCurator } from './answers/who.ts'
import type { Parts } from './parts.ts'

export const pinAnswer: MessageCommand<Parts> = {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Pin answer',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageMessages),
  },

  async runOn(interaction, parts) {
    const who = await requireCurator(interaction, parts)
    const { guildId, targetMessage, createdTimestamp, appPermissions } = interaction
    if (targetMessage.flags.has(MessageFlags.Ephemeral))
      throw new UserError('Only its reader sees that message. Ask with `hide: False` and pin that.')
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const shown = await shownIn(targetMessage, parts, guildId)
    const outcome = await parts.pins.pin({
      guild: guildId,
      channel: targetMessage.channelId,
      message: targetMessage.id,
      ...shown,
      by: who.id,
      at: createdTimestamp,
      mayPin: appPermissions.has(PermissionFlagsBits.PinMessages),
      pictures: picturesOf(targetMessage),
    })
    await interaction.editReply({ content: said(outcome, shown.entry !== '') })
    if (outcome.kind === 'pinned')
      void parts.audit(
        guildId,
        `<@${who.id}> pinned “${shown.title}” in <#${targetMessage.channelId}>.`,
      )
  },
}

/** What the message is: the answer that it shows, or its first words. */
async function shownIn(
  message: MessageContextMenuCommandInteraction['targetMessage'],
  { library }: Parts,
  guild: string,
): Promise<{ entry: string; wording: string; title: string; topic: string }> {
  const ids = message.author.id === message.client.user.id ? buttonsOf(message) : []
  const [, id = ''] = ids.find(([what]) => what === 'wrong' || what === 'helped') ?? []
  const entry = id === '' ? undefined : await library.entry(guild, id)
  if (entry !== undefined) {
    const wording = ids.find(([what]) => what === 'wrong')?.[2] ?? ''
    return { entry: entry.id, wording, title: entry.question, topic: entry.topics[0] ?? '' }
  }
  const text = oneLine(message.content || (message.embeds[0]?.title ?? ''))
  const title = text === '' ? `Message of ${message.author.displayName}` : cut(text, 150)
  return { entry: '', wording: '', title, topic: '' }
}

/** The words of state in the buttons that /ask puts under an answer. */
function buttonsOf({ components }: Message): (readonly string[])[] {
  return components.flatMap((row) =>
    'components' in row
      ? row.components.flatMap((one) => {
          const id = 'customId' in one && one.customId ? parseCustomId(one.customId) : undefined
          return id?.command === 'ask' ? [id.args] : []
        })
      : [],
  )
}

function picturesOf({ attachments }: Message): string[] {
  return [...attachments.values()]
    .filter(({ contentType }) => contentType?.startsWith('image/'))
    .map(({ url }) => url)
}

const reasons = {
  full: 'Discord takes no more pins in this channel',
  forbidden: 'I lack **Pin Messages** here',
  preferred: 'this server prefers boards',
} as const

function said(outcome: PinOutcome, isAnswer: boolean): string {
  const entry = isAnswer ? ' In this channel it now comes first in the list of `/ask`.' : ''
  switch (outcome.kind) {
    case 'already':
      return 'That message is pinned already. `/pins remove` unpins it.'
    case 'pinned':
      if (outcome.place === 'native') return `Pinned.${entry}`
      return `Pinned on the board in <#${outcome.board}>, as ${reasons[outcome.why]}.${entry}`
    case 'nowhere':
      if (outcome.why === 'gone') return 'That message is gone, so nothing was pinned.'
      return `Nothing was pinned: ${reasons[outcome.why]}, and I cannot write where the board belongs. Allow me **Send Messages** and **Embed Links** there, or name another place with \`/settings change board\`.`
  }
}
