/** Looking at games: status, boards, records, and the proofs that all was fair. */

import { AttachmentBuilder, type ChatInputCommandInteraction, MessageFlags } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { customId } from '../../src/discord/custom-id.ts'
import { UserError } from '../../src/errors.ts'
import { fairnessCode } from '../../src/trivia/draw.ts'
import { audit, explain, verify } from '../../src/trivia/explain.ts'
import type { Round } from '../../src/trivia/round.ts'
import { standings } from '../../src/trivia/standings.ts'
import { answerView } from '../../src/views/answer.ts'
import { relative, rightAnswer } from '../../src/views/round.ts'
import {
  auditText,
  boardView,
  explainView,
  gamesView,
  missedView,
  profileView,
  verifyView,
} from '../../src/views/scores.ts'
import type { Parts } from '../parts.ts'
import { message, privately } from '../reply.ts'
import { challengeNamed, explainTurns, verifyTurns } from './challenge-proof.ts'
import { findGame, gameNamed } from './games.ts'
import { gameHere, idOf } from './lobby.ts'
import { requireModerator } from './who.ts'

type Slash = InGuild<ChatInputCommandInteraction>

export async function status(interaction: Slash, parts: Parts): Promise<void> {
  const round = gameHere(interaction, parts)
  const lines = standings(round)
    .filter(({ answered }) => answered > 0)
    .slice(0, 10)
    .map(({ rank, player, points }) => `**${rank}.** <@${player}> · ${points}`)
  const asked = `${round.settled.length} of ${round.opening.questions.length} questions asked`
  const content = [`${phaseWords(round)} ${asked}.`, ...lines].join('\n')
  await interaction.reply({ content, flags: MessageFlags.Ephemeral })
}

function phaseWords({ phase }: Round): string {
  switch (phase.name) {
    case 'lobby':
      return `The game begins ${relative(phase.startsAt)}.`
    case 'open':
      return `A question is open until ${relative(phase.closes)}.`
    case 'paused':
      return `The game is paused; it ends by itself ${relative(phase.until)}.`
    case 'over':
      return 'The game is over.'
    default:
      return 'The next question comes in a moment.'
  }
}

export async function last(interaction: Slash, parts: Parts): Promise<void> {
  const round = await gameNamed(parts, interaction.guildId, null)
  await interaction.reply(message(boardView(round, parts.rules(interaction.guildId), idOf)))
}

export async function history(interaction: Slash, { records }: Parts): Promise<void> {
  const games = await records.games(interaction.guildId, 10)
  await interaction.reply(privately(gamesView(games)))
}

export async function profile(interaction: Slash, { records }: Parts): Promise<void> {
  const player = interaction.options.getUser('player')?.id ?? interaction.user.id
  const guild = interaction.guildId
  const [line, rating, hidden] = await Promise.all([
    records.profile(guild, player),
    records.rating(guild, 'player', player),
    records.isHidden(guild, player),
  ])
  if (hidden && player !== interaction.user.id)
    throw new UserError('That player keeps their record to themselves.')
  await interaction.reply(privately(profileView(player, line, rating, hidden)))
}

export async function hide(interaction: Slash, { records }: Parts): Promise<void> {
  const { guildId, user } = interaction
  const hidden = !(await records.isHidden(guildId, user.id))
  await records.setHidden(guildId, user.id, hidden)
  const content = hidden
    ? 'You are off the boards of this server. Your games are still kept: `/trivia hide` brings you back.'
    : 'You are back on the boards of this server.'
  await interaction.reply({ content, flags: MessageFlags.Ephemeral })
}

export async function explainPoints(interaction: Slash, parts: Parts): Promise<void> {
  const challenge = await challengeNamed(interaction, parts)
  if (challenge !== undefined) return explainTurns(interaction, parts, challenge)
  const here = parts.host.inChannel(interaction.channelId)
  const named = interaction.options.getString('game')
  const round =
    named === null && here?.opening.guild === interaction.guildId
      ? here
      : await gameNamed(parts, interaction.guildId, named)
  const lines = explain(round, interaction.user.id)
  await interaction.reply(privately(explainView(lines, `Game ${round.opening.id}`)))
}

export async function verifyGame(interaction: Slash, parts: Parts): Promise<void> {
  const challenge = await challengeNamed(interaction, parts)
  if (challenge !== undefined) return verifyTurns(interaction, parts, challenge)
  const { guildId } = interaction
  const round = await gameNamed(parts, guildId, interaction.options.getString('game'))
  if (round.phase.name !== 'over')
    throw new UserError('That game is not over: its seed is secret until then.')
  const { id, seed, questions } = round.opening
  const logged = await parts.records.game(guildId, id)
  if (logged === undefined) throw new UserError('That game is not kept any more.')
  const points = await parts.records.points(id)
  const result = verify(logged, fairnessCode(seed, questions), points)
  await interaction.reply(privately(verifyView(round, result)))
}

export async function auditGame(interaction: Slash, parts: Parts): Promise<void> {
  requireModerator(interaction, 'audit a game')
  const { guildId } = interaction
  const round = await gameNamed(parts, guildId, interaction.options.getString('game'))
  if (round.phase.name !== 'over')
    throw new UserError('That game is not over: what was pressed is secret until then.')
  const { id } = round.opening
  const logged = await parts.records.game(guildId, id)
  if (logged === undefined) throw new UserError('That game is not kept any more.')
  const lines = audit(logged)
  const file = new AttachmentBuilder(Buffer.from(auditText(lines)), { name: `game-${id}.tsv` })
  await interaction.reply({
    content: `Every press of game \`${id}\` (${lines.length}), with Discord’s time, mine, and the rule that decided it.`,
    files: [file],
    flags: MessageFlags.Ephemeral,
  })
}

/** *My points* under a reveal. */
export async function myPoints(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  question: string,
): Promise<void> {
  const round = await findGame(parts, interaction.guildId, id)
  const lines = explain(round, interaction.user.id)
  const line = lines.find((one) => one.question === Number(question))
  if (line === undefined) throw new UserError('That question has not been counted yet.')
  const total = lines.reduce((sum, { points }) => sum + points, 0)
  const content = `**${line.points} points.** ${line.why}\nAltogether ${total}.`
  await interaction.reply({ content, flags: MessageFlags.Ephemeral })
}

/** *Read more* under a reveal: the entry behind the question. */
export async function readMore(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  question: string,
): Promise<void> {
  const round = await findGame(parts, interaction.guildId, id)
  const settled = round.settled.some((one) => one.question === Number(question))
  const asked = round.opening.questions[Number(question)]
  if (!settled || asked === undefined) throw new UserError('That question is still open.')
  const { guildId } = interaction
  if (parts.host.withheld(guildId).has(asked.item.entry))
    throw new UserError('Another question rests on this answer just now. Read it after that one.')
  const entry = await parts.library.entry(guildId, asked.item.entry)
  if (entry === undefined)
    throw new UserError(`There is no longer answer to this: ${rightAnswer(asked)}.`)
  const related = await parts.library.related(guildId, entry)
  await interaction.reply(privately(answerView(entry, related, customId('ask', 'related'))))
}

/** *Review what I missed* under a board. */
export async function missed(interaction: InGuild<Press>, parts: Parts, id: string): Promise<void> {
  const round = await findGame(parts, interaction.guildId, id)
  if (round.phase.name !== 'over') throw new UserError('That game is not over yet.')
  await interaction.reply(privately(missedView(round, interaction.user.id)))
}
