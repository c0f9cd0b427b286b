/** Whose turn it is to begin a session with Discord, over all processes. */

/** Turns to begin a session, which all processes share; each key has its own. */
export interface IdentifyTurns {
  /** Takes the turn and returns 0, or returns how long it is taken at most, in milliseconds. */
  take(key: number): Promise<number>
  /** The session was begun just now: the next turn comes `apart` milliseconds later. */
  begun(key: number, apart: number): Promise<void>
}
