/** Tells Discord which commands there are: one bulk PUT, and only when something changed. */

import { isDeepStrictEqual } from 'node:util'
import type { REST } from '@discordjs/rest'
import { type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js'

export interface Registration {
  readonly rest: REST
  readonly applicationId: string
  /** Register in this guild only instead of everywhere. */
  readonly guildId?: string | undefined
  readonly commands: readonly RESTPostAPIApplicationCommandsJSONBody[]
}

/**
 * Makes Discord's list of commands equal to ours. Returns whether anything was sent: new names count
 * against a daily limit of 200, so an unchanged list is left alone.
 */
export async function registerCommands(registration: Registration): Promise<boolean> {
  const { rest, applicationId, guildId, commands } = registration
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId)
  const query = new URLSearchParams({ with_localizations: 'true' })
  if (sameCommands(commands, await rest.get(route, { query }))) return false
  await rest.put(route, { body: commands })
  return true
}

/** Whether Discord's answer holds just these commands; its own additions and defaults do not count. */
export function sameCommands(ours: readonly unknown[], theirs: unknown): boolean {
  if (!Array.isArray(theirs)) return false
  return isDeepStrictEqual(byName(ours.map(canonicalCommand)), byName(theirs.map(canonicalCommand)))
}

/** Fields that Discord adds to a command and that nobody sends. */
const serverMade = new Set(['id', 'application_id', 'version', 'guild_id'])

/** What Discord fills in where a field is left out. */
const defaults: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['nsfw', false],
  ['required', false],
  ['autocomplete', false],
  ['dm_permission', true],
  ['default_permission', true],
  ['description', ''],
  ['integration_types', [0]],
])

function canonicalCommand(command: unknown): unknown {
  if (typeof command !== 'object' || command === null) return command
  const sent = Object.entries(command).filter(([key]) => !serverMade.has(key))
  return canonical({ type: 1, ...Object.fromEntries(sent) })
}

/** `value` with keys in order and without those that mean nothing: absent, null, empty or default. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const meaningful = Object.entries(value)
    .filter(([key, field]) => !meansNothing(key, field))
    .map(([key, field]): [string, unknown] => [key, canonical(field)])
  return Object.fromEntries(meaningful.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function meansNothing(key: string, field: unknown): boolean {
  if (field === undefined || field === null) return true
  if (Array.isArray(field) && field.length === 0) return true
  return defaults.has(key) && isDeepStrictEqual(defaults.get(key), field)
}

function byName(commands: readonly unknown[]): unknown[] {
  const key = (command: unknown) => {
    const { type, name } = command as { type?: number; name?: string }
    return `${type} ${name}`
  }
  return [...commands].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
