/** Options of /trivia preset. */

import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { subcommand } from '../../subcommand.ts'
import { settingOptions } from './settings.ts'

const presetName = (autocomplete: boolean): APIApplicationCommandBasicOption => ({
  type: Type.String,
  name: 'name',
  description: 'What the preset is called',
  required: true,
  max_length: 40,
  ...(autocomplete ? { autocomplete } : {}),
})

export const preset: APIApplicationCommandSubcommandGroupOption = {
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
}
