/** What people do with an answer, or without one: it helped, it was not what they asked, they want to be told. */

import type { BaseInteraction, ModalSubmitInteraction } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { customId } from '../../src/discord/custom-id.ts'
import { UserError } from '../../src/errors.ts'
import { gapText } from '../../src/knowledge/gaps.ts'
import { idPicked } from '../../src/knowledge/pick.ts'
import { feedbackButtons, notedView, wantedForm } from '../../src/views/feedback.ts'
import type { Parts } from '../parts.ts'
import { privately } from '../reply.ts'

const removed = 'That answer is no longer in the collection. Ask again with `/ask`.'

/** The buttons under entry `id`; `question` is what was typed to get it, where that is known. */
export function buttonsFor(id: string, question?: string) {
  return feedbackButtons(customId('ask', 'helped', id), wrongId(id, question))
}

/** With the question where there is room for it; else the person is asked for it. */
function wrongId(id: string, question?: string): string {
  const bare = customId('ask', 'wrong', id)
  const text = question === undefined || idPicked(question) !== undefined ? '' : gapText(question)
  if (text === '') return bare
  try {
    return customId('ask', 'wrong', id, text)
  } catch {
    return bare
  }
}

/** *Helped* */
export async function helped(interaction: InGuild<Press>, parts: Parts, id = ''): Promise<void> {
  await vote(interaction, parts, id, true)
  await interaction.reply(privately(said('Thank you, noted. You can change your mind any time.')))
}

/** *Not what I asked*: the question goes to the moderators, at once where it is known. */
export async function wrong(
  interaction: InGuild<Press>,
  parts: Parts,
  id = '',
  question?: string,
): Promise<void> {
  await vote(interaction, parts, id, false)
  if (question === undefined) await interaction.showModal(wantedForm(customId('ask', 'wanted', id)))
  else await note(interaction, parts, id, question)
}

/** The form that asks what was wanted. */
export async function wanted(
  interaction: InGuild<ModalSubmitInteraction>,
  parts: Parts,
  id = '',
): Promise<void> {
  const { fields } = interaction
  const typed = fields.fields.has('question') ? fields.getTextInputValue('question') : ''
  await note(interaction, parts, id, typed)
}

async function note(
  interaction: InGuild<Press | ModalSubmitInteraction>,
  parts: Parts,
  id: string,
  question: string,
): Promise<void> {
  if (gapText(question) === '')
    throw new UserError(
      'There is no word in that. Press *Not what I asked* again and type your question.',
    )
  const refused = (await parts.library.entry(interaction.guildId, id))?.id ?? ''
  const gap = await keepGap(interaction, parts, question, refused)
  if (gap === undefined)
    throw new UserError('I could not note your question just now. Please try again in a moment.')
  await interaction.reply(privately(notedView(gapText(question), customId('ask', 'tell', gap))))
}

/** Keeps what was asked for the moderators; undefined where that was not possible. */
export async function keepGap(
  { guildId, channelId, user, createdTimestamp }: InGuild<BaseInteraction>,
  { gaps }: Parts,
  text: string,
  refused: string,
): Promise<string | undefined> {
  if (idPicked(text) !== undefined) return undefined
  const where = { guild: guildId, channel: channelId ?? '', user: user.id }
  return gaps.keep({ ...where, text, at: createdTimestamp, refused })
}

/** *Tell me when there is an answer* */
export async function tell(interaction: InGuild<Press>, { gaps }: Parts, id = ''): Promise<void> {
  const { guildId, user } = interaction
  if (!(await gaps.tell(guildId, id, user.id)))
    throw new UserError('That question is no longer open. Ask it again with `/ask`.')
  const content = 'I will mention you once in this channel when there is an answer.'
  await interaction.reply(privately(said(content)))
}

async function vote(
  { guildId, user, createdTimestamp }: InGuild<Press>,
  { library, votes }: Parts,
  id: string,
  yes: boolean,
): Promise<void> {
  const entry = await library.entry(guildId, id)
  if (entry === undefined) throw new UserError(removed)
  await votes.vote(guildId, entry.id, user.id, yes, createdTimestamp)
}

function said(content: string) {
  return { content, embeds: [], components: [] }
}
