/** /pins: what is pinned in this server, for everybody to find and for moderators to look after. */

import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
} from 'discord.js'
import type { Command, InGuild, Press } from '../src/discord/command.ts'
import { customId } from '../src/discord/custom-id.ts'
import { UserError } from '../src/errors.ts'
import { sameKey } from '../src/knowledge/sameness.ts'
import type { Pin } from '../src/pins/pin.ts'
import { cut, limits } from '../src/views/limits.ts'
import { pinListView } from '../src/views/pins.ts'
import { requireCurator } from './answers/who.ts'
import { bySubcommand } from './dispatch.ts'
import type { Parts } from './parts.ts'
import { message, privately } from './reply.ts'

type Slash = InGuild<ChatInputCommandInteraction>

/** Longest search that fits into the buttons of a list. */
const longestSearch = 60

const subcommand = (name: string, description: string, options: object[] = []) => ({
  type: ApplicationCommandOptionType.Subcommand as const,
  name,
  description,
  ...(options.length === 0 ? {} : { options: options as never }),
})

export const pins: Command<Parts> = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'pins',
    description: 'What is pinned in this server',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      subcommand('list', 'All pins, newest first', [
        {
          type: ApplicationCommandOptionType.Channel,
          name: 'channel',
          description: 'Only those of one channel',
        },
      ]),
      subcommand('search', 'Pins that have these words', [
        {
          type: ApplicationCommandOptionType.String,
          name: 'words',
          description: 'Words of the title or the topic',
          required: true,
          max_length: longestSearch,
        },
      ]),
      subcommand('remove', 'For moderators: unpin a message everywhere', [
        {
          type: ApplicationCommandOptionType.String,
          name: 'pin',
          description: 'Which one; type a few words of it',
          required: true,
          autocomplete: true,
          max_length: 100,
        },
      ]),
      subcommand('board', 'For moderators: write the boards anew, where they belong by now'),
    ],
  },

  async run(interaction, parts) {
    await bySubcommand(interaction, subcommands)(interaction, parts)
  },

  async suggest(interaction, parts) {
    const found = fitting(
      await visible(interaction, parts),
      interaction.options.getFocused().trim(),
    )
    return found
      .slice(0, limits.choices)
      .map((pin) => ({ name: cut(pin.title, limits.choiceName), value: pin.message }))
  },

  async press(interaction, parts, [what, page = '', kind = '', value = '']) {
    if (what !== 'turn') throw new UserError('That list is out of date. Use `/pins` again.')
    const view = await listed(interaction, parts, { kind, value }, Number.parseInt(page, 10) || 0)
    await interaction.update(message(view))
  },
}

const subcommands: Readonly<Record<string, (slash: Slash, parts: Parts) => Promise<void>>> = {
  async list(interaction, parts) {
    const value = interaction.options.getChannel('channel')?.id ?? ''
    const chosen = { kind: value === '' ? 'all' : 'channel', value }
    await interaction.reply(privately(await listed(interaction, parts, chosen, 0)))
  },

  async search(interaction, parts) {
    const value = interaction.options.getString('words', true).slice(0, longestSearch)
    await interaction.reply(
      privately(await listed(interaction, parts, { kind: 'search', value }, 0)),
    )
  },

  async remove(interaction, parts) {
    const { guildId, options } = interaction
    const who = await requireCurator(interaction, parts)
    const typed = options.getString('pin', true).trim()
    const all = await visible(interaction, parts)
    const [byWords, second] = fitting(all, typed)
    const pin =
      all.find((one) => one.message === typed) ?? (second === undefined ? byWords : undefined)
    if (pin === undefined)
      throw new UserError('No pin is meant by that. Choose one from the list that opens.')
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const outcome = await parts.pins.unpin(guildId, pin.message)
    if (outcome === 'forbidden')
      throw new UserError(
        `I lack **Pin Messages** in <#${pin.channel}>, so it stays pinned. Allow me that, or unpin it there by hand.`,
      )
    await interaction.editReply(
      outcome === 'done' ? `Unpinned “${cut(pin.title, 200)}”.` : 'It was unpinned already.',
    )
    if (outcome === 'done')
      void parts.audit(guildId, `<@${who.id}> unpinned “${pin.title}” in <#${pin.channel}>.`)
  },

  async board(interaction, parts) {
    await requireCurator(interaction, parts)
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const places = await parts.pins.rebuild(interaction.guildId)
    const where = places.slice(0, 20).map((place) => `<#${place}>`)
    await interaction.editReply(
      places.length === 0
        ? 'No pin stands on a board, or I cannot write where the board belongs. `/settings change pins` chooses boards for new pins.'
        : `Written anew: ${where.join(', ')}${places.length > 20 ? ' and more' : ''}.`,
    )
  },
}

interface Chosen {
  readonly kind: string
  /** A channel's id, or words. */
  readonly value: string
}

/** The pins in channels that the person can see: a title is a part of what was written there. */
async function visible(
  { guildId, guild, user }: Pick<Slash, 'guildId' | 'guild' | 'user'>,
  { pins: pinner }: Parts,
): Promise<readonly Pin[]> {
  const member = guild?.members.cache.get(user.id) ?? (await guild?.members.fetch(user.id))
  return (await pinner.list(guildId))
    .filter(({ channel }) => {
      const place = guild?.channels.cache.get(channel)
      return place !== undefined && member !== undefined
        ? place.permissionsFor(member).has('ViewChannel')
        : false
    })
    .toReversed()
}

function fitting(all: readonly Pin[], typed: string): readonly Pin[] {
  const words = sameKey(typed).split(' ')
  return all.filter(({ title, topic }) => {
    const text = sameKey(`${title} ${topic}`)
    return words.every((word) => text.includes(word))
  })
}

async function listed(
  interaction: Slash | InGuild<Press>,
  parts: Parts,
  { kind, value }: Chosen,
  page: number,
) {
  const all = await visible(interaction, parts)
  const turn = (to: number) => customId('pins', 'turn', String(to), kind, value)
  if (kind === 'search') return pinListView(`Pins with “${value}”`, fitting(all, value), page, turn)
  const some = kind === 'channel' ? all.filter(({ channel }) => channel === value) : all
  return pinListView(kind === 'channel' ? 'Pins of the channel' : 'Pins', some, page, turn)
}
