/** What members have suggested is looked at, one after another. */

import type { BaseInteraction, ChatInputCommandInteraction } from 'discord.js'
import type { InGuild, Press } from '../../../src/discord/command.ts'
import { questionCard, reviewView } from '../../../src/views/questions.ts'
import type { Parts } from '../../parts.ts'
import { message, privately } from '../../reply.ts'
import { idOf } from '../lobby.ts'
import { requireCurator } from './may.ts'
import { stand } from './remove.ts'
import { questionById, titleOf } from './which.ts'

export async function review(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  await requireCurator(interaction, parts)
  await interaction.reply(privately(await nextSuggestion(interaction, parts)))
}

async function nextSuggestion({ guildId }: InGuild<BaseInteraction>, { questions }: Parts) {
  const waiting = (await questions.all(guildId)).filter(({ standing }) => standing === 'suggested')
  const [next] = waiting
  const card =
    next !== undefined && 'item' in next.of ? questionCard(next.of.item, next.author) : undefined
  return reviewView(waiting.length, next && card ? { card, id: next.id } : undefined, idOf)
}

/** *Accept* and *Refuse* of a suggestion; then the next one. */
export const decide =
  (standing: 'live' | 'removed') =>
  async (interaction: InGuild<Press>, parts: Parts, id: string): Promise<void> => {
    await requireCurator(interaction, parts)
    const question = await questionById(interaction, parts, id)
    if (question.standing === 'suggested') {
      await stand(interaction, parts, question, standing)
      const verb = standing === 'live' ? 'accepted' : 'refused'
      void parts.audit(
        interaction.guildId,
        `<@${interaction.user.id}> ${verb} the trivia question “${await titleOf(parts, question)}” that <@${question.author}> suggested.`,
      )
    }
    await interaction.update(message(await nextSuggestion(interaction, parts)))
  }
