/** The form opens: for a new question, a suggestion, or a change. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild, Press } from '../../../src/discord/command.ts'
import { UserError } from '../../../src/errors.ts'
import { fieldsOf, noFields, type OwnQuestion, ownLimits } from '../../../src/trivia/own.ts'
import { ownerOf, type QuestionDraft, questionDraft } from '../../answers/own-draft.ts'
import type { Parts } from '../../parts.ts'
import { requireCurator, requireRoom } from './may.ts'
import { modal } from './modal.ts'
import { questionById, questionNamed } from './which.ts'

type Slash = InGuild<ChatInputCommandInteraction>

export async function add(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  await openForm(interaction, parts, false)
}

/** For everybody: what they write waits for a moderator. */
export async function suggestOne(interaction: Slash, parts: Parts): Promise<void> {
  const all = await parts.questions.all(interaction.guildId)
  const mine = all.filter(
    ({ standing, author }) => standing === 'suggested' && author === interaction.user.id,
  )
  if (mine.length >= ownLimits.waiting)
    throw new UserError(
      `${mine.length} of your suggestions are waiting already. Suggest more once the moderators have looked at them.`,
    )
  await openForm(interaction, parts, true)
}

async function openForm(interaction: Slash, parts: Parts, suggested: boolean): Promise<void> {
  await requireRoom(interaction, parts, 1)
  const difficulty = interaction.options.getString('difficulty') ?? 'medium'
  const draft = { kind: 'question', question: '', suggested, difficulty, fields: noFields } as const
  await openDraft(interaction, parts, draft)
}

export async function edit(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const named = await questionNamed(interaction, parts)
  await openEdit(interaction, parts, named)
}

export async function pressEdit(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await openEdit(interaction, parts, await questionById(interaction, parts, id))
}

async function openEdit(
  interaction: Slash | InGuild<Press>,
  parts: Parts,
  { id, of }: OwnQuestion,
): Promise<void> {
  if ('entry' in of)
    throw new UserError(
      'That question is made out of an answer: change the answer with `/answers edit`, or remove the question.',
    )
  const { difficulty } = of.item
  const fields = fieldsOf(of.item)
  await openDraft(interaction, parts, {
    ...{ kind: 'question', question: id, suggested: false, difficulty, fields },
  })
}

async function openDraft(
  interaction: Slash | InGuild<Press>,
  parts: Parts,
  draft: QuestionDraft,
): Promise<void> {
  const at = interaction.createdTimestamp
  const id = await parts.drafts.begin(ownerOf(interaction), draft, at)
  await interaction.showModal(modal(id, draft))
}

/** *Put it right*: the form again, as it was sent. */
export async function more(interaction: InGuild<Press>, parts: Parts, id: string): Promise<void> {
  await interaction.showModal(modal(id, await questionDraft(interaction, parts, id)))
}
