/** Options for playing a game and for those who lead it. */

import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { longestAnswer } from '../../../src/trivia/typed.ts'
import { subcommand } from '../../subcommand.ts'
import { presetOption } from './options.ts'
import { settingOptions } from './settings.ts'

export const playing: APIApplicationCommandSubcommandOption[] = [
  subcommand('start', 'Open a game in this channel; everyone can join', [
    ...settingOptions,
    presetOption,
  ]),
  subcommand('answer', 'Type your answer to the question that is open here', [
    {
      type: Type.String,
      name: 'text',
      description: 'Your answer; only you see it',
      required: true,
      max_length: longestAnswer,
    },
  ]),
  subcommand('stop', 'End the game in this channel; what was asked before counts'),
  subcommand('pause', 'Pause the game after the question that is open'),
  subcommand('resume', 'Go on with a paused game'),
  subcommand('skip', 'Skip the question: at once for host and moderators, as a vote for others'),
  subcommand('status', 'How the game in this channel stands'),
]
