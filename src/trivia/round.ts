/** What a game is at any moment: where it stands, who plays, what was pressed. Its rules are in `round/`. */

// A crowd of thousands: a copy of a whole map for each press would cost more than all else together.
import { OrderedMap, Map as Persistent } from 'immutable'
import type { Ending, Opening, Press } from './event.ts'
import type { Sureness } from './scoring.ts'
import type { Settled } from './settle.ts'

/** Where a game stands; times in milliseconds since 1970. */
export type Phase =
  | { readonly name: 'lobby'; readonly startsAt: number }
  /** The question is being sent; its clock starts with the message. */
  | {
      readonly name: 'posting'
      readonly question: number
      readonly attempt: number
      readonly until: number
      readonly starts: readonly number[]
    }
  | Open
  | { readonly name: 'reveal'; readonly question: number; readonly until: number }
  | { readonly name: 'paused'; readonly next: number; readonly until: number }
  | { readonly name: 'over'; readonly reason: Ending; readonly at: number }

/** A question that takes answers. */
export interface Open {
  readonly name: 'open'
  readonly question: number
  readonly attempt: number
  readonly message: string
  /** When its message was posted; more than once where it had to be posted again. */
  readonly starts: readonly number[]
  /** The end of the countdown; presses are taken for `grace` longer. */
  readonly closes: number
  /** When answers are counted at the latest: presses under way have arrived by then. */
  readonly settles: number
  /** Stretches in which nothing could be received; they cost no player time. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
}

export interface Player {
  readonly id: string
  /** When they joined the server, in milliseconds since 1970; 0 where unknown. */
  readonly joined: number
  readonly team: number
  /** Lives left; counts only in a game with lives. */
  readonly lives: number
  /** Questions missed in a row. */
  readonly missed: number
}

export interface Round {
  readonly opening: Opening
  readonly phase: Phase
  readonly players: OrderedMap<string, Player>
  /** Presses on the current question by player, lowest interaction id first. */
  readonly presses: Persistent<string, readonly Press[]>
  /** The last word on how sure each player is about the current question. */
  readonly sure: Persistent<string, Sure>
  readonly votes: ReadonlySet<string>
  /** Every question asked so far, in order. */
  readonly settled: readonly Settled[]
  /** A pause that begins after the current question. */
  readonly pausing: boolean
  /** The message of the lobby, once it stands in the channel. */
  readonly lobby?: string
  /** How often the lobby's message was deleted. */
  readonly lobbiesLost?: number
}

/** How sure a player says to be, and with which interaction. */
export interface Sure {
  readonly id: string
  readonly sure: Sureness
}

/** Presses are taken this long after the countdown, which shows whole seconds only, in milliseconds. */
export const grace = 1_000
/** Then this long is waited for presses that were made in time and are still under way. */
export const drain = 1_500

/** The host of a game that a server has planned. */
export const nobody = ''

/** A game that nobody has joined but its host. */
export function openRound(opening: Opening, host: { joined: number }): Round {
  const { settings, at } = opening
  return {
    opening,
    phase: { name: 'lobby', startsAt: at + settings.lobby * 1_000 },
    players:
      opening.host === nobody
        ? OrderedMap()
        : OrderedMap([[opening.host, newPlayer(opening, opening.host, host.joined, 0)]]),
    presses: Persistent(),
    sure: Persistent(),
    votes: new Set(),
    settled: [],
    pausing: false,
  }
}

/** Somebody who has just joined. */
export function newPlayer(opening: Opening, id: string, joined: number, team: number): Player {
  return { id, joined, team, lives: opening.settings.lives, missed: 0 }
}

/** When the game must be looked at again, in milliseconds since 1970; undefined once it is over. */
export function deadlineOf({ phase }: Round): number | undefined {
  switch (phase.name) {
    case 'lobby':
      return phase.startsAt
    case 'open':
      return phase.settles
    case 'over':
      return undefined
    default:
      return phase.until
  }
}
