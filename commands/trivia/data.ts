/** What Discord shows of /trivia: its sub-commands and their options. */

import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { challengeHours } from '../../src/trivia/challenge.ts'
import { settingLimits } from '../../src/trivia/settings.ts'
import { weekdays } from '../../src/views/schedule.ts'

const choices = (...values: readonly (readonly [value: string, name: string])[]) =>
  values.map(([value, name]) => ({ name, value }))

const range = ({ least, most }: { least: number; most: number }) => ({
  min_value: least,
  max_value: most,
})

const presetOption: APIApplicationCommandBasicOption = {
  type: Type.String,
  name: 'preset',
  description: 'Settings that this server has saved; what you choose beside it comes first',
  autocomplete: true,
  max_length: 40,
}

/** How a game is played; the same for `start` and for `preset save`. */
const settingOptions: APIApplicationCommandBasicOption[] = [
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

const gameOption: APIApplicationCommandBasicOption = {
  type: Type.String,
  name: 'game',
  description: 'The latest one here, unless you choose',
  autocomplete: true,
  max_length: 40,
}

function subcommand(
  name: string,
  description: string,
  options: APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption {
  return { type: Type.Subcommand, name, description, options }
}

const difficulty: APIApplicationCommandBasicOption = {
  type: Type.String,
  name: 'difficulty',
  description: 'Medium, unless you choose',
  choices: choices(['easy', 'Easy'], ['medium', 'Medium'], ['hard', 'Hard']),
}

const ownQuestion: APIApplicationCommandBasicOption = {
  type: Type.String,
  name: 'question',
  description: 'Which one; type a few words of it',
  required: true,
  autocomplete: true,
  max_length: 250,
}

const presetName = (autocomplete: boolean): APIApplicationCommandBasicOption => ({
  type: Type.String,
  name: 'name',
  description: 'What the preset is called',
  required: true,
  max_length: 40,
  ...(autocomplete ? { autocomplete } : {}),
})

export const data: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'trivia',
  description: 'Play trivia together',
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  options: [
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
        max_length: 100,
      },
    ]),
    subcommand('stop', 'End the game in this channel; what was asked before counts'),
    subcommand('pause', 'Pause the game after the question that is open'),
    subcommand('resume', 'Go on with a paused game'),
    subcommand('skip', 'Skip the question: at once for host and moderators, as a vote for others'),
    subcommand('status', 'How the game in this channel stands'),
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
    {
      type: Type.SubcommandGroup,
      name: 'preset',
      description: 'Settings that this server keeps under a name',
      options: [
        subcommand('save', 'Keep settings under a name (moderators)', [
          presetName(false),
          ...settingOptions,
        ]),
        subcommand('list', 'The presets of this server'),
        subcommand('remove', 'Forget a preset (moderators)', [presetName(true)]),
      ],
    },
    {
      type: Type.SubcommandGroup,
      name: 'challenge',
      description: 'The same questions for everyone, each in their own time',
      options: [
        subcommand('start', 'Open a challenge in this channel', [
          presetOption,
          ...settingOptions.filter(({ name }) =>
            ['topics', 'difficulty', 'questions', 'seconds', 'style'].includes(name),
          ),
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
    },
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
    {
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
    },
    {
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
          ...settingOptions.filter(({ name }) =>
            ['topics', 'difficulty', 'questions'].includes(name),
          ),
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
    },
  ],
}
