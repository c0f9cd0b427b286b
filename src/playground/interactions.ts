/** Interactions: opened by people, delivered to the bot, answered within Discord's deadlines. */

import { randomBytes } from 'node:crypto'
import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10'
import { actOf } from './acts.ts'
import type { Cancel } from './clock.ts'
import { memberWire, partialChannelWire } from './wire.ts'
import { type Channel, permissionsIn, type Stored, type World } from './world.ts'

/** The bot must answer within this many milliseconds. */
export const ANSWER_WITHIN = 3_000
/** After the answer, the token is good for this many milliseconds since the interaction began. */
export const TOKEN_LIVES = 15 * 60_000

/** Discord's interaction types. */
export const Kind = { Command: 2, Component: 3, Suggest: 4, Modal: 5 } as const

/** What came of an interaction, as its person sees it. */
export type Outcome =
  | { kind: 'message'; messageId: string }
  | { kind: 'updated'; messageId: string }
  | { kind: 'acknowledged' }
  | { kind: 'thinking' }
  | { kind: 'gone' }
  | { kind: 'modal'; modal: APIModalInteractionResponseCallbackData }
  | { kind: 'choices'; choices: APIApplicationCommandOptionChoice[] }
  | { kind: 'failed'; reason: string }

/** One interaction from opening to the death of its token. */
export interface Interaction {
  readonly id: string
  readonly token: string
  readonly type: number
  /** For commands: 1 slash, 2 user menu, 3 message menu. */
  readonly commandType: number | null
  readonly userId: string
  readonly channelId: string
  readonly guildId: string | null
  readonly createdAt: number
  /** The message whose component was used (also for a modal opened from it). */
  readonly sourceId: string | null
  /** `interaction_metadata` of messages made by it. */
  readonly metadata: object
  /** The old `interaction` field of messages made by a command. */
  readonly wire: object | null
  state: 'waiting' | 'answered' | 'expired'
  /** Callback type of the answer. */
  answerType: number | null
  originalId: string | null
  ephemeral: boolean
  /** Answered by a deferral whose edit is still to come. */
  thinking: boolean
  followups: string[]
  /** The first answer, and the last word: they differ only when the first was "thinking". */
  readonly responded: Promise<Outcome>
  readonly settled: Promise<Outcome>
  respond: (outcome: Outcome) => void
  settle: (outcome: Outcome) => void
  stopClock: Cancel
}

/** What opening an interaction takes. */
export interface Opening {
  type: number
  userId: string
  channel: Channel
  data: Record<string, unknown>
  /** The message whose component is used. */
  message?: Stored
  metadata?: Record<string, unknown>
  wire?: object
  locale?: string
}

/** Opens an interaction and delivers it; the bot's 3 seconds begin now. */
export function openInteraction(world: World, opening: Opening): Interaction {
  const interaction = record(world, opening)
  world.interactions.set(interaction.token, interaction)
  interaction.stopClock = world.clock.after(ANSWER_WITHIN, () => expire(interaction))
  world.history.act(actOf(world, opening, interaction.id))
  world.tell({
    t: 'INTERACTION_CREATE',
    d: payload(world, interaction, opening),
    intents: 0,
    guildId: interaction.guildId,
  })
  return interaction
}

function record(world: World, opening: Opening): Interaction {
  const { type, channel, userId } = opening
  const id = world.id()
  const responded = Promise.withResolvers<Outcome>()
  const settled = Promise.withResolvers<Outcome>()
  return {
    id,
    token: makeToken(id),
    type,
    commandType: type === Kind.Command ? Number(opening.data.type) : null,
    userId,
    channelId: channel.id,
    guildId: channel.guildId,
    createdAt: world.clock.now(),
    sourceId: opening.message?.data.id ?? null,
    metadata: {
      id,
      type,
      user: world.users.get(userId),
      authorizing_integration_owners: owners(channel),
      ...opening.metadata,
    },
    wire: opening.wire ? { id, type, user: world.users.get(userId), ...opening.wire } : null,
    state: 'waiting',
    answerType: null,
    originalId: null,
    ephemeral: false,
    thinking: false,
    followups: [],
    responded: responded.promise,
    settled: settled.promise,
    respond: responded.resolve,
    settle: settled.resolve,
    stopClock: () => {},
  }
}

/** Discord's tokens carry the interaction's id in front of the secret part. */
function makeToken(id: string): string {
  return Buffer.from(`interaction:${id}:${randomBytes(48).toString('base64url')}`).toString(
    'base64url',
  )
}

function owners(channel: Channel): Record<string, string> {
  return channel.guildId ? { '0': channel.guildId } : { '0': '0' }
}

/** The whole payload of INTERACTION_CREATE. */
function payload(world: World, interaction: Interaction, opening: Opening) {
  const { channel, data, message } = opening
  return {
    version: 1,
    id: interaction.id,
    application_id: world.bot.id,
    type: interaction.type,
    token: interaction.token,
    data,
    ...(message ? { message: messageFor(message, channel) } : {}),
    channel_id: channel.id,
    channel: partialChannelWire(world, channel, interaction.userId),
    ...whoAndWhere(world, interaction, channel),
    app_permissions: String(permissionsIn(world, channel, world.bot.id)),
    locale: opening.locale ?? 'en-US',
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: owners(channel),
    context: channel.guildId ? 0 : 1,
    attachment_size_limit: 10_485_760,
  }
}

function messageFor(message: Stored, channel: Channel): APIMessage | object {
  return channel.guildId ? { ...message.data, guild_id: channel.guildId } : message.data
}

function whoAndWhere(world: World, interaction: Interaction, channel: Channel) {
  const guild = world.guilds.get(interaction.guildId ?? '')
  const member = guild?.members.get(interaction.userId)
  if (!guild || !member) return { user: world.users.get(interaction.userId) }
  const permissions = String(permissionsIn(world, channel, interaction.userId))
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...memberWire(member), permissions },
  }
}

/** What the person reads when nobody answered in time. */
function failure(type: number): string {
  if (type === Kind.Component) return 'This interaction failed'
  if (type === Kind.Modal) return 'Something went wrong. Try again.'
  if (type === Kind.Suggest) return 'Loading options failed'
  return 'The application did not respond'
}

function expire(interaction: Interaction): void {
  if (interaction.state !== 'waiting') return
  interaction.state = 'expired'
  finish(interaction, { kind: 'failed', reason: failure(interaction.type) })
}

/** The last word: whoever waits for the first answer or for the end gets it. */
export function finish(interaction: Interaction, outcome: Outcome): void {
  interaction.thinking = false
  interaction.respond(outcome)
  interaction.settle(outcome)
}

/** Forgets interactions whose token died at least a minute ago; they are kept in the order they were opened. */
export function sweepInteractions(world: World): void {
  const oldest = world.clock.now() - TOKEN_LIVES - 60_000
  for (const [token, interaction] of world.interactions) {
    if (interaction.createdAt > oldest) break
    if (interaction.thinking)
      finish(interaction, { kind: 'failed', reason: failure(interaction.type) })
    world.interactions.delete(token)
  }
}
