/** Challenges: opening one, playing it, ending it, and what one answered. */

import {
  type ChatInputCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import {
  type Challenge,
  challengeHours,
  type Given,
  type Judged,
} from '../../src/trivia/challenge.ts'
import type { KeptChallenge } from '../../src/trivia/challenge-store.ts'
import type { Dealt } from '../../src/trivia/challenges/playing.ts'
import {
  challengeView,
  doneView,
  ownAnswersView,
  pauseView,
  turnView,
} from '../../src/views/challenge.ts'
import { relative } from '../../src/views/round.ts'
import type { View } from '../../src/views/view.ts'
import type { Parts } from '../parts.ts'
import { message, privately } from '../reply.ts'
import { idOf, presetNamed, settingsFrom, whisper } from './lobby.ts'
import { openTyped, typedIn } from './typed-form.ts'
import { isModerator, requireOwnRights } from './who.ts'

type Slash = InGuild<ChatInputCommandInteraction>
type Form = InGuild<ModalSubmitInteraction>

const hour = 3_600_000

export async function open(interaction: Slash, parts: Parts): Promise<void> {
  requireOwnRights(interaction)
  const { guildId: guild, channelId: channel, options, user } = interaction
  const preset = await presetNamed(parts, guild, options.getString('preset'))
  const settings = settingsFrom(interaction, preset)
  const lasts = (options.getInteger('hours') ?? challengeHours.usual) * hour
  const request = { guild, channel, host: user.id, settings, lasts }
  const challenge = await parts.challenges.open(request)
  try {
    const view = challengeView(challenge, { begun: 0, finished: 0 }, false, idOf)
    const shown = await interaction.reply({ ...message(view), withResponse: true })
    await parts.challenges.shown(challenge.id, shown.resource?.message?.id ?? '')
  } catch (error) {
    // Nobody has seen it; left open, it would keep the channel from having another.
    await parts.challenges.cancel(challenge)
    throw error
  }
}

export async function play(interaction: Slash, parts: Parts): Promise<void> {
  await goOn(interaction, parts, await challengeHere(interaction, parts))
}

async function challengeHere(
  { guildId, channelId }: Slash,
  { challenges }: Parts,
): Promise<KeptChallenge> {
  const challenge = await challenges.inChannel(guildId, channelId)
  if (challenge === undefined)
    throw new UserError(
      'There is no challenge in this channel. `/trivia challenge start` opens one.',
    )
  return challenge
}

export async function end(interaction: Slash, parts: Parts): Promise<void> {
  const challenge = await challengeHere(interaction, parts)
  if (challenge.host !== interaction.user.id && !isModerator(interaction))
    throw new UserError('Only who opened this challenge, or a moderator, can end it early.')
  await parts.challenges.end(challenge)
  await whisper(
    interaction,
    'It takes no new player any more. The board comes once every clock that runs has run out, in three minutes at most.',
  )
}

/** *Play*, and *Question 2* between two questions. */
export async function pressPlay(interaction: InGuild<Press>, parts: Parts, id: string) {
  await goOn(interaction, parts, await challengeOf(interaction, parts, id))
}

async function challengeOf(
  { guildId }: { guildId: string },
  { challenges }: Parts,
  id: string,
): Promise<KeptChallenge> {
  const challenge = await challenges.find(guildId, id)
  if (challenge === undefined) throw new UserError('I do not know that challenge any more.')
  return challenge
}

async function goOn(
  interaction: Slash | InGuild<Press>,
  { challenges }: Parts,
  challenge: KeptChallenge,
): Promise<void> {
  const { user, createdTimestamp } = interaction
  if (challenge.closed) throw new UserError(isOver)
  const dealt = await challenges.deal(challenge, user.id, createdTimestamp)
  await show(interaction, dealtView(dealt))
}

const isOver = 'That challenge is over. Its board stands in the channel.'

function dealtView(dealt: Dealt): View {
  const { challenge } = dealt
  if (dealt.kind === 'question') return turnView(challenge, dealt.turn, idOf)
  if (dealt.kind === 'done') return doneView(challenge, 'That was the last question.')
  const words = dealt.seen === 0 ? isOver : `Time is up: no more questions are asked. ${isOver}`
  return { content: words, embeds: [], components: [] }
}

/** Into the private message that was pressed on, or into a new one. */
async function show(interaction: Slash | InGuild<Press> | Form, view: View): Promise<void> {
  const isPrivate =
    !interaction.isChatInputCommand() &&
    (interaction.message?.flags.has(MessageFlags.Ephemeral) ?? false)
  if (isPrivate && interaction.isMessageComponent()) await interaction.update(message(view))
  else if (isPrivate && interaction.isModalSubmit() && interaction.isFromMessage())
    await interaction.update(message(view))
  else await interaction.reply(privately(view))
}

export async function pick(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  question = '',
  choice = '',
): Promise<void> {
  await take(interaction, parts, id, Number(question), {
    at: interaction.createdTimestamp,
    choice: /^\d$/.test(choice) ? Number(choice) : Number.NaN,
    said: '',
  })
}

/** Opens the form for a typed answer. */
export async function write(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  question = '',
): Promise<void> {
  const challenge = await challengeOf(interaction, parts, id)
  if (challenge.questions[Number(question)]?.style !== 'typed') throw new UserError(isGone)
  await openTyped(interaction, idOf('written', id, question), Number(question))
}

export async function written(interaction: Form, parts: Parts, id: string, question: string) {
  const at = interaction.createdTimestamp
  const said = typedIn(interaction)
  await take(interaction, parts, id, Number(question), { at, choice: -1, said })
}

const isGone = 'That question is not open for you. Press *Play* to go on.'

async function take(
  interaction: InGuild<Press> | Form,
  parts: Parts,
  id: string,
  question: number,
  given: Given,
): Promise<void> {
  const challenge = await challengeOf(interaction, parts, id)
  if (challenge.closed) throw new UserError(isOver)
  const judged = await parts.challenges.answer(challenge, interaction.user.id, question, given)
  if (judged === 'none') throw new UserError(isGone)
  await show(interaction, await judgedView(interaction, parts, challenge, question, judged))
}

const judgedWords: Readonly<Record<Exclude<Judged, 'none' | 'almost'>, string>> = {
  counts: 'Got it.',
  already: 'You have answered that question already; your first answer counts.',
  late: 'Your time for that question was over.',
}

async function judgedView(
  { user }: { user: { id: string } },
  { challenges }: Parts,
  challenge: Challenge,
  question: number,
  judged: Exclude<Judged, 'none'>,
): Promise<View> {
  const turns = await challenges.turns(challenge.id, user.id)
  const turn = turns.find((one) => one.question === question)
  if (judged === 'almost' && turn !== undefined)
    return turnView(challenge, turn, idOf, 'Almost! Check the spelling and type it again.')
  const words = judged === 'almost' ? '' : judgedWords[judged]
  return pauseView(challenge, turns.length, words, idOf)
}

/** *My answers* under a board. */
export async function mine(interaction: InGuild<Press>, parts: Parts, id: string): Promise<void> {
  const challenge = await challengeOf(interaction, parts, id)
  if (!challenge.closed)
    throw new UserError(
      `Answers are shown when the challenge is over, ${relative(challenge.closes)}.`,
    )
  const turns = await parts.challenges.turns(id, interaction.user.id)
  if (turns.length === 0) throw new UserError('You did not play this challenge.')
  await interaction.reply(privately(ownAnswersView(challenge, turns)))
}
