/** What a bot may do with an interaction's token: answer once, edit that answer, follow up. */

import type {
  APIApplicationCommandOptionChoice,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10'
import { finish, type Interaction, Kind, TOKEN_LIVES } from './interactions.ts'
import {
  editMessage,
  Flag,
  type MessageBody,
  postMessage,
  removeMessage,
  type Upload,
} from './messages.ts'
import { invalidForm, refuse } from './refusal.ts'
import { channelOf, type Stored, type World } from './world.ts'

/** Discord's callback types. */
export const Callback = {
  Message: 4,
  Defer: 5,
  DeferUpdate: 6,
  Update: 7,
  Choices: 8,
  Modal: 9,
} as const

/** Types of the messages that answers make. */
const REPLY = 19
const SLASH_ANSWER = 20
const MENU_ANSWER = 23

/** The body of an answer; its shape was checked before it gets here. */
export interface Answer {
  type: number
  data?: MessageBody & {
    choices?: APIApplicationCommandOptionChoice[]
  } & Partial<APIModalInteractionResponseCallbackData>
}

/** The first answer. Throws 10062 when too late or unknown, 40060 when there was one, 50035 when of the wrong kind. */
export function answer(
  world: World,
  interaction: Interaction | undefined,
  body: Answer,
  files: Upload[],
): Stored | null {
  if (!interaction || interaction.state === 'expired') throw refuse('unknownInteraction')
  if (interaction.state === 'answered') throw refuse('alreadyAcknowledged')
  refuseWrongKind(interaction, body.type)
  const made = carryOut(world, interaction, body, files)
  interaction.state = 'answered'
  interaction.answerType = body.type
  interaction.stopClock()
  return made
}

function refuseWrongKind(interaction: Interaction, type: number): void {
  if (allowedAnswers(interaction).includes(type)) return
  throw invalidForm([
    {
      path: 'type',
      code: 'INTERACTION_CALLBACK_TYPE_INVALID',
      message: `Interaction type ${interaction.type} cannot be answered by callback type ${type}`,
    },
  ])
}

function allowedAnswers({ type, sourceId }: Interaction): number[] {
  if (type === Kind.Suggest) return [Callback.Choices]
  const common = [Callback.Message, Callback.Defer]
  const onMessage = sourceId ? [Callback.DeferUpdate, Callback.Update] : []
  return type === Kind.Modal ? [...common, ...onMessage] : [...common, ...onMessage, Callback.Modal]
}

function carryOut(
  world: World,
  interaction: Interaction,
  body: Answer,
  files: Upload[],
): Stored | null {
  const data = body.data ?? {}
  switch (body.type) {
    case Callback.Choices:
      finish(interaction, { kind: 'choices', choices: data.choices ?? [] })
      return null
    case Callback.Modal:
      finish(interaction, { kind: 'modal', modal: data as APIModalInteractionResponseCallbackData })
      return null
    case Callback.DeferUpdate:
      interaction.originalId = interaction.sourceId
      finish(interaction, { kind: 'acknowledged' })
      return null
    case Callback.Update:
      return update(world, interaction, data, files)
    default:
      return post(world, interaction, data, files, body.type === Callback.Defer)
  }
}

function update(
  world: World,
  interaction: Interaction,
  data: MessageBody,
  files: Upload[],
): Stored | null {
  const channel = channelOf(world, interaction.channelId)
  const source = channel.messages.get(interaction.sourceId ?? '')
  if (!source) throw refuse('unknownMessage')
  editMessage(world, channel, source, data, files, true)
  interaction.originalId = source.data.id
  finish(interaction, { kind: 'updated', messageId: source.data.id })
  return source
}

function post(
  world: World,
  interaction: Interaction,
  data: MessageBody,
  files: Upload[],
  deferred: boolean,
): Stored {
  interaction.ephemeral = Boolean((data.flags ?? 0) & Flag.Ephemeral)
  const made = postFor(world, interaction, data, files, deferred ? Flag.Loading : 0)
  interaction.originalId = made.data.id
  interaction.thinking = deferred
  if (deferred) interaction.respond({ kind: 'thinking' })
  else finish(interaction, { kind: 'message', messageId: made.data.id })
  return made
}

function postFor(
  world: World,
  interaction: Interaction,
  data: MessageBody,
  files: Upload[],
  extraFlags = 0,
  originalId?: string,
): Stored {
  const ephemeral = Boolean((data.flags ?? 0) & Flag.Ephemeral)
  const replyTo = originalId ?? interaction.sourceId
  return postMessage(
    world,
    {
      channel: channelOf(world, interaction.channelId),
      author: world.bot,
      type: replyTo ? REPLY : interaction.commandType === 1 ? SLASH_ANSWER : MENU_ANSWER,
      extraFlags,
      interaction: {
        metadata: originalId
          ? { ...interaction.metadata, original_response_message_id: originalId }
          : interaction.metadata,
        wire: interaction.wire,
      },
      ...(ephemeral ? { onlyFor: interaction.userId } : {}),
    },
    replyTo ? { ...data, message_reference: { message_id: replyTo } } : data,
    files,
  )
}

/** The live interaction of a token. Throws 50027 when the token is dead, 10015 when there is nothing behind it. */
export function byToken(world: World, token: string): Interaction {
  const interaction = world.interactions.get(token)
  if (!interaction) throw refuse(looksLikeToken(token) ? 'deadToken' : 'unknownWebhook')
  if (world.clock.now() - interaction.createdAt >= TOKEN_LIVES) throw refuse('deadToken')
  if (interaction.state !== 'answered') throw refuse('unknownWebhook')
  return interaction
}

function looksLikeToken(token: string): boolean {
  return Buffer.from(token, 'base64url').toString().startsWith('interaction:')
}

/** The message an interaction's owner may touch: its answer (`@original`) or one of its follow-ups. */
export function ownMessage(world: World, interaction: Interaction, id: string): Stored {
  const wanted = id === '@original' ? interaction.originalId : id
  const mine = wanted === interaction.originalId || interaction.followups.includes(wanted ?? '')
  const stored = channelOf(world, interaction.channelId).messages.get(wanted ?? '')
  if (!mine || !stored) throw refuse('unknownMessage')
  return stored
}

/** Edits an answer or a follow-up; ends "thinking". */
export function editOwn(
  world: World,
  interaction: Interaction,
  id: string,
  body: MessageBody,
  files: Upload[],
): Stored {
  const stored = ownMessage(world, interaction, id)
  editMessage(world, channelOf(world, interaction.channelId), stored, body, files, true)
  if (interaction.thinking && stored.data.id === interaction.originalId)
    finish(interaction, { kind: 'message', messageId: stored.data.id })
  return stored
}

/** Deletes an answer or a follow-up. */
export function deleteOwn(world: World, interaction: Interaction, id: string): void {
  const stored = ownMessage(world, interaction, id)
  removeMessage(world, channelOf(world, interaction.channelId), stored)
  if (interaction.thinking && stored.data.id === interaction.originalId)
    finish(interaction, { kind: 'gone' })
}

/** Sends a further message; straight after a deferral it takes the place of the awaited one, as on Discord. */
export function followUp(
  world: World,
  interaction: Interaction,
  body: MessageBody,
  files: Upload[],
): Stored {
  if (interaction.thinking) return editOwn(world, interaction, '@original', body, files)
  const made = postFor(world, interaction, body, files, 0, interaction.originalId ?? undefined)
  interaction.followups.push(made.data.id)
  return made
}
