/** What the page knows, and how each frame from the playground changes it: values in, values out. */

import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10'
import type { Fault, PinView, StateFrame, ToPage, WireEntry } from './protocol.ts'

/** Something a person did that has no answer yet, or was refused. */
export interface Pending {
  nonce: string
  kind: 'slash' | 'menu' | 'press' | 'select' | 'submit' | 'say' | 'dismiss'
  channelId: string
  /** "/ask", "Pin answer": what to call it. */
  label: string
  /** Pressed or chosen in this message, by this component. */
  messageId?: string
  customId?: string
  /** When it was done, in ms. */
  at: number
  /** Why it failed; absent while waiting. */
  reason?: string
}

/** Choices for one option; `busy` while newer ones are on their way. */
export interface Suggestions {
  nonce: string
  option?: string
  choices: APIApplicationCommandOptionChoice[]
  busy?: boolean
  reason?: string
}

export interface State {
  /** Null until the playground has told. */
  world: StateFrame | null
  connection: 'connecting' | 'open' | 'lost'
  channelId: string | null
  /** Channels with something unseen. */
  unread: ReadonlySet<string>
  pending: readonly Pending[]
  modal: { nonce: string; modal: APIModalInteractionResponseCallbackData } | null
  suggestions: Suggestions | null
  /** Pinned messages by channel, newest first; absent until asked for. */
  pins: Readonly<Record<string, PinView[]>>
  /** What passed between the application and the playground, oldest first. */
  wire: readonly WireEntry[]
  faults: readonly Fault[]
}

/** So many lines of the wire are kept. */
const wireKept = 500

export const emptyState: State = {
  world: null,
  connection: 'connecting',
  channelId: null,
  unread: new Set(),
  pending: [],
  modal: null,
  suggestions: null,
  pins: {},
  wire: [],
  faults: [],
}

/** Ids count upwards in time, and longer ones are later. */
export function byId(one: { id: string }, other: { id: string }): number {
  return one.id.length - other.id.length || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
}

function withMessage(list: readonly APIMessage[], message: APIMessage): APIMessage[] {
  const at = list.findIndex(({ id }) => id === message.id)
  if (at >= 0) return list.with(at, message)
  const last = list.at(-1)
  return !last || byId(last, message) < 0 ? [...list, message] : [...list, message].sort(byId)
}

function changeMessages(
  world: StateFrame,
  channelId: string,
  change: (list: readonly APIMessage[]) => APIMessage[],
): StateFrame {
  const list = change(world.messages[channelId] ?? [])
  return { ...world, messages: { ...world.messages, [channelId]: list } }
}

function receiveMessage(state: State, message: APIMessage): State {
  if (!state.world) return state
  const channelId = message.channel_id
  const known = state.world.messages[channelId]?.some(({ id }) => id === message.id)
  const seen = known || channelId === state.channelId || message.author.id === state.world.me.id
  return {
    ...state,
    world: changeMessages(state.world, channelId, (list) => withMessage(list, message)),
    unread: seen ? state.unread : new Set([...state.unread, channelId]),
  }
}

function receiveState(state: State, world: StateFrame): State {
  const stays = world.channels.some(({ id }) => id === state.channelId)
  const first = world.channels.find(({ type }) => type === 0) ?? world.channels[0]
  return { ...state, world, channelId: stays ? state.channelId : (first?.id ?? null) }
}

function receiveFailure(state: State, nonce: string, reason: string): State {
  if (state.suggestions?.nonce === nonce) {
    return { ...state, suggestions: { ...state.suggestions, choices: [], busy: false, reason } }
  }
  return {
    ...state,
    pending: state.pending.map((one) => (one.nonce === nonce ? { ...one, reason } : one)),
  }
}

/** The answer to `nonce` came: it waits no longer; a form it sent is closed. */
function settle(state: State, nonce: string): State {
  const done = state.pending.find((one) => one.nonce === nonce)
  return {
    ...state,
    pending: state.pending.filter((one) => one !== done),
    modal: done?.kind === 'submit' ? null : state.modal,
  }
}

/** The state after a frame. Late suggestions (of an older nonce) change nothing. */
export function receive(state: State, frame: ToPage): State {
  const { world } = state
  switch (frame.type) {
    case 'state':
      return receiveState(state, frame)
    case 'bot':
      return world
        ? { ...state, world: { ...world, bot: { ...world.bot, online: frame.online } } }
        : state
    case 'commands':
      return world ? { ...state, world: { ...world, commands: frame.commands } } : state
    case 'message':
      return receiveMessage(state, frame.message)
    case 'message-gone':
      if (!world) return state
      return {
        ...state,
        world: changeMessages(world, frame.channelId, (list) =>
          list.filter(({ id }) => id !== frame.id),
        ),
      }
    case 'suggestions':
      if (state.suggestions?.nonce !== frame.nonce) return state
      return {
        ...state,
        suggestions: { ...state.suggestions, choices: frame.choices, busy: false },
      }
    case 'modal':
      return { ...settle(state, frame.nonce), modal: { nonce: frame.nonce, modal: frame.modal } }
    case 'done':
      return settle(state, frame.nonce)
    case 'failed':
      return receiveFailure(state, frame.nonce, frame.reason)
    case 'pins':
      return { ...state, pins: { ...state.pins, [frame.channelId]: frame.pins } }
    case 'wire':
      return { ...state, wire: [...state.wire, ...frame.entries].slice(-wireKept) }
    case 'faults':
      return { ...state, faults: frame.faults }
  }
}

/** The state with something new to wait for; older failures of the same message are forgotten. */
export function waitFor(state: State, pending: Pending): State {
  const kept = state.pending.filter(
    (one) => !(one.reason && one.messageId && one.messageId === pending.messageId),
  )
  return { ...state, pending: [...kept, pending] }
}

/** A channel opened: its messages are seen. */
export function openChannel(state: State, channelId: string): State {
  const unread = new Set(state.unread)
  unread.delete(channelId)
  return { ...state, channelId, unread }
}
