/** The form in which a question is written, and what was typed into it. */

import { ComponentType, type ModalSubmitInteraction, TextInputStyle } from 'discord.js'
import type { InGuild } from '../../../src/discord/command.ts'
import { triviaLimits } from '../../../src/trivia/question.ts'
import type { QuestionDraft } from '../../answers/own-draft.ts'
import { idOf } from '../lobby.ts'

const inputs = [
  {
    field: 'question',
    label: 'Question',
    description: 'As the players read it',
    style: TextInputStyle.Paragraph,
    longest: triviaLimits.question,
  },
  {
    field: 'right',
    label: 'Right answer',
    description: 'Up to 75 characters; other typed answers that count after | signs',
    style: TextInputStyle.Short,
    longest: 1_000,
  },
  {
    field: 'wrong',
    label: 'Three wrong answers',
    description: 'One on each line, of the same kind as the right one',
    style: TextInputStyle.Paragraph,
    longest: 400,
  },
  {
    field: 'note',
    label: 'Explanation',
    description: 'Why it is so: shown with the right answer',
    style: TextInputStyle.Paragraph,
    longest: triviaLimits.note,
  },
  {
    field: 'topics',
    label: 'Topics',
    description: 'A few key words, parted by commas',
    style: TextInputStyle.Short,
    longest: 300,
  },
] as const

const optional: ReadonlySet<string> = new Set(['note', 'topics'])

/** Filled in as the draft is. */
export function modal(id: string, { question, suggested, fields }: QuestionDraft) {
  const isNew = suggested ? 'Suggest a question' : 'A new question'
  return {
    custom_id: idOf('question', id),
    title: question === '' ? isNew : 'Edit the question',
    components: inputs.map(({ field, label, description, style, longest }) => ({
      type: ComponentType.Label as const,
      label,
      description,
      component: {
        type: ComponentType.TextInput as const,
        custom_id: field,
        style,
        max_length: longest,
        required: !optional.has(field),
        ...(fields[field] ? { value: fields[field].slice(0, longest) } : {}),
      },
    })),
  }
}

/** What was typed, by field. */
export function typedIn({ fields }: InGuild<ModalSubmitInteraction>): QuestionDraft['fields'] {
  const typed = inputs.map(({ field }) => [
    field,
    fields.fields.has(field) ? fields.getTextInputValue(field) : '',
  ])
  return Object.fromEntries(typed)
}
