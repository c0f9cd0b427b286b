/** Every command the bot has; a new one is a line here. */

import type { AnyCommand } from '../src/discord/command.ts'
import { answers } from './answers.ts'
import { ask } from './ask.ts'
import type { Parts } from './parts.ts'
import { pinAnswer } from './pin-answer.ts'
import { pins } from './pins.ts'
import { privacy } from './privacy.ts'
import { saveAsAnswer } from './save-as-answer.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'
import { trivia } from './trivia.ts'

export const commands: readonly AnyCommand<Parts>[] = [
  ask,
  answers,
  trivia,
  settings,
  setup,
  privacy,
  pins,
  saveAsAnswer,
  pinAnswer,
]
