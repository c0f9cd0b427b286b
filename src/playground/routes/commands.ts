/** Application commands, global and per guild. */

import type { APIApplicationCommand } from 'discord-api-types/v10'
import { refuse } from '../refusal.ts'
import { type Call, created, del, get, none, ok, patch, post, put, type Route } from '../route.ts'
import { announce, guildOf, type World } from '../world.ts'

type Definition = Partial<APIApplicationCommand> & { name: string }
type Shelf = Map<string, APIApplicationCommand>

/** How many commands of a type an application may have in one place: slash, user, message, entry point. */
const MOST: Record<number, number> = { 1: 100, 2: 15, 3: 15, 4: 1 }

const GLOBAL = '/applications/{application_id}/commands'
const GUILD = '/applications/{application_id}/guilds/{guild_id}/commands'

export const commandRoutes: Route[] = [GLOBAL, GUILD].flatMap((base) => [
  get(base, (call) => ok([...shelf(call).values()].map((one) => listed(call, one)))),
  put(base, (call: Call<Definition[]>) => ok(overwrite(call))),
  post(base, (call: Call<Definition>) => upsert(call)),
  get(`${base}/{command_id}`, (call) => ok(find(call))),
  patch(`${base}/{command_id}`, (call: Call<Partial<Definition>>) => ok(change(call))),
  del(`${base}/{command_id}`, (call) => remove(call)),
])

function shelf({ world, params }: Call): Shelf {
  if (params.application_id !== world.bot.id) throw refuse('unknownApplication')
  return params.guild_id ? guildOf(world, params.guild_id).commands : world.commands
}

/** Lists leave the localizations out unless asked for them. */
function listed({ query }: Call, command: APIApplicationCommand) {
  if (query.get('with_localizations') === 'true') return command
  const { name_localizations: _names, description_localizations: _texts, ...rest } = command
  return rest
}

function find(call: Call): APIApplicationCommand {
  const command = shelf(call).get(call.params.command_id ?? '')
  if (!command) throw refuse('unknownCommand')
  return command
}

function overwrite(call: Call<Definition[]>): APIApplicationCommand[] {
  const kept = shelf(call)
  const next = call.body.map((definition) => complete(call, definition, sameName(kept, definition)))
  refuseTooMany(next)
  kept.clear()
  for (const command of next) kept.set(command.id, command)
  changed(call)
  return next
}

function upsert(call: Call<Definition>) {
  const kept = shelf(call)
  const old = sameName(kept, call.body)
  const command = complete(call, call.body, old)
  refuseTooMany([...[...kept.values()].filter((one) => one !== old), command])
  kept.set(command.id, command)
  changed(call)
  return old ? ok(command) : created(command)
}

function change(call: Call<Partial<Definition>>): APIApplicationCommand {
  const old = find(call)
  const command = complete(call, { ...old, ...call.body }, old)
  shelf(call).set(command.id, command)
  changed(call)
  return command
}

function remove(call: Call) {
  shelf(call).delete(find(call).id)
  changed(call)
  return none
}

function changed({ world, params }: Call): void {
  announce(world, { type: 'commands', guildId: params.guild_id ?? null })
}

function sameName(kept: Shelf, definition: Definition): APIApplicationCommand | undefined {
  const type = definition.type ?? 1
  return [...kept.values()].find((one) => one.name === definition.name && one.type === type)
}

function refuseTooMany(commands: APIApplicationCommand[]): void {
  const counts = new Map<number, number>()
  for (const { type } of commands) counts.set(type, (counts.get(type) ?? 0) + 1)
  for (const [type, count] of counts) if (count > (MOST[type] ?? 0)) throw refuse('tooManyCommands')
}

/** A definition as Discord keeps it: with id, version and all defaults. */
function complete(
  call: Call,
  given: Definition,
  old?: APIApplicationCommand,
): APIApplicationCommand {
  const { world, params } = call
  const type = given.type ?? 1
  return {
    ...given,
    id: old?.id ?? world.id(),
    application_id: world.bot.id,
    version: world.id(),
    type,
    description: given.description ?? '',
    default_member_permissions: bits(given.default_member_permissions),
    nsfw: given.nsfw ?? false,
    ...(params.guild_id
      ? { guild_id: params.guild_id }
      : { contexts: given.contexts ?? null, integration_types: given.integration_types ?? [0] }),
    ...(given.options ? { options: given.options.map(withDefaults) } : {}),
  } as APIApplicationCommand
}

function bits(value: string | number | null | undefined): string | null {
  return value == null ? null : String(value)
}

function withDefaults<Option>(option: Option): Option {
  const { options, ...rest } = option as { options?: unknown[] }
  return { ...rest, ...(options ? { options: options.map(withDefaults) } : {}) } as Option
}

/** All commands of an application, for pages. */
export function allCommands(world: World): APIApplicationCommand[] {
  const perGuild = [...world.guilds.values()].flatMap((guild) => [...guild.commands.values()])
  return [...world.commands.values(), ...perGuild]
}
