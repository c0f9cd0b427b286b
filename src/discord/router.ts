/** Finds who answers an interaction, and holds the one catch-all of the bot. */

import { type Interaction, MessageFlags, RESTJSONErrorCodes } from 'discord.js'
import { UserError } from '../errors.ts'
import type { Log } from '../log.ts'
import { createAdmission } from './admission.ts'
import { over } from './age.ts'
import type { AnyCommand, Command, InGuild, MessageCommand } from './command.ts'
import { parseCustomId } from './custom-id.ts'
import { createNewest, type IsNewest } from './newest.ts'

export interface RouterNeeds<Parts> {
  readonly commands: readonly AnyCommand<Parts>[]
  readonly parts: Parts
  readonly log: Log
  /** A short id that a person can read out and the log can find. */
  readonly newReference: () => string
  /** How old an interaction is, in milliseconds. */
  readonly ageOf: (interaction: Interaction) => number
  /** Hears how each interaction ended and how long that took, in milliseconds. */
  readonly onEnd?: (command: string, outcome: Outcome, ms: number) => void
}

/** Answered, refused as a person's mistake, failed as a bug of ours, or too late for Discord. */
export type Outcome = 'answered' | 'refused' | 'failed' | 'late'

/** Answers any interaction; the promise never rejects. */
export type Route = (interaction: Interaction) => Promise<void>

/** Makes the function that every interaction goes through. */
export function createRouter<Parts>(needs: RouterNeeds<Parts>): Route {
  const byName = byNameOf(needs.commands)
  const isNewest = createNewest()
  const admission = createAdmission()
  return async (interaction) => {
    const began = performance.now()
    const reference = needs.newReference()
    const command = nameOf(interaction)
    const end = (outcome: Outcome) => needs.onEnd?.(command, outcome, performance.now() - began)
    const log = needs.log.child({
      command,
      guild: interaction.guildId,
      user: interaction.user.id,
      ref: reference,
    })
    const isOptional = isRepeatable(interaction)
    if (
      isOptional &&
      !(await admission.enter(laneOf(interaction), () => needs.ageOf(interaction)))
    ) {
      log.debug('not begun: there is too much to do')
      return end('late')
    }
    try {
      await dispatch(interaction, byName, needs.parts, isNewest)
      log.debug('answered')
      end('answered')
    } catch (error) {
      const isLate =
        isTooLate(error) || (isUnanswered(interaction) && needs.ageOf(interaction) > over)
      end(isLate ? 'late' : outcomeOf(error))
      if (isLate) log.warn({ err: error }, 'answer came too late')
      else await explain(interaction, error, reference, log)
    } finally {
      if (isOptional) admission.leave()
    }
  }
}

/** By name; a slash command and one in a menu may have the same. */
interface Commands<Parts> {
  readonly slash: ReadonlyMap<string, Command<Parts>>
  readonly menu: ReadonlyMap<string, MessageCommand<Parts>>
}

function byNameOf<Parts>(commands: readonly AnyCommand<Parts>[]): Commands<Parts> {
  const slash = new Map<string, Command<Parts>>()
  const menu = new Map<string, MessageCommand<Parts>>()
  for (const command of commands)
    if ('runOn' in command) menu.set(command.data.name, command)
    else slash.set(command.data.name, command)
  return { slash, menu }
}

async function dispatch<Parts>(
  interaction: Interaction,
  { slash: commands, menu }: Commands<Parts>,
  parts: Parts,
  isNewest: IsNewest,
): Promise<void> {
  if (!isInGuild(interaction)) throw new UserError('I only work inside a server. Ask me there.')
  if (interaction.isAutocomplete()) {
    if (!(await isNewest(interaction.user.id, interaction.id))) return
    const choices = await commands.get(interaction.commandName)?.suggest?.(interaction, parts)
    await interaction.respond([...(choices ?? [])])
  } else if (interaction.isChatInputCommand()) {
    const command = commands.get(interaction.commandName)
    if (command === undefined) throw new UserError(gone)
    await command.run(interaction, parts)
  } else if (interaction.isMessageContextMenuCommand()) {
    const command = menu.get(interaction.commandName)
    if (command === undefined) throw new UserError(gone)
    await command.runOn(interaction, parts)
  } else if (interaction.isButton() || interaction.isStringSelectMenu()) {
    const id = parseCustomId(interaction.customId)
    const command = commands.get(id?.command ?? '')
    if (id === undefined || command?.press === undefined) throw new UserError(gone)
    await command.press(interaction, parts, id.args)
  } else if (interaction.isModalSubmit()) {
    const id = parseCustomId(interaction.customId)
    const command = commands.get(id?.command ?? '')
    if (id === undefined || command?.submit === undefined) throw new UserError(gone)
    await command.submit(interaction, parts, id.args)
  } else {
    throw new UserError(gone)
  }
}

const gone = 'That belongs to an older version of me and no longer works. Use the command again.'

/** Tells the person what went wrong, privately; logs what is not their mistake, once. */
async function explain(
  interaction: Interaction,
  error: unknown,
  reference: string,
  log: Log,
): Promise<void> {
  const mistake = error instanceof UserError
  if (!mistake) log.error({ err: error }, 'interaction failed')
  try {
    await sayPrivately(interaction, mistake ? error.message : apology(reference))
  } catch (second) {
    log.warn({ err: second }, 'could not say that it failed')
  }
}

function outcomeOf(error: unknown): Outcome {
  return error instanceof UserError ? 'refused' : 'failed'
}

function apology(reference: string): string {
  return `Sorry, something went wrong on my side. If it happens again, tell a moderator this reference: \`${reference}\``
}

async function sayPrivately(interaction: Interaction, content: string): Promise<void> {
  const message = { content, flags: MessageFlags.Ephemeral } as const
  if (interaction.isAutocomplete()) await interaction.respond([])
  else if (interaction.replied || interaction.deferred) await interaction.followUp(message)
  else await interaction.reply(message)
}

/** Whether whoever did it can simply do it again; a press on a question or a filled-in form is not thrown away. */
function isRepeatable(interaction: Interaction): boolean {
  return interaction.isAutocomplete() || interaction.isCommand()
}

/** A server; people outside of one each for themselves. */
function laneOf(interaction: Interaction): string {
  return interaction.guildId ?? interaction.user.id
}

function isUnanswered(interaction: Interaction): boolean {
  if (interaction.isAutocomplete()) return !interaction.responded
  return !interaction.replied && !interaction.deferred
}

/** Discord takes no answer any more: unknown (over 3 s) or answered before. Another try only adds to it. */
function isTooLate(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return (
    code === RESTJSONErrorCodes.UnknownInteraction ||
    code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
  )
}

function isInGuild<T extends Interaction>(interaction: T): interaction is InGuild<T> {
  return interaction.guildId !== null
}

function nameOf(interaction: Interaction): string {
  if (interaction.isCommand() || interaction.isAutocomplete()) return interaction.commandName
  return parseCustomId(interaction.customId)?.command ?? 'unknown'
}
