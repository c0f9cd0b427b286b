/** /settings: what a server decides about the bot, for those who manage it. */

import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  type ChatInputCommandInteraction,
  type Guild,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js'
import type { Command, InGuild } from '../src/discord/command.ts'
import { UserError } from '../src/errors.ts'
import { defaultSettings, type GuildSettings, type SettingName } from '../src/guild/settings.ts'
import { zoneNamed, zonesLike } from '../src/guild/zone.ts'
import { limits } from '../src/views/limits.ts'
import { languageWords, settingsView, settingWords } from '../src/views/settings.ts'
import { bySubcommand } from './dispatch.ts'
import type { Parts } from './parts.ts'
import { privately } from './reply.ts'

type Slash = (interaction: InGuild<ChatInputCommandInteraction>, parts: Parts) => Promise<void>

const changeable: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.Boolean,
    name: 'private',
    description: 'Show answers to the asker alone, unless they say otherwise',
  },
  {
    type: ApplicationCommandOptionType.Role,
    name: 'curators',
    description: 'A role that may change answers, besides everybody with Manage Messages',
  },
  {
    type: ApplicationCommandOptionType.Channel,
    name: 'audit',
    description: 'The channel that hears of every change',
    channel_types: [ChannelType.GuildText],
  },
  {
    type: ApplicationCommandOptionType.Boolean,
    name: 'shipped',
    description: 'Whether the answers that come with the bot are part of this server’s',
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'pins',
    description: 'Where pinned answers go',
    choices: [
      { name: 'Discord’s own pins; a board where they are full', value: 'native' },
      { name: 'A board: one message that lists them by topic', value: 'board' },
    ],
  },
  {
    type: ApplicationCommandOptionType.Channel,
    name: 'board',
    description:
      'The channel in which all boards stand; each channel has its own, unless you choose',
    channel_types: [ChannelType.GuildText],
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'strictness',
    description: 'How sure the bot must be to answer without asking back',
    choices: [
      { name: 'Lenient: answers more, errs more', value: 'lenient' },
      { name: 'Balanced', value: 'balanced' },
      { name: 'Strict: asks back more often', value: 'strict' },
    ],
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'cooldown',
    description: 'How fast one person may ask; moderators always may',
    choices: [
      { name: 'Usual: five at once, then one every 3 seconds', value: 'usual' },
      { name: 'Slow: two at once, then one every 15 seconds', value: 'slow' },
      { name: 'None', value: 'off' },
    ],
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'language',
    description:
      'In which language new answers are written here, so that other forms of a word find them',
    choices: Object.entries(languageWords).map(([value, name]) => ({ name, value })),
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'time-zone',
    description: 'Whose clock the trivia boards and planned games follow, such as Europe/Paris',
    autocomplete: true,
    max_length: 60,
  },
]

export const settings: Command<Parts> = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'settings',
    description: 'What this server decides about the bot',
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: 'Show all settings',
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'change',
        description: 'Change one or more settings; they hold at once',
        options: changeable,
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'reset',
        description: 'Give a setting back its default',
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'setting',
            description: 'Which one',
            required: true,
            choices: Object.entries(settingWords).map(([value, name]) => ({ name, value })),
          },
        ],
      },
    ],
  },

  async run(interaction, parts) {
    if (!interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild))
      throw new UserError(
        'Only people with **Manage Server** may change my settings. Nothing was changed.',
      )
    await bySubcommand(interaction, subcommands)(interaction, parts)
  },

  async suggest({ options }) {
    const found = zonesLike(options.getFocused(), limits.choices)
    return found.map((zone) => ({ name: zone, value: zone }))
  },
}

const subcommands: Readonly<Record<string, Slash>> = {
  async show(interaction, parts) {
    const now = await parts.settings.of(interaction.guildId)
    await interaction.reply(privately(settingsView(now, await troubleWith(interaction, now))))
  },

  async change(interaction, parts) {
    const change = chosen(interaction)
    if (Object.keys(change).length === 0)
      throw new UserError(
        'Choose at least one setting to change, or use `/settings show` to see them.',
      )
    await keep(interaction, parts, change)
  },

  async reset(interaction, parts) {
    const name = interaction.options.getString('setting', true) as SettingName
    if (!Object.hasOwn(settingWords, name)) throw new UserError('There is no such setting.')
    await keep(interaction, parts, { [name]: defaultSettings[name] })
  },
}

/** What was filled in of `/settings change`. */
function chosen({ options }: ChatInputCommandInteraction): Partial<GuildSettings> {
  const given = {
    private: options.getBoolean('private'),
    curators: options.getRole('curators')?.id,
    audit: options.getChannel('audit')?.id,
    shipped: options.getBoolean('shipped'),
    pins: options.getString('pins'),
    board: options.getChannel('board')?.id,
    strictness: options.getString('strictness'),
    cooldown: options.getString('cooldown'),
    language: options.getString('language'),
    zone: zoneFrom(options.getString('time-zone')),
  }
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  )
}

/** Throws a UserError where there is no such time zone. */
function zoneFrom(typed: string | null): string | null {
  const zone = typed === null ? null : zoneNamed(typed)
  if (zone === undefined)
    throw new UserError(
      'I do not know that time zone. Choose one from the list, such as `Europe/Paris`. Nothing was changed.',
    )
  return zone
}

async function keep(
  interaction: InGuild<ChatInputCommandInteraction>,
  { settings, audit, plans, pins }: Parts,
  change: Partial<GuildSettings>,
): Promise<void> {
  const { guildId, user, createdTimestamp } = interaction
  if (change.curators === guildId)
    throw new UserError(
      '@everyone cannot be the curator role. Choose another. Nothing was changed.',
    )
  const before = await settings.of(guildId)
  const now = await settings.change(guildId, change, user.id, createdTimestamp)
  await interaction.reply(privately(settingsView(now, await troubleWith(interaction, now))))
  if (before.zone !== now.zone) await plans.rezone(guildId)
  if (before.board !== now.board) await pins.rebuild(guildId)
  const names = (Object.keys(change) as SettingName[]).filter((name) => before[name] !== now[name])
  if (names.length > 0)
    void audit(
      guildId,
      `<@${user.id}> changed the settings: ${names.map((name) => settingWords[name]).join(', ')}.`,
    )
}

/** What each channel of the settings is called, and what I need there. */
const channels = {
  audit: { name: 'audit channel', rights: ['ViewChannel', 'SendMessages'] },
  board: {
    name: 'board channel',
    rights: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'],
  },
} as const

/** Why I could not write where the settings have me write; undefined where I can. */
async function troubleWith(
  { guild }: ChatInputCommandInteraction,
  settings: GuildSettings,
): Promise<string | undefined> {
  if (guild === null) return undefined
  const troubles = (['audit', 'board'] as const).map((which) =>
    settings[which] === '' ? undefined : troubleIn(guild, settings[which], which),
  )
  return (await Promise.all(troubles)).find((trouble) => trouble !== undefined)
}

async function troubleIn(
  guild: Guild,
  id: string,
  which: keyof typeof channels,
): Promise<string | undefined> {
  const { name, rights } = channels[which]
  const channel = guild.channels.cache.get(id)
  if (channel === undefined)
    return `The ${name} is gone. Choose another with \`/settings change ${which}\`.`
  const me = guild.members.me ?? (await guild.members.fetchMe())
  const missing = channel.permissionsFor(me).missing(rights)
  if (missing.length === 0) return undefined
  const words = missing.map((right) => `**${right.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')}**`)
  return `I cannot write in <#${id}>: allow me ${words.join(', ')} there.`
}
