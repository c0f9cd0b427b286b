/** The board of a server, in words and as a picture. */

import {
  AttachmentBuilder,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { type Period, periodStart, type RankedLine, rankLines } from '../../src/trivia/board.ts'
import type { Measure, Played } from '../../src/trivia/records.ts'
import {
  type BoardPicture,
  boardPicture,
  mostLines,
  pictureWords,
} from '../../src/views/picture.ts'
import { serverBoardView } from '../../src/views/scores.ts'
import type { View } from '../../src/views/view.ts'
import type { Parts } from '../parts.ts'
import { message } from '../reply.ts'

type Slash = InGuild<ChatInputCommandInteraction>

export async function board(interaction: Slash, parts: Parts): Promise<void> {
  const { guildId, options, user } = interaction
  const { zone } = await parts.settings.of(guildId)
  const period = (options.getString('period') ?? 'month') as Period
  const measure = (options.getString('by') ?? 'points') as Measure
  const played = (options.getString('of') ?? 'games') as Played
  const from = periodStart(parts.host.now(), period, zone)
  const { records } = parts
  const lines = await (played === 'games'
    ? records.board(guildId, from)
    : records.challengeBoard(guildId, from))
  const ranked = rankLines(lines, measure)
  const view = serverBoardView(ranked, { played, measure, period }, user.id)
  if (ranked.length === 0 || !mayShowPicture(interaction))
    return void (await interaction.reply(message(view)))
  const called = await namesOf(guildId, ranked, parts)
  const picture = boardPicture(ranked, { played, measure, period }, called)
  const png = await parts.draw(picture)
  await interaction.reply(png === undefined ? message(view) : withPicture(view, picture, png))
}

function mayShowPicture({ appPermissions, options }: Slash): boolean {
  const isWanted = options.getBoolean('picture') ?? true
  return isWanted && appPermissions.has(PermissionFlagsBits.AttachFiles)
}

function namesOf(guild: string, ranked: readonly RankedLine[], { names }: Parts) {
  return names(
    guild,
    ranked.slice(0, mostLines).map(({ player }) => player),
  )
}

function withPicture(view: View, picture: BoardPicture, png: Uint8Array) {
  const name = 'board.png'
  const description = pictureWords(picture)
  const file = new AttachmentBuilder(Buffer.from(png), { name, description })
  const embeds = view.embeds.map((embed) => ({ ...embed, image: { url: `attachment://${name}` } }))
  return { ...message({ ...view, embeds }), files: [file] }
}
