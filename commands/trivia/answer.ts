/** Answering a question: by button, by form, by `/trivia answer`; and saying how sure one is. */

import {
  ButtonStyle,
  type ChatInputCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import type { Answer } from '../../src/trivia/host/committing.ts'
import type { Host } from '../../src/trivia/host.ts'
import type { Round } from '../../src/trivia/round.ts'
import type { Sureness } from '../../src/trivia/scoring.ts'
import { button, letters, row } from '../../src/views/round.ts'
import type { Parts } from '../parts.ts'
import { gone, idOf, unsaved } from './lobby.ts'
import { openTyped, typedIn } from './typed-form.ts'
import { joinedAt } from './who.ts'

type Answering =
  | InGuild<Press>
  | InGuild<ModalSubmitInteraction>
  | InGuild<ChatInputCommandInteraction>

/** A press of an answer's button. */
export async function answer(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  question: string,
  choice: string,
): Promise<void> {
  const number = Number(choice)
  const asked = parts.host.game(id)?.opening.questions[Number(question)]
  // Any client may send any id: an option that was never shown is no answer.
  if (asked !== undefined && asked.options[number] === undefined) throw new UserError(gone)
  await take(interaction, parts, id, Number(question), number)
}

/** Opens the form for a typed answer. */
export async function openForm(
  interaction: InGuild<Press>,
  { host }: Parts,
  id: string,
  question: string,
): Promise<void> {
  tellSeen(interaction, host, id, Number(question))
  const round = host.game(id)
  const phase = round?.phase
  if (phase?.name !== 'open' || String(phase.question) !== question) throw new UserError(gone)
  await openTyped(interaction, idOf('typed', id, question), Number(question))
}

export async function typedInForm(
  interaction: InGuild<ModalSubmitInteraction>,
  parts: Parts,
  id: string,
  question: string,
): Promise<void> {
  await take(interaction, parts, id, Number(question), -1, typedIn(interaction))
}

/** `/trivia answer`: for the typed question that is open in this channel. */
export async function typedByCommand(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  const round = parts.host.inChannel(interaction.channelId)
  const phase = round?.phase
  const asked = phase?.name === 'open' ? round?.opening.questions[phase.question] : undefined
  if (round === undefined || phase?.name !== 'open')
    throw new UserError('No question is open in this channel.')
  if (asked?.style !== 'typed')
    throw new UserError('This question is answered with the buttons under it.')
  const text = interaction.options.getString('text', true)
  await take(interaction, parts, round.opening.id, phase.question, -1, text)
}

async function take(
  interaction: Answering,
  { host }: Parts,
  id: string,
  question: number,
  choice: number,
  text?: string,
): Promise<void> {
  tellSeen(interaction, host, id, question)
  const round = host.game(id)
  const { opening } = round ?? {}
  if (opening !== undefined && opening.channel !== interaction.channelId) throw new UserError(gone)
  if (opening !== undefined && (choice === -1) !== (opening.questions[question]?.style === 'typed'))
    throw new UserError(gone)
  const verdict = await host.report(id, {
    type: 'press',
    id: interaction.id,
    at: interaction.createdTimestamp,
    received: host.now(),
    player: interaction.user.id,
    joined: joinedAt(interaction),
    question,
    choice,
    ...(text === undefined ? {} : { text: text.slice(0, 100) }),
  })
  const content = words(round, question, verdict)
  const asksSure = verdict.kind === 'taken' && opening?.settings.scoring === 'confidence'
  const components = asksSure ? [sureButtons(id, question)] : []
  await interaction.reply({ content, components, flags: MessageFlags.Ephemeral })
}

/** Whoever presses on a message has it before them: Discord's word that it stands may come later, or never. */
function tellSeen(interaction: Answering, host: Host, id: string, question: number): void {
  const message = 'message' in interaction ? interaction.message : null
  if (message === null || host.game(id)?.opening.channel !== interaction.channelId) return
  host.seen(id, { question, message: message.id, at: message.createdTimestamp })
}

function words(round: Round | undefined, question: number, verdict: Answer): string {
  switch (verdict.kind) {
    case 'taken':
      return `Got it: **${said(round, question, verdict)}**.${hint(round)}`
    case 'already':
      return `You have answered already: **${said(round, question, verdict)}**.`
    case 'almost':
      return 'Almost! Check the spelling and type it again.'
    case 'late':
      return 'Too late for this question. The next one comes soon.'
    case 'out':
      return 'You are out of this game: it is an elimination. Join the next one!'
    case 'unsaved':
      return unsaved
    case 'over':
      return 'That game is over. `/trivia start` opens a new one.'
    default:
      return gone
  }
}

function hint(round: Round | undefined): string {
  const settings = round?.opening.settings
  if (settings?.scoring === 'confidence')
    return ' That counts as *likely*, unless you say otherwise:'
  return settings?.change ? ' You may still change it.' : ''
}

function said(
  round: Round | undefined,
  question: number,
  { choice, text }: { choice: number; text?: string },
): string {
  const option = round?.opening.questions[question]?.options[choice]
  if (text !== undefined) return text.replace(/[*_~`|\\<>[\]]/g, '\\$&')
  return `${letters[choice]}  ${option}`
}

const sureWords: Readonly<Record<Sureness, string>> = {
  sure: 'Sure',
  likely: 'Likely',
  guess: 'A guess',
}

function sureButtons(id: string, question: number) {
  return row(
    ...(Object.keys(sureWords) as Sureness[]).map((sure) =>
      button(sureWords[sure], ButtonStyle.Secondary, idOf('sure', id, String(question), sure)),
    ),
  )
}

/** A press on how sure one is. */
export async function beSure(
  interaction: InGuild<Press>,
  { host }: Parts,
  id: string,
  question: string,
  said: string,
): Promise<void> {
  if (!(said in sureWords)) throw new UserError(gone)
  const sure = said as Sureness
  const verdict = await host.report(id, {
    type: 'sure',
    id: interaction.id,
    at: interaction.createdTimestamp,
    player: interaction.user.id,
    question: Number(question),
    sure,
  })
  const taken = verdict.kind === 'sure'
  if (verdict.kind === 'unsaved') throw new UserError(unsaved)
  const content = taken ? `Noted: *${sureWords[sure].toLowerCase()}*.` : 'Too late to change that.'
  if (taken) await interaction.update({ content, components: [sureButtons(id, Number(question))] })
  else await interaction.update({ content, components: [] })
}
