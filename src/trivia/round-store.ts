/** Where games are kept, as the host needs it. */

import type { History } from './draw.ts'
import type { RoundEvent } from './event.ts'
import type { Logged } from './explain.ts'
import type { Result } from './result.ts'

/** An event of a game, to be stored under its number. */
export interface Entry {
  readonly round: string
  /** 0, 1, 2 … within the game. */
  readonly seq: number
  readonly event: RoundEvent
}

/** Where games are kept. */
export interface RoundStore {
  /** Keeps a new game; false where its channel has one that is not over. */
  open(logged: Logged): Promise<boolean>
  /**
   * Keeps events, all or none; harmless when repeated. Returns the games in which somebody else has stored
   * another event under such a number: their events are not kept, and the games are not ours any more.
   */
  append(entries: readonly Entry[]): Promise<readonly string[]>
  /** Keeps the result, once: a second call changes nothing. False where the game is another process's by now. */
  finish(result: Result): Promise<boolean>
  /** Takes out a game that nobody has seen; harmless where there is none. */
  discard(round: string): Promise<void>
  /** The board was shown: the game needs no more looking after. */
  close(round: string): Promise<void>
  /** Games that were not closed, with their events in order. */
  unclosed(): Promise<readonly Logged[]>
  /** Notes that we could receive presses at `at`, in milliseconds since 1970. */
  alive(at: number): Promise<void>
  /** The last such time; 0 where there is none. */
  lastAlive(): Promise<number>
  /** What was asked before in a guild. */
  history(guild: string): Promise<History>
}
