/** Options of /trivia question. */

import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { subcommand } from '../../subcommand.ts'
import { choices, difficulty } from './options.ts'

const ownQuestion: APIApplicationCommandBasicOption = {
  type: Type.String,
  name: 'question',
  description: 'Which one; type a few words of it',
  required: true,
  autocomplete: true,
  max_length: 250,
}

export const question: APIApplicationCommandSubcommandGroupOption = {
  type: Type.SubcommandGroup,
  name: 'question',
  description: 'Questions of this server’s own',
  options: [
    subcommand('suggest', 'Suggest a question; the moderators look at it', [difficulty]),
    subcommand('add', 'Write a question (moderators)', [difficulty]),
    subcommand('edit', 'Change a question (moderators)', [ownQuestion]),
    subcommand('remove', 'Let no game ask it any more (moderators)', [ownQuestion]),
    subcommand('list', 'The questions of this server (moderators)', [
      {
        type: Type.String,
        name: 'show',
        description: 'Those that games ask, unless you choose',
        choices: choices(
          ['live', 'Those that games ask'],
          ['suggested', 'Suggested ones'],
          ['removed', 'Removed ones'],
        ),
      },
    ]),
    subcommand('review', 'What members have suggested (moderators)'),
    subcommand('from-answer', 'Let games ask about an answer of /ask (moderators)', [
      {
        type: Type.String,
        name: 'answer',
        description: 'Which one; type a few words of its question',
        required: true,
        autocomplete: true,
        max_length: 200,
      },
    ]),
    {
      type: Type.Subcommand,
      name: 'import',
      description: 'Bring in many from a file (moderators)',
      options: [
        {
          type: Type.Attachment,
          name: 'file',
          description: 'JSON, CSV, the Open Trivia Database, or a list of Red (YAML)',
          required: true,
        },
        {
          type: Type.String,
          name: 'topic',
          description: 'A topic that all of them get',
          max_length: 40,
        },
      ],
    },
  ],
}
