/** What can happen to a game, as it is logged: the log alone replays to the same board, byte for byte. */

import type { Asked } from './draw.ts'
import type { Sureness } from './scoring.ts'
import type { Settings } from './settings.ts'

/** What a game begins with. It never changes, and is stored before anybody sees anything. */
export interface Opening {
  /** A random handle; it says nothing about the game. */
  readonly id: string
  readonly guild: string
  readonly channel: string
  readonly host: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly settings: Settings
  /** 128 random bits in hexadecimal; secret until the game is over. */
  readonly seed: string
  readonly questions: readonly Asked[]
  /** Moderators who saw questions of this game before: they may play, unranked. */
  readonly insiders: readonly string[]
}

/** Someone who joins or presses, as far as ranking needs to know; times in milliseconds since 1970. */
export interface Who {
  readonly player: string
  /** When they joined the server; 0 where Discord did not say. */
  readonly joined: number
}

/**
 * A press of an answer. `at` is Discord's time of the interaction, `received` ours when it came in; only the
 * first counts. `id` is the interaction's.
 */
export interface Press extends Who {
  readonly type: 'press'
  readonly id: string
  readonly at: number
  readonly received: number
  readonly question: number
  /** The option's place; -1 for a typed answer. */
  readonly choice: number
  readonly text?: string
}

/** Every event has `at`, in milliseconds since 1970. */
export type RoundEvent =
  | (Who & { readonly type: 'join'; readonly at: number; readonly team?: number })
  | { readonly type: 'leave'; readonly at: number; readonly player: string }
  | Press
  | {
      readonly type: 'sure'
      readonly id: string
      readonly at: number
      readonly player: string
      readonly question: number
      readonly sure: Sureness
    }
  | { readonly type: 'vote'; readonly at: number; readonly player: string }
  /** The question's message stands in the channel; `at` is Discord's time of the message. */
  | {
      readonly type: 'posted'
      readonly at: number
      readonly question: number
      readonly attempt: number
      readonly message: string
    }
  /** A timer rang. It is a hint: the stored deadline decides. */
  | { readonly type: 'woke'; readonly at: number }
  | {
      readonly type: 'begin' | 'pause' | 'resume' | 'stop' | 'skip'
      readonly at: number
      readonly by: string
    }
  /** Nothing could be received since `from`. */
  | { readonly type: 'interrupted'; readonly at: number; readonly from: number }
  /** The question's message is gone. */
  | { readonly type: 'lost'; readonly at: number; readonly message: string }
  /** A moderator found the key of a counted question wrong: another option is right or, with -1, none counts. */
  | {
      readonly type: 'corrected'
      readonly at: number
      readonly by: string
      readonly question: number
      readonly key: number
    }
  /** The channel cannot be written to any more. */
  | { readonly type: 'failed'; readonly at: number; readonly reason: 'gone' | 'forbidden' }

/** Why a game is over. */
export type Ending =
  | 'played'
  | 'target'
  | 'survivor'
  | 'idle'
  | 'stopped'
  | 'abandoned'
  | 'interrupted'
  | 'gone'
  | 'forbidden'
  | 'unreachable'

/** What a player is told about their press. */
export type Verdict =
  | { readonly kind: 'taken'; readonly choice: number; readonly text?: string }
  | { readonly kind: 'already'; readonly choice: number; readonly text?: string }
  | { readonly kind: 'almost' | 'late' | 'closed' | 'out' | 'over' }
  | { readonly kind: 'sure'; readonly sure: Sureness }
  | { readonly kind: 'joined' | 'left' | 'in'; readonly team?: number }
  | { readonly kind: 'done' | 'soon' | 'refused' }
  | { readonly kind: 'voted'; readonly votes: number; readonly needed: number }

/** Orders interaction ids by age: they are numbers without leading zeros. */
export function byId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

/** In a `posted` event: the lobby's message and not a question's. */
export const lobbyQuestion = -1
