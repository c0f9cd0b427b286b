/** Parts that options of /trivia are made of. */

import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js'

export const choices = (...values: readonly (readonly [value: string, name: string])[]) =>
  values.map(([value, name]) => ({ name, value }))

export const range = ({ least, most }: { least: number; most: number }) => ({
  min_value: least,
  max_value: most,
})

export const presetOption: APIApplicationCommandBasicOption = {
  type: Type.String,
  name: 'preset',
  description: 'Settings that this server has saved; what you choose beside it comes first',
  autocomplete: true,
  max_length: 40,
}

export const gameOption: APIApplicationCommandBasicOption = {
  type: Type.String,
  name: 'game',
  description: 'The latest one here, unless you choose',
  autocomplete: true,
  max_length: 40,
}

/** How hard one question is. */
export const difficulty: APIApplicationCommandBasicOption = {
  type: Type.String,
  name: 'difficulty',
  description: 'Medium, unless you choose',
  choices: choices(['easy', 'Easy'], ['medium', 'Medium'], ['hard', 'Hard']),
}
