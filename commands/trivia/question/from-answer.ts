/** A question is made out of an answer. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild } from '../../../src/discord/command.ts'
import { UserError } from '../../../src/errors.ts'
import type { OwnQuestion } from '../../../src/trivia/own.ts'
import { triviaLimits } from '../../../src/trivia/question.ts'
import { keptView, questionCard } from '../../../src/views/questions.ts'
import { shownNamed } from '../../answers/pick.ts'
import type { Parts } from '../../parts.ts'
import { privately } from '../../reply.ts'
import { idOf } from '../lobby.ts'
import { requireCurator, requireRoom } from './may.ts'

/** `/trivia question from-answer`: an answer is good for a question. */
export async function fromAnswer(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  await requireCurator(interaction, parts)
  await requireRoom(interaction, parts, 1)
  const { guildId: guild, createdTimestamp: at, user, options } = interaction
  const { entry } = await shownNamed(parts, guild, options.getString('answer', true))
  const all = await parts.questions.all(guild)
  if (all.some(({ of, standing }) => 'entry' in of && of.entry === entry.id && standing === 'live'))
    throw new UserError('Games ask about that answer already.')
  const { id: author } = user
  const question: OwnQuestion = {
    ...{ guild, id: parts.newQuestionId(), standing: 'live', of: { entry: entry.id }, author, at },
    ...{ changedBy: author, changedAt: at },
  }
  const item = await parts.itemOf(question)
  if (item === undefined)
    throw new UserError(
      `No question can be made of that answer: it needs a question of at most ${triviaLimits.option} characters, a first sentence that says something, and three other answers that are not too much like it.`,
    )
  await parts.questions.add([question])
  const card = questionCard(item, author)
  await interaction.reply(
    privately(
      keptView('Added: each game makes this question anew out of the answer.', card, item.id, idOf),
    ),
  )
  void parts.audit(guild, `<@${author}> made a trivia question of “${entry.question}”.`)
}
