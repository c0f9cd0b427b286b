/** Settings that a server keeps under a name. */

import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { describe } from '../../src/views/round.ts'
import type { Parts } from '../parts.ts'
import { settingsFrom } from './lobby.ts'
import { requireModerator } from './who.ts'

type Slash = InGuild<ChatInputCommandInteraction>

const most = 25

export async function save(interaction: Slash, { records, host }: Parts): Promise<void> {
  requireModerator(interaction, 'save presets')
  const { guildId, options, user } = interaction
  const name = options.getString('name', true).trim().toLowerCase()
  if (!/^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u.test(name))
    throw new UserError('Name it with letters, digits, spaces and hyphens.')
  const settings = settingsFrom(interaction)
  const others = (await records.presets(guildId)).filter((one) => one.name !== name)
  if (others.length >= most)
    throw new UserError(
      `A server keeps ${most} presets. Remove one with \`/trivia preset remove\`.`,
    )
  await records.savePreset(guildId, { name, settings }, user.id, host.now())
  await whisper(interaction, `Saved **${name}**: ${describe(settings)}.`)
}

export async function list(interaction: Slash, { records }: Parts): Promise<void> {
  const presets = await records.presets(interaction.guildId)
  const lines = presets.map(({ name, settings }) => `• **${name}**: ${describe(settings)}`)
  const none = 'There are none yet. A moderator saves one with `/trivia preset save`.'
  await whisper(interaction, lines.join('\n').slice(0, 2_000) || none)
}

export async function remove(interaction: Slash, { records }: Parts): Promise<void> {
  requireModerator(interaction, 'remove presets')
  const name = interaction.options.getString('name', true).trim().toLowerCase()
  const removed = await records.removePreset(interaction.guildId, name)
  if (!removed) throw new UserError(`There is no preset "${name}".`)
  await whisper(interaction, `Removed **${name}**.`)
}

async function whisper(interaction: Slash, content: string): Promise<void> {
  await interaction.reply({ content, flags: MessageFlags.Ephemeral })
}
