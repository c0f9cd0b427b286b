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
  /** A text, a chosen radio value, or whether a checkbox is ticked. */
  value?: string | boolean
  values?: string[]
}

/** A pinned message and when it was pinned (ISO). */
export interface PinView {
  pinned_at: string
  message: APIMessage
}

/** One line of the wire view. `violation` is set when the bot broke a rule of Discord's. */
export interface WireEntry {
  /** Rises by one an entry. */
  id: number
  /** Milliseconds since 1970, by Discord's clock. */
  at: number
  kind: 'request' | 'event' | 'frame'
  /** "POST /channels/1/messages", "INTERACTION_CREATE", "IDENTIFY". */
  title: string
  /** HTTP status of a request. */
  status?: number
  /** What was sent, and for requests what was answered, as far as it is small. */
  sent?: unknown
  answered?: unknown
  violation?: string
}

/** Something that goes wrong on purpose. */
export interface Fault {
  /** What it befalls: "POST /interactions/*", "PATCH *", an event's name, or "*"; `on` says which kind is meant. */
  on: 'request' | 'event'
  match: string
  /**
   * Requests: `error` answers with `status` and `code`, `ratelimit` with 429 for `ms` in `scope`, `hang` never
   * answers, `reset` cuts the connection, `delay` answers `ms` later. Events: `drop`, `duplicate`, `delay` by `ms`,
   * `reorder` (lets the next event pass first).
   */
  do: 'error' | 'ratelimit' | 'hang' | 'reset' | 'delay' | 'drop' | 'duplicate' | 'reorder'
  status?: number
  code?: number
  ms?: number
  scope?: 'user' | 'global' | 'shared'
  /** Requests: whether it happens before they take effect (the default) or after. */
  when?: 'before' | 'after'
  /** Probability, 1 when absent. */
  chance?: number
  /** How often at most; without end when absent. */
  times?: number
}

/**
 * `reconnect` is op 7, `invalidate` op 9 (resumable or not), `close` ends with a code, `cut` drops the socket,
 * `silence` stops acks and events until `speak`; `deaden` does so for the connections there are, which do not end either,
 * while new ones work; `refuse` lets nobody connect until `admit`.
 */
export type GatewayAct =
  | { do: 'reconnect' | 'cut' | 'silence' | 'speak' | 'deaden' | 'refuse' | 'admit' }
  | { do: 'invalidate'; resumable: boolean }
  | { do: 'close'; code: number }

/** A file handed over with an option or a field, whose `value` (or one of whose `values`) is this `id`. */
export interface FilledFile {
  id: string
  filename: string
  contentType: string
  base64: string
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
  /** A channel's pins, newest first: after asking for them, and whenever they change. */
  | { type: 'pins'; channelId: string; pins: PinView[] }
  /** The wire as it passes, oldest first; only to pages that asked to watch it. */
  | { type: 'wire'; entries: WireEntry[] }
  /** The faults in force: after asking, and whenever they change. */
  | { type: 'faults'; faults: Fault[] }

/** Page to playground: what a person does. `nonce` is made by the page and comes back with the answer. */
export type FromPage =
  | {
      type: 'slash'
      nonce: string
      channelId: string
      commandId: string
      options: FilledOption[]
      files?: FilledFile[]
    }
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
  | {
      type: 'submit'
      nonce: string
      customId: string
      fields: FilledField[]
      files?: FilledFile[]
    }
  | { type: 'say'; nonce: string; channelId: string; content: string; replyTo?: string }
  | { type: 'dismiss'; nonce: string; channelId: string; messageId: string }
  /** Asks for a channel's pins. */
  | { type: 'pins'; nonce: string; channelId: string }
  | { type: 'pin' | 'unpin'; nonce: string; channelId: string; messageId: string }
  /** Deletes one's own message, or as a moderator anybody's. */
  | { type: 'delete'; nonce: string; channelId: string; messageId: string }
  /** Opens a thread, on a message or by itself. It comes with the next `state`. */
  | { type: 'thread'; nonce: string; channelId: string; messageId?: string; name: string }
  /** Starts (with the latest entries) or stops the wire frames. */
  | { type: 'watch'; nonce: string; on: boolean }
  /** Asks for the faults in force. */
  | { type: 'faults'; nonce: string }
  /** Adds a fault. */
  | { type: 'fault'; nonce: string; fault: Fault }
  /** Takes all faults away. */
  | { type: 'calm'; nonce: string }
  /** Does something to the bots' gateway connections at once. */
  | { type: 'gateway'; nonce: string; act: GatewayAct }
