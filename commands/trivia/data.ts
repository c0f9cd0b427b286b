/** What Discord shows of /trivia: its sub-commands and their options. */

import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js'
import { challenge } from './data/challenge.ts'
import { correcting } from './data/correcting.ts'
import { looking } from './data/looking.ts'
import { playing } from './data/playing.ts'
import { preset } from './data/preset.ts'
import { question } from './data/question.ts'
import { schedule } from './data/schedule.ts'

export const data: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'trivia',
  description: 'Play trivia together',
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  options: [...playing, ...looking, preset, challenge, ...correcting, question, schedule],
}
