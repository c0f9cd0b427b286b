/** Options of /trivia challenge. */

import {
  type APIApplicationCommandSubcommandGroupOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { challengeHours } from '../../../src/trivia/challenge.ts'
import { subcommand } from '../../subcommand.ts'
import { presetOption, range } from './options.ts'
import { settingsNamed } from './settings.ts'

export const challenge: APIApplicationCommandSubcommandGroupOption = {
  type: Type.SubcommandGroup,
  name: 'challenge',
  description: 'The same questions for everyone, each in their own time',
  options: [
    subcommand('start', 'Open a challenge in this channel', [
      presetOption,
      ...settingsNamed('topics', 'difficulty', 'questions', 'seconds', 'style'),
      {
        type: Type.Integer,
        name: 'hours',
        description: 'How long it is open; 24, unless you choose',
        ...range(challengeHours),
      },
    ]),
    subcommand('play', 'Play the challenge of this channel; only you see it'),
    subcommand('end', 'End it before its time: for who opened it, and for moderators'),
  ],
}
