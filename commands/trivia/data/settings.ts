/** How a game is played, as options: the same for `start` and for `preset save`. */

import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { settingLimits } from '../../../src/trivia/settings.ts'
import { choices, range } from './options.ts'

export const settingOptions: APIApplicationCommandBasicOption[] = [
  {
    type: Type.String,
    name: 'topics',
    description:
      'One or more, parted by commas; "courts:2, history" asks about courts twice as often',
    autocomplete: true,
    max_length: 200,
  },
  {
    type: Type.String,
    name: 'difficulty',
    description: 'Mixed, unless you choose',
    choices: choices(['mixed', 'Mixed'], ['easy', 'Easy'], ['medium', 'Medium'], ['hard', 'Hard']),
  },
  {
    type: Type.Integer,
    name: 'questions',
    description: 'How many questions; 10, unless you choose',
    ...range(settingLimits.questions),
  },
  {
    type: Type.Integer,
    name: 'seconds',
    description: 'Time for each question, before reading time for long ones; 20, unless you choose',
    ...range(settingLimits.seconds),
  },
  {
    type: Type.String,
    name: 'style',
    description: 'Four choices, unless you choose',
    choices: choices(
      ['choice', 'Four choices'],
      ['truefalse', 'True or false'],
      ['typed', 'Typed answers'],
      ['mixed', 'A mix of all'],
    ),
  },
  {
    type: Type.String,
    name: 'scoring',
    description: 'Faster is better, unless you choose',
    choices: choices(
      ['speed', 'Faster answers get more'],
      ['accuracy', 'Every right answer the same'],
      ['difficulty', 'Harder questions get more'],
      ['confidence', 'Say how sure you are'],
    ),
  },
  {
    type: Type.Integer,
    name: 'teams',
    description: 'Play in this many teams',
    ...range(settingLimits.teams),
  },
  {
    type: Type.Integer,
    name: 'lives',
    description: 'Elimination: a wrong or missing answer costs a life, the last one standing wins',
    ...range(settingLimits.lives),
  },
  {
    type: Type.Integer,
    name: 'target',
    description: 'The game ends once someone has this many points',
    ...range(settingLimits.target),
  },
  {
    type: Type.Boolean,
    name: 'change',
    description: 'Let players change their answer until the time is up',
  },
  {
    type: Type.Boolean,
    name: 'wait',
    description: 'Use the whole time even when everyone has answered',
  },
  {
    type: Type.Integer,
    name: 'lobby',
    description: 'Seconds before the first question; 20, unless you choose',
    ...range(settingLimits.lobby),
  },
]

/** Some of them, by name. */
export function settingsNamed(...names: readonly string[]): APIApplicationCommandBasicOption[] {
  return settingOptions.filter(({ name }) => names.includes(name))
}
