/** Options of /trivia schedule. */

import {
  type APIApplicationCommandSubcommandGroupOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { weekdays } from '../../../src/views/schedule.ts'
import { subcommand } from '../../subcommand.ts'
import { choices, presetOption } from './options.ts'
import { settingsNamed } from './settings.ts'

export const schedule: APIApplicationCommandSubcommandGroupOption = {
  type: Type.SubcommandGroup,
  name: 'schedule',
  description: 'Games that begin by themselves',
  options: [
    subcommand('add', 'Hold a game in this channel every day or every week (moderators)', [
      {
        type: Type.String,
        name: 'time',
        description: 'By the clock of this server: 18:30 or 6:30 pm',
        required: true,
        max_length: 12,
      },
      {
        type: Type.String,
        name: 'what',
        description: 'A game, unless you choose',
        choices: choices(
          ['game', 'A game, together'],
          ['challenge', 'A challenge, each in their own time'],
        ),
      },
      {
        type: Type.String,
        name: 'day',
        description: 'Every day, unless you choose',
        choices: choices(...weekdays.map((name, at) => [String(at), name] as const)),
      },
      presetOption,
      ...settingsNamed('topics', 'difficulty', 'questions'),
    ]),
    subcommand('list', 'What is planned in this server'),
    subcommand('remove', 'Take a game off the plan (moderators)', [
      {
        type: Type.String,
        name: 'plan',
        description: 'Which one',
        required: true,
        autocomplete: true,
        max_length: 60,
      },
    ]),
  ],
}
