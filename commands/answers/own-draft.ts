/** A person's own unsaved drafts. */

import type { BaseInteraction } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import type { DraftBody, Owner } from '../../src/knowledge/draft.ts'
import type { Parts } from '../parts.ts'

export type FormDraft = Extract<DraftBody, { kind: 'form' }>
export type ImportDraft = Extract<DraftBody, { kind: 'import' }>
export type QuestionDraft = Extract<DraftBody, { kind: 'question' }>
export type MergeDraft = Extract<DraftBody, { kind: 'merge' }>

export const expired =
  'That draft is gone: drafts are kept for a day, and only for whoever began them. Begin again with `/answers`.'

export function ownerOf({ guildId, user }: InGuild<BaseInteraction>): Owner {
  return { guild: guildId, author: user.id }
}

/** The draft of a form; throws where this person has none of that id here. */
export async function formDraft(
  interaction: InGuild<BaseInteraction>,
  { drafts }: Parts,
  id: string,
): Promise<FormDraft> {
  const draft = await drafts.read(ownerOf(interaction), id, interaction.createdTimestamp)
  if (draft?.kind !== 'form') throw new UserError(expired)
  return draft
}

/** Questions that were shown and are to be imported; throws where this person has none under that id here. */
export async function questionsDraft(
  interaction: InGuild<BaseInteraction>,
  { drafts }: Parts,
  id: string,
): Promise<readonly unknown[]> {
  const draft = await drafts.read(ownerOf(interaction), id, interaction.createdTimestamp)
  if (draft?.kind !== 'questions')
    throw new UserError(expired.replace('/answers', '/trivia question'))
  return draft.items
}

/** The draft of a trivia question; throws where this person has none of that id here. */
export async function questionDraft(
  interaction: InGuild<BaseInteraction>,
  { drafts }: Parts,
  id: string,
): Promise<QuestionDraft> {
  const draft = await drafts.read(ownerOf(interaction), id, interaction.createdTimestamp)
  if (draft?.kind !== 'question')
    throw new UserError(expired.replace('/answers', '/trivia question'))
  return draft
}

/** The draft of a merge; throws where this person has none of that id here. */
export async function mergeDraft(
  interaction: InGuild<BaseInteraction>,
  { drafts }: Parts,
  id: string,
): Promise<MergeDraft> {
  const draft = await drafts.read(ownerOf(interaction), id, interaction.createdTimestamp)
  if (draft?.kind !== 'merge') throw new UserError(expired)
  return draft
}

/** The draft of an import; throws where this person has none of that id here. */
export async function importDraft(
  interaction: InGuild<BaseInteraction>,
  { drafts }: Parts,
  id: string,
): Promise<ImportDraft> {
  const draft = await drafts.read(ownerOf(interaction), id, interaction.createdTimestamp)
  if (draft?.kind !== 'import') throw new UserError(expired)
  return draft
}
