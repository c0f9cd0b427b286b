/** Options for looking at what was played: boards, records, proofs. */

import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { subcommand } from '../../subcommand.ts'
import { choices, gameOption } from './options.ts'

export const looking: APIApplicationCommandSubcommandOption[] = [
  subcommand('last', 'The board of the last game in this server'),
  subcommand('history', 'The latest games of this server'),
  subcommand('board', 'Who leads this server', [
    {
      type: Type.String,
      name: 'period',
      description: 'This month, unless you choose',
      choices: choices(
        ['day', 'Today'],
        ['week', 'This week'],
        ['month', 'This month'],
        ['season', 'This season (quarter)'],
        ['all', 'All time'],
      ),
    },
    {
      type: Type.String,
      name: 'by',
      description: 'Points, unless you choose',
      choices: choices(['points', 'Points'], ['wins', 'Won'], ['accuracy', 'Right answers']),
    },
    {
      type: Type.String,
      name: 'of',
      description: 'Games, unless you choose',
      choices: choices(['games', 'Games'], ['challenges', 'Challenges']),
    },
    {
      type: Type.Boolean,
      name: 'picture',
      description: 'Whether the board is drawn too; it is, unless you choose',
    },
  ]),
  subcommand('profile', 'Your record in this server, or another player’s', [
    { type: Type.User, name: 'player', description: 'You, unless you choose' },
  ]),
  subcommand('hide', 'Take yourself off the boards of this server, or put yourself back'),
  subcommand('explain', 'Why you got each of your points', [gameOption]),
  subcommand('verify', 'Compute the order and every point of a game again', [gameOption]),
  subcommand('audit', 'For moderators: every press of a game and the rule that decided it', [
    gameOption,
  ]),
  subcommand('suspects', 'For moderators: questions that the answers of players speak against'),
]
