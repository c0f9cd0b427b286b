/** Which of a server's own questions is meant. */

import type { BaseInteraction, ChatInputCommandInteraction } from 'discord.js'
import type { InGuild } from '../../../src/discord/command.ts'
import { UserError } from '../../../src/errors.ts'
import { sameKey } from '../../../src/knowledge/sameness.ts'
import type { OwnQuestion } from '../../../src/trivia/own.ts'
import { cut } from '../../../src/views/limits.ts'
import type { Parts } from '../../parts.ts'

/** What a question asks, as its server knows it. */
export async function titleOf({ itemOf }: Parts, question: OwnQuestion): Promise<string> {
  return (await itemOf(question))?.question ?? 'A question about an answer that is gone'
}

/** Suggestions for the option `question`: those that are played, by words of theirs. */
export async function choices(guild: string, typed: string, parts: Parts) {
  const key = sameKey(typed)
  const all = (await parts.questions.all(guild)).filter(({ standing }) => standing !== 'removed')
  const titled = await Promise.all(
    all.map(async (one) => ({ id: one.id, title: await titleOf(parts, one) })),
  )
  return titled
    .filter(({ id, title }) => id.includes(typed.trim()) || sameKey(title).includes(key))
    .slice(0, 25)
    .map(({ id, title }) => ({ name: cut(title, 100), value: id }))
}

/** The question that the option `question` names; throws a UserError where none is meant. */
export async function questionNamed(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<OwnQuestion> {
  const typed = interaction.options.getString('question', true).trim()
  const [first, second] = await choices(interaction.guildId, typed, parts)
  const id = second === undefined || first?.value === typed ? first?.value : typed
  return questionById(interaction, parts, id ?? typed)
}

/** A question of this server; throws a UserError where there is none. */
export async function questionById(
  { guildId }: InGuild<BaseInteraction>,
  { questions }: Parts,
  id: string,
): Promise<OwnQuestion> {
  const question = (await questions.all(guildId)).find((one) => one.id === id)
  if (question === undefined)
    throw new UserError('No question is meant by that. Choose one from the list that opens.')
  return question
}
