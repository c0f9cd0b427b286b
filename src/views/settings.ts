/** How a server's settings look. */

import type { GuildSettings, SettingName } from '../guild/settings.ts'
import { colours, type View } from './view.ts'

/** Each setting by the words people read. */
export const settingWords: Readonly<Record<SettingName, string>> = {
  private: 'Private by default',
  curators: 'Curator role',
  audit: 'Audit channel',
  shipped: 'Answers that come with me',
  pins: 'Pins',
  board: 'Board channel',
  strictness: 'Strictness',
  cooldown: 'Cooldown',
  language: 'Language of new answers',
  zone: 'Time zone',
}

const strictnessWords: Readonly<Record<GuildSettings['strictness'], string>> = {
  lenient: 'Lenient: I answer more, and err more often',
  balanced: 'Balanced',
  strict: 'Strict: I ask back more often',
}

const cooldownWords: Readonly<Record<GuildSettings['cooldown'], string>> = {
  usual: 'Five questions at once, then one every 3 seconds',
  slow: 'Two questions at once, then one every 15 seconds',
  off: 'None',
}

/** What the languages of answers are called. */
export const languageWords: Readonly<Record<GuildSettings['language'], string>> = {
  en: 'English',
  sq: 'Albanian',
  sr: 'Serbian',
  ru: 'Russian',
  de: 'German',
  fr: 'French',
}

/** All settings, and what stands in the way of one. */
export function settingsView(settings: GuildSettings, trouble?: string): View {
  const values: Readonly<Record<SettingName, string>> = {
    private: settings.private ? 'Answers are for the asker alone' : 'Answers are for everybody',
    curators:
      settings.curators === '' ? 'None; Manage Messages suffices' : `<@&${settings.curators}>`,
    audit: settings.audit === '' ? 'None' : `<#${settings.audit}>`,
    shipped: settings.shipped ? 'Part of this server’s' : 'Left out',
    pins:
      settings.pins === 'native' ? 'Discord’s own; on a board where those are full' : 'On a board',
    board: settings.board === '' ? 'Each channel has its own' : `<#${settings.board}>`,
    strictness: strictnessWords[settings.strictness],
    cooldown: cooldownWords[settings.cooldown],
    language: languageWords[settings.language],
    zone: settings.zone,
  }
  const lines = (Object.keys(settingWords) as SettingName[]).map(
    (name) => `**${settingWords[name]}**\n${values[name]}`,
  )
  const warning = trouble === undefined ? [] : [`⚠️ ${trouble}`]
  const embed = {
    title: 'Settings of this server',
    description: [...lines, ...warning].join('\n\n'),
    color: trouble === undefined ? colours.answer : colours.contested,
    footer: { text: 'Change them with /settings change' },
  }
  return { content: '', embeds: [embed], components: [] }
}
