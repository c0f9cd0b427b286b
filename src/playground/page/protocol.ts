/** What the page and the playground say to each other over one WebSocket a person: JSON, one object a frame. */

import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIGuildMember,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
} from 'discord-api-types/v10'

/** A person one can act as. `title` is what they are in this guild: owner, moderator, member. */
export interface PersonView {
  id: string
  name: string
  title: string
  avatar: string
}

/** An option as the person filled it in: `value` is text, number, boolean or an id, by the option's type. */
export interface FilledOption {
  name: string
  type: number
  value?: string | number | boolean
  options?: FilledOption[]
}

/** One field of a sent modal. */
export interface FilledField {
  custom_id: string
  type: number
  value?: string
  values?: string[]
}

/** All that a page needs to draw itself from nothing; sent on connect and again after a big change. */
export interface StateFrame {
  type: 'state'
  me: PersonView
  people: PersonView[]
  guild: { id: string; name: string; roles: APIRole[]; members: APIGuildMember[] }
  channels: APIChannel[]
  /** By channel id, oldest first; the person's own ephemeral messages among them. */
  messages: Record<string, APIMessage[]>
  commands: APIApplicationCommand[]
  bot: { id: string; name: string; online: boolean }
}

/** Playground to page. `nonce` is that of the frame it answers. */
export type ToPage =
  | StateFrame
  | { type: 'bot'; online: boolean }
  | { type: 'commands'; commands: APIApplicationCommand[] }
  /** A message was made or changed; the same id replaces. Only what this person may see is sent. */
  | { type: 'message'; message: APIMessage }
  | { type: 'message-gone'; channelId: string; id: string }
  | { type: 'suggestions'; nonce: string; choices: APIApplicationCommandOptionChoice[] }
  | { type: 'modal'; nonce: string; modal: APIModalInteractionResponseCallbackData }
  /** The interaction was answered (or its component acknowledged): stop showing it as pending. */
  | { type: 'done'; nonce: string }
  /** Nobody answered in time, or the playground refused: a sentence for the person. */
  | { type: 'failed'; nonce: string; reason: string }

/** Page to playground: what a person does. `nonce` is made by the page and comes back with the answer. */
export type FromPage =
  | { type: 'slash'; nonce: string; channelId: string; commandId: string; options: FilledOption[] }
  | {
      type: 'suggest'
      nonce: string
      channelId: string
      commandId: string
      /** As typed so far; the option being typed is the one named by `focused` (dotted path for sub-commands). */
      options: FilledOption[]
      focused: string
    }
  | { type: 'menu'; nonce: string; channelId: string; commandId: string; targetId: string }
  | { type: 'press'; nonce: string; channelId: string; messageId: string; customId: string }
  | {
      type: 'select'
      nonce: string
      channelId: string
      messageId: string
      customId: string
      values: string[]
    }
  | { type: 'submit'; nonce: string; customId: string; fields: FilledField[] }
  | { type: 'say'; nonce: string; channelId: string; content: string; replyTo?: string }
  | { type: 'dismiss'; nonce: string; channelId: string; messageId: string }
