/** Writing an answer: a form, a preview, and only then is it saved. What was typed is kept until it is. */

import {
  type APIModalInteractionResponseCallbackData,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { customId } from '../../src/discord/custom-id.ts'
import { UserError } from '../../src/errors.ts'
import { entryLimits } from '../../src/knowledge/entry.ts'
import { type Fields, fieldLimit, fieldsOf } from '../../src/knowledge/form.ts'
import type { Held } from '../../src/knowledge/held.ts'
import type { Parts } from '../parts.ts'
import { expired, type FormDraft, formDraft, ownerOf } from './own-draft.ts'
import { heldById, shown, shownNamed } from './pick.ts'
import { preview } from './preview.ts'
import { show } from './show.ts'
import { requireCurator } from './who.ts'

/** Whatever can be answered with a form. */
type Opening = InGuild<
  ChatInputCommandInteraction | MessageContextMenuCommandInteraction | ButtonInteraction | Press
>

/** `/answers add` */
export async function add(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  const question = interaction.options.getString('question') ?? ''
  await openNew(interaction, parts, { question, answer: '', aliases: '', topics: '', sources: '' })
}

/** `/answers edit` */
export async function edit(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  await requireCurator(interaction, parts)
  const named = interaction.options.getString('answer', true)
  await openEdit(interaction, parts, await shownNamed(parts, interaction.guildId, named))
}

/** *Edit* on an answer. */
export async function pressEdit(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await openEdit(interaction, parts, shown(await heldById(parts, interaction.guildId, id)))
}

/** Opens the form for a new answer with `fields` filled in already. */
export async function openNew(interaction: Opening, parts: Parts, fields: Fields): Promise<void> {
  await requireCurator(interaction, parts)
  await open(interaction, parts, { kind: 'form', entry: '', expected: 0, fields })
}

async function openEdit(interaction: Opening, parts: Parts, { entry, rev }: Held): Promise<void> {
  const fields = fieldsOf(entry)
  await open(interaction, parts, { kind: 'form', entry: entry.id, expected: rev, fields })
}

async function open(interaction: Opening, parts: Parts, draft: FormDraft): Promise<void> {
  const id = await parts.drafts.begin(ownerOf(interaction), draft, interaction.createdTimestamp)
  await interaction.showModal(modal(id, draft))
}

/** *Keep editing* under a preview: the form again, as it was sent. */
export async function more(interaction: InGuild<Press>, parts: Parts, id: string): Promise<void> {
  await requireCurator(interaction, parts)
  await interaction.showModal(modal(id, await formDraft(interaction, parts, id)))
}

/** The form was sent: what was typed is kept first, then shown as it will look. */
export async function sent(
  interaction: InGuild<ModalSubmitInteraction>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const draft = await formDraft(interaction, parts, id)
  const next = { ...draft, fields: typedInto(interaction, draft.fields) }
  if (!(await parts.drafts.change(ownerOf(interaction), id, next))) throw new UserError(expired)
  await show(interaction, await preview(interaction, parts, id, next))
}

const inputs = [
  {
    field: 'question',
    label: 'Question',
    description: 'The title of the answer, as people would ask it',
    style: TextInputStyle.Short,
    longest: entryLimits.question,
    required: true,
  },
  {
    field: 'answer',
    label: 'Answer',
    description: 'Discord’s Markdown works here',
    style: TextInputStyle.Paragraph,
    longest: entryLimits.answer,
    required: true,
  },
  {
    field: 'aliases',
    label: 'Other wordings',
    description: 'One on each line: how else people ask it',
    style: TextInputStyle.Paragraph,
    longest: fieldLimit,
    required: false,
  },
  {
    field: 'topics',
    label: 'Topics',
    description: 'A few key words, parted by commas',
    style: TextInputStyle.Short,
    longest: 400,
    required: false,
  },
  {
    field: 'sources',
    label: 'Sources',
    description: 'One on each line: Title | Publisher | Year | https://… or an address alone',
    style: TextInputStyle.Paragraph,
    longest: fieldLimit,
    required: false,
  },
] as const

function modal(id: string, { entry, fields }: FormDraft): APIModalInteractionResponseCallbackData {
  const shownInputs = inputs.filter(({ field }) => fields[field] !== undefined)
  return {
    custom_id: customId('answers', 'form', id),
    title: entry === '' ? 'A new answer' : 'Edit the answer',
    components: shownInputs.map(({ field, label, description, style, longest, required }) => ({
      type: ComponentType.Label,
      label,
      description,
      component: {
        type: ComponentType.TextInput,
        custom_id: field,
        style,
        max_length: longest,
        required,
        ...(fields[field] ? { value: fields[field].slice(0, longest) } : {}),
      },
    })),
  }
}

/** What was typed; a field that the form did not show stays as it was. */
function typedInto({ fields }: ModalSubmitInteraction, before: Fields): Fields {
  const typed = (field: (typeof inputs)[number]['field']) =>
    fields.fields.has(field) ? { [field]: fields.getTextInputValue(field) } : {}
  return Object.assign({}, before, ...inputs.map(({ field }) => typed(field))) as Fields
}
