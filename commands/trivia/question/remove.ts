/** A question is taken out of the games, and put back. */

import type { BaseInteraction, ChatInputCommandInteraction } from 'discord.js'
import type { InGuild, Press } from '../../../src/discord/command.ts'
import type { OwnQuestion, Standing } from '../../../src/trivia/own.ts'
import { removedView } from '../../../src/views/questions.ts'
import type { Parts } from '../../parts.ts'
import { message, privately } from '../../reply.ts'
import { idOf } from '../lobby.ts'
import { requireCurator } from './may.ts'
import { questionById, questionNamed, titleOf } from './which.ts'

export async function remove(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  await requireCurator(interaction, parts)
  const question = await questionNamed(interaction, parts)
  await interaction.reply(privately(await removing(interaction, parts, question)))
}

export async function pressRemove(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const question = await questionById(interaction, parts, id)
  await interaction.update(message(await removing(interaction, parts, question)))
}

async function removing(
  interaction: InGuild<BaseInteraction>,
  parts: Parts,
  question: OwnQuestion,
) {
  await stand(interaction, parts, question, 'removed')
  const title = await titleOf(parts, question)
  void parts.audit(
    interaction.guildId,
    `<@${interaction.user.id}> removed the trivia question “${title}”.`,
  )
  return removedView(title, question.id, idOf)
}

/** *Put back* */
export async function putBack(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const question = await questionById(interaction, parts, id)
  await stand(interaction, parts, question, 'live')
  await interaction.update({
    content: 'It is back: games can ask it again.',
    embeds: [],
    components: [],
  })
  void parts.audit(
    interaction.guildId,
    `<@${interaction.user.id}> put back the trivia question “${await titleOf(parts, question)}”.`,
  )
}

/** Keeps that a question is played, waits or is removed from now on, and who said so. */
export async function stand(
  { user, createdTimestamp: changedAt }: BaseInteraction,
  { questions }: Parts,
  question: OwnQuestion,
  standing: Standing,
): Promise<void> {
  await questions.change({ ...question, standing, changedBy: user.id, changedAt })
}
