/** What Discord shows of /answers: its sub-commands and their options. */

import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { entryLimits } from '../../src/knowledge/entry.ts'
import { subcommand } from '../subcommand.ts'

/** So short that it fits the `custom_id` that turns the pages. */
export const searchLimit = 70

/** An option that names an answer. */
function picked(
  description: string,
  { name = 'answer', required = true } = {},
): APIApplicationCommandBasicOption {
  return {
    type: Type.String,
    name,
    description,
    required,
    autocomplete: true,
    max_length: entryLimits.question,
  }
}

const wording = (description: string, autocomplete: boolean): APIApplicationCommandBasicOption => ({
  type: Type.String,
  name: 'wording',
  description,
  required: true,
  max_length: entryLimits.alias,
  ...(autocomplete ? { autocomplete } : {}),
})

export const data: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'answers',
  description: 'Add, correct and look after this server’s answers',
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: String(PermissionFlagsBits.ManageMessages),
  options: [
    subcommand('add', 'Write a new answer; you see it before it is saved', [
      {
        type: Type.String,
        name: 'question',
        description: 'The question it answers; you can also type it in the form',
        max_length: entryLimits.question,
      },
    ]),
    subcommand('edit', 'Change an answer; you see it before it is saved', [
      picked('The answer to change'),
    ]),
    subcommand('remove', 'Take an answer away; it can be put back', [
      picked('The answer to remove'),
    ]),
    subcommand('restore', 'Put a removed answer back', [picked('The answer to put back')]),
    {
      type: Type.SubcommandGroup,
      name: 'alias',
      description: 'Other wordings that lead to an answer',
      options: [
        subcommand('add', 'Let another wording lead to an answer', [
          picked('The answer that it leads to'),
          wording('How people ask it', false),
        ]),
        subcommand('remove', 'Take a wording away from an answer', [
          picked('The answer that it leads to'),
          wording('The wording to take away', true),
        ]),
      ],
    },
    subcommand('merge', 'Make one answer of two that ask the same', [
      picked('The answer that goes; its wordings lead to the other one', { name: 'from' }),
      picked('The answer that stays', { name: 'into' }),
    ]),
    subcommand('info', 'Everything about an answer', [picked('The answer to look at')]),
    subcommand('list', 'The answers of this server', [
      {
        type: Type.String,
        name: 'show',
        description: 'All, unless you choose',
        choices: [
          { name: 'All', value: 'all' },
          { name: 'This server’s own', value: 'own' },
          { name: 'Come with me, changed here', value: 'changed' },
          { name: 'Come with me, as they are', value: 'shipped' },
          { name: 'Pinned', value: 'pinned' },
          { name: 'Removed', value: 'removed' },
          { name: 'Asked for most', value: 'used' },
          { name: 'Mostly do not help', value: 'unhelpful' },
        ],
      },
    ]),
    subcommand('search', 'Find answers, removed ones too', [
      {
        type: Type.String,
        name: 'text',
        description: 'What it is about',
        required: true,
        max_length: searchLimit,
      },
    ]),
    subcommand('history', 'Who changed an answer, and how; any revision can be brought back', [
      picked('The answer to look at'),
    ]),
    subcommand(
      'verify',
      'Answers whose facts nobody has checked for long, or say that one still holds',
      [
        picked('Say that its facts still hold today', { required: false }),
        {
          type: Type.Integer,
          name: 'months',
          description: 'List those not checked for so many months; 6, unless you choose',
          min_value: 1,
          max_value: 60,
        },
      ],
    ),
    subcommand(
      'import',
      'Bring in answers from a file; you see what would change before anything does',
      [
        {
          type: Type.Attachment,
          name: 'file',
          description:
            'Questions and answers up to 1 MiB: text, JSON, CSV, a list of Red (YAML) or tags (TOML)',
          required: true,
        },
      ],
    ),
    subcommand('export', 'Get this server’s answers as a file', [
      {
        type: Type.String,
        name: 'format',
        description: 'JSON comes back as it went, CSV is for spreadsheets, Markdown for readers',
        choices: [
          { name: 'JSON', value: 'json' },
          { name: 'CSV', value: 'csv' },
          { name: 'Markdown', value: 'markdown' },
        ],
      },
      {
        type: Type.Boolean,
        name: 'shipped',
        description: 'Also the answers that come with the bot',
      },
    ]),
    subcommand('gaps', 'What people asked in vain, most wanted first'),
    subcommand('proposals', 'Wordings that people taught by picking what they meant'),
  ],
}
