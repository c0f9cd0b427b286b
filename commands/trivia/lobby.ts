/** Opening a game and leading it: start, join, stop, pause, resume, skip, play again. */

import type { ChatInputCommandInteraction } from 'discord.js'
import { MessageFlags } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { customId } from '../../src/discord/custom-id.ts'
import { UserError } from '../../src/errors.ts'
import { nobody, type Round } from '../../src/trivia/round.ts'
import { parseTopics, type Settings, settingsSchema } from '../../src/trivia/settings.ts'
import { lobbyView, teams } from '../../src/views/round.ts'
import type { Parts } from '../parts.ts'
import { message } from '../reply.ts'
import { findGame } from './games.ts'
import { joinedAt, leads, requireOwnRights } from './who.ts'

type Slash = InGuild<ChatInputCommandInteraction>

export const idOf = (...args: readonly string[]) => customId('trivia', ...args)

export async function start(interaction: Slash, parts: Parts): Promise<void> {
  const { options, guildId } = interaction
  const preset = await presetNamed(parts, guildId, options.getString('preset'))
  await openGame(interaction, parts, settingsFrom(interaction, preset))
}

/** The settings under a name; undefined without a name. Throws a UserError where there are none. */
export async function presetNamed(
  { records }: Parts,
  guild: string,
  wanted: string | null,
): Promise<Settings | undefined> {
  if (wanted === null) return undefined
  const presets = await records.presets(guild)
  const preset = presets.find(({ name }) => name === wanted.toLowerCase())
  if (preset === undefined)
    throw new UserError(`There is no preset "${wanted}". \`/trivia preset list\` shows them.`)
  return preset.settings
}

/** The settings of a command's options, over those of a preset. Throws a UserError that says what is wrong. */
export function settingsFrom({ options }: Slash, base?: Settings): Settings {
  const text = options.getString('topics')
  const topics = text === null ? undefined : parseTopics(text)
  if (text !== null && topics === undefined)
    throw new UserError(
      'Write up to 8 topics parted by commas, each with a weight from 1 to 10 if you like: `courts:2, history`.',
    )
  const wait = options.getBoolean('wait')
  const given = {
    topics,
    difficulty: options.getString('difficulty') ?? undefined,
    questions: options.getInteger('questions') ?? undefined,
    seconds: options.getInteger('seconds') ?? undefined,
    style: options.getString('style') ?? undefined,
    scoring: options.getString('scoring') ?? undefined,
    teams: options.getInteger('teams') ?? undefined,
    lives: options.getInteger('lives') ?? undefined,
    target: options.getInteger('target') ?? undefined,
    change: options.getBoolean('change') ?? undefined,
    early: wait === null ? undefined : !wait,
    lobby: options.getInteger('lobby') ?? undefined,
  }
  const set = Object.entries(given).filter(([, value]) => value !== undefined)
  return settingsSchema.parse({ ...base, ...Object.fromEntries(set) })
}

/** Opens a game and shows its lobby as the answer. */
async function openGame(
  interaction: Slash | InGuild<Press>,
  { host }: Parts,
  settings: Settings,
): Promise<void> {
  requireOwnRights(interaction)
  const round = await host.open({
    guild: interaction.guildId,
    channel: interaction.channelId,
    host: interaction.user.id,
    joined: joinedAt(interaction),
    settings,
  })
  const { id } = round.opening
  try {
    const shown = await interaction.reply({
      ...message(lobbyView(round, idOf)),
      withResponse: true,
    })
    const { message: lobby } = shown.resource ?? {}
    if (lobby) await host.lobbyShown(id, lobby.id, lobby.createdTimestamp)
  } catch (error) {
    // Nobody has seen this game; left open, it would keep the channel from having another.
    await host.report(id, { type: 'stop', at: host.now(), by: interaction.user.id })
    throw error
  }
}

const nothingHere = 'There is no game in this channel. `/trivia start` opens one.'

export function gameHere({ channelId, guildId }: Slash, { host }: Parts): Round {
  const round = host.inChannel(channelId)
  if (round === undefined || round.opening.guild !== guildId) throw new UserError(nothingHere)
  return round
}

type Order = 'stop' | 'pause' | 'resume' | 'skip'

const done: Readonly<Record<Order, string>> = {
  stop: '⏹️ The game was stopped.',
  pause: '⏸️ The game is paused. `/trivia resume` goes on.',
  resume: '▶️ The game goes on.',
  skip: '⏭️ Skipped.',
}

