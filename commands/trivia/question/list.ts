/** A server's own questions, page by page. */

import type { BaseInteraction, ChatInputCommandInteraction } from 'discord.js'
import type { InGuild, Press } from '../../../src/discord/command.ts'
import type { Standing } from '../../../src/trivia/own.ts'
import { questionListView } from '../../../src/views/questions.ts'
import type { Parts } from '../../parts.ts'
import { message, privately } from '../../reply.ts'
import { idOf } from '../lobby.ts'
import { requireCurator } from './may.ts'
import { titleOf } from './which.ts'

export async function list(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  await requireCurator(interaction, parts)
  const standing = standingFrom(interaction.options.getString('show') ?? 'live')
  await interaction.reply(privately(await listed(interaction, parts, standing, 0)))
}

export async function turn(
  interaction: InGuild<Press>,
  parts: Parts,
  standing: string,
  page = '0',
): Promise<void> {
  await requireCurator(interaction, parts)
  const at = Number.parseInt(page, 10) || 0
  await interaction.update(message(await listed(interaction, parts, standingFrom(standing), at)))
}

function standingFrom(said: string): Standing {
  return said === 'suggested' || said === 'removed' ? said : 'live'
}

async function listed(
  { guildId }: InGuild<BaseInteraction>,
  parts: Parts,
  standing: Standing,
  page: number,
) {
  const all = await parts.questions.all(guildId)
  const some = all.filter((one) => one.standing === standing).toReversed()
  const titled = some.map(async (one) => ({ id: one.id, title: await titleOf(parts, one) }))
  return questionListView(standing, await Promise.all(titled), page, idOf)
}
