/** What a run leaves behind, as plain values: what people did and were told, what the bot keeps, what it said of itself. */

import type { Logged } from '../../src/trivia/explain.ts'

/** What a person understood: undefined where nothing was heard, so that it may have happened or not. */
export type Told = 'taken' | 'already' | 'late' | 'refused' | undefined

/** A press of an answer's button. */
export interface Pressed {
  /** The interaction's: its time is Discord's time of the press. */
  readonly id: string
  readonly guild: string
  readonly channel: string
  readonly player: string
  readonly message: string
  readonly game: string
  readonly question: number
  readonly choice: number
  readonly told: Told
  /** The option that the words named, where they did. */
  readonly named?: number
}

/** A message that came to show something of a game. */
export interface Shown {
  readonly message: string
  readonly guild: string
  readonly channel: string
  readonly game: string
  readonly what: 'lobby' | 'question' | 'reveal' | 'board'
  /** -1 for lobby and board. */
  readonly question: number
  /** Sent as a reply, which carries no nonce. */
  readonly isReply: boolean
  /** What it shows by now, as text. */
  text: string
}

/** One line of the scores. */
export interface ScoreLine {
  readonly guild: string
  readonly player: string
  readonly rank: number
  readonly points: number
  readonly right: number
  readonly answered: number
  readonly time: number
}

/** A game as the database has it. */
export interface Game {
  readonly id: string
  readonly guild: string
  readonly channel: string
  /** Milliseconds since 1970; 0 while it is on. */
  readonly overAt: number
  readonly isClosed: boolean
  readonly logged: Logged
  readonly scores: readonly ScoreLine[]
}

/** Something that somebody wanted to be kept, with what they were told of it. */
export interface Kept {
  readonly what: 'answer' | 'pin' | 'report'
  readonly guild: string
  readonly by: string
  /** The answer's question, the message, or game and question. */
  readonly key: string
  /** What was to be kept under it. */
  readonly value: string
  readonly told: 'kept' | 'refused' | undefined
}

/** What the database has of those; in the order of `Kept`. */
export type Stored = Pick<Kept, 'what' | 'guild' | 'by' | 'key' | 'value'>

export interface Place {
  readonly id: string
  readonly people: ReadonlySet<string>
  readonly channels: ReadonlySet<string>
}

/** A line of a process's log; `process` counts them from 0. */
export interface Line {
  readonly process: number
  readonly at: number
  readonly level: string
  readonly msg: string
  readonly err?: { readonly type?: string; readonly message?: string; readonly code?: unknown }
  /** By which a process has ended. */
  readonly signal?: string
}

/** A process that stood still (SIGSTOP), from when to when. */
export interface Paused {
  readonly pid: number
  readonly from: number
  readonly to: number
}

/** A look at the database: one connection waits there for a lock of another's. */
export interface Wait {
  readonly at: number
  /** The server's number of the connection that waits, and since when. */
  readonly backend: number
  readonly since: number
  /** The connection that is in its way, its process, and what it does. */
  readonly by: number
  readonly pid: number | undefined
  readonly doing: string
}

export interface Evidence {
  readonly presses: readonly Pressed[]
  readonly shown: readonly Shown[]
  readonly games: readonly Game[]
  readonly kept: readonly Kept[]
  readonly stored: readonly Stored[]
  readonly guilds: readonly Place[]
  /** Words of one guild that were seen in another. */
  readonly leaks: readonly string[]
  readonly lines: readonly Line[]
  readonly pauses: readonly Paused[]
  readonly waits: readonly Wait[]
  /** When nothing was struck any more, in milliseconds since 1970. */
  readonly calm: number
}
