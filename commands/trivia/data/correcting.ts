/** Options for questions that are wrong. */

import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { subcommand } from '../../subcommand.ts'
import { choices, gameOption } from './options.ts'

export const correcting: APIApplicationCommandSubcommandOption[] = [
  subcommand(
    'correct',
    'Put the key of a question right; all scores are counted again (moderators)',
    [
      {
        type: Type.Integer,
        name: 'question',
        description: 'Its number in the game',
        required: true,
        min_value: 1,
        max_value: 50,
      },
      {
        type: Type.String,
        name: 'answer',
        description: 'What is right',
        required: true,
        choices: choices(
          ['0', 'A, or true'],
          ['1', 'B, or false'],
          ['2', 'C'],
          ['3', 'D'],
          ['-1', 'The question counts for nobody'],
        ),
      },
      gameOption,
    ],
  ),
  subcommand('reports', 'Questions that players say are wrong (moderators)'),
]
