/** What a server decides about the bot: each setting, its default, and where it is kept. */

import { z } from 'zod'
import { inTime } from '../in-time.ts'

/** The settings as they are stored; every field may be missing and gets its default. */
export const settingsSchema = z.object({
  /** Whether answers are shown to the asker alone, unless they say otherwise. */
  private: z.boolean().default(false),
  /** Id of the role that may change answers besides Manage Messages; '' for none. */
  curators: z.string().default(''),
  /** Id of the channel that hears of every change; '' for none. */
  audit: z.string().default(''),
  /** Whether the answers that come with the bot are part of this server's. */
  shipped: z.boolean().default(true),
  /** IANA name of the zone whose calendar boards and plans follow. */
  zone: z.string().default('UTC'),
  /** Where moderators' pins go: into Discord's own lists, or on boards. */
  pins: z.enum(['native', 'board']).default('native'),
  /** Id of the channel in which all boards stand; '' for each in its own channel. */
  board: z.string().default(''),
  /** In which language moderators write here, as two letters of ISO 639-1. */
  language: z.enum(['en', 'sq', 'sr', 'ru', 'de', 'fr']).default('en'),
  /** How fast one person may ask. */
  cooldown: z.enum(['usual', 'slow', 'off']).default('usual'),
  /** How sure a direct answer must be. */
  strictness: z.enum(['lenient', 'balanced', 'strict']).default('balanced'),
})

export type GuildSettings = Readonly<z.infer<typeof settingsSchema>>
export type SettingName = keyof GuildSettings

/** What a server has that never changed anything. */
export const defaultSettings: GuildSettings = settingsSchema.parse({})

/** Where settings are kept. */
export interface SettingsStore {
  read(guild: string): Promise<GuildSettings>
  /** Keeps `change` over what is there, all at once; resolves with what holds now. */
  change(
    guild: string,
    change: Partial<GuildSettings>,
    by: string,
    at: number,
  ): Promise<GuildSettings>
}

export interface Settings {
  /** A guild's settings; from memory where they were read within the last `fresh` milliseconds. */
  of(guild: string): Promise<GuildSettings>
  change: SettingsStore['change']
}

/** What was read, and when it was last looked whether it holds. */
interface Kept {
  readonly settings: GuildSettings
  at: number
}

/** Most guilds whose settings are kept in memory. */
const mostKept = 5_000

/** How long a question waits for settings that are known from before, in milliseconds. */
const patience = 300

/**
 * Settings with a memory. `fresh` is how long what was read counts, in milliseconds: for ever where no other
 * process writes. What cannot be read again, or not soon, is used on; `now` is in milliseconds.
 */
export function createSettings(store: SettingsStore, now: () => number, fresh: number): Settings {
  const kept = new Map<string, Kept>()
  const keep = (guild: string, settings: GuildSettings) => {
    kept.delete(guild)
    kept.set(guild, { settings, at: now() })
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string)
    return settings
  }
  return {
    async of(guild) {
      const known = kept.get(guild)
      if (known === undefined) return keep(guild, await store.read(guild))
      if (now() - known.at <= fresh) return known.settings
      // Whoever asks meanwhile, or after this has failed, is not made to wait as well.
      known.at = now()
      const reading = store.read(guild).then(
        // What was changed here in the meantime is newer.
        (settings) => (kept.get(guild) === known ? keep(guild, settings) : settings),
        () => undefined,
      )
      return (await inTime(reading, patience)) ?? known.settings
    },
    async change(guild, change, by, at) {
      return keep(guild, await store.change(guild, change, by, at))
    },
  }
}