const refused: Readonly<Record<Order, string>> = {
  stop: nothingHere,
  pause: 'The game is paused already. `/trivia resume` goes on.',
  resume: 'The game is not paused.',
  skip: 'There is nothing to skip at this moment.',
}

/** Carries out what the host or a moderator says. */
export async function order(interaction: Slash, parts: Parts, type: Order): Promise<void> {
  const round = gameHere(interaction, parts)
  if (!leads(interaction, round)) {
    if (type === 'skip') return voteToSkip(interaction, parts, round)
    throw new UserError(
      round.opening.host === nobody
        ? 'Only a moderator can do that in a game that the server has planned.'
        : `Only <@${round.opening.host}>, who opened this game, or a moderator can do that.`,
    )
  }
  const at = parts.host.now()
  const answer = await parts.host.report(round.opening.id, { type, at, by: interaction.user.id })
  if (answer.kind === 'refused') throw new UserError(refused[type])
  if (answer.kind === 'unsaved') throw new UserError(unsavedOrder)
  const soon = '⏸️ The game will pause after this question.'
  await interaction.reply({ content: answer.kind === 'soon' ? soon : done[type] })
}

async function voteToSkip(interaction: Slash, { host }: Parts, round: Round): Promise<void> {
  const answer = await host.report(round.opening.id, {
    type: 'vote',
    at: host.now(),
    player: interaction.user.id,
  })
  if (answer.kind === 'unsaved') throw new UserError(unsavedOrder)
  if (answer.kind !== 'voted')
    throw new UserError('You can vote to skip while a question is open, once you have joined.')
  const { votes, needed } = answer
  const content =
    votes >= needed ? '⏭️ Skipped by vote.' : `⏭️ ${votes} of ${needed} votes to skip this question.`
  await interaction.reply({ content })
}

export async function join(
  interaction: InGuild<Press>,
  { host }: Parts,
  id: string,
  team?: string,
): Promise<void> {
  const answer = await host.report(id, {
    type: 'join',
    at: interaction.createdTimestamp,
    player: interaction.user.id,
    joined: joinedAt(interaction),
    ...(team === undefined ? {} : { team: Number(team) }),
  })
  const where = 'team' in answer && answer.team !== undefined ? answer.team : 0
  const playsIn = host.game(id)?.opening.settings.teams ? ` for ${teams[where]}` : ''
  const words: Readonly<Record<string, string>> = {
    joined: `You are in${playsIn}. The first question comes to this channel.`,
    in: `You are in already${playsIn}. Just answer when a question comes.`,
    out: 'This is an elimination game that has begun: watch this one, join the next.',
    over: gone,
    unsaved,
  }
  await whisper(interaction, words[answer.kind] ?? gone)
}

export async function leave(interaction: InGuild<Press>, { host }: Parts, id: string) {
  const answer = await host.report(id, {
    type: 'leave',
    at: interaction.createdTimestamp,
    player: interaction.user.id,
  })
  const left = answer.kind === 'left'
  const otherwise = answer.kind === 'unsaved' ? unsaved : gone
  await whisper(
    interaction,
    left ? 'You are out. Answering a question brings you back in.' : otherwise,
  )
}

export async function begin(interaction: InGuild<Press>, { host }: Parts, id: string) {
  const round = host.game(id)
  if (round === undefined) throw new UserError(gone)
  if (!leads(interaction, round))
    throw new UserError(
      `Only ${round.opening.host === nobody ? '' : `<@${round.opening.host}> or `}a moderator can start it early. It begins by itself.`,
    )
  const at = host.now()
  const answer = await host.report(id, { type: 'begin', at, by: interaction.user.id })
  if (answer.kind === 'done') await interaction.deferUpdate()
  else await whisper(interaction, answer.kind === 'unsaved' ? unsaved : gone)
}

export async function again(interaction: InGuild<Press>, parts: Parts, id: string) {
  const round = await findGame(parts, interaction.guildId, id)
  await openGame(interaction, parts, round.opening.settings)
}

export const gone = 'That game has moved on. Answer when the next question comes.'
export const unsaved = 'I could not save that in time. Press again.'
export const unsavedOrder =
  'I could not save that in time, so it may or may not hold. Look in a moment, and say it again if need be.'

export async function whisper(
  interaction: {
    reply(options: { content: string; flags: MessageFlags.Ephemeral }): Promise<unknown>
  },
  content: string,
): Promise<void> {
  await interaction.reply({ content, flags: MessageFlags.Ephemeral })
}
