/** Where challenges are kept. */

import type { Challenge, Given, Turn } from './challenge.ts'
import type { ChallengeScore } from './challenge-ranked.ts'

/** A challenge as it is kept. */
export interface KeptChallenge extends Challenge {
  /** Its message in the channel; '' while there is none. */
  readonly message: string
  readonly closed: boolean
}

export interface ChallengeStore {
  /** Keeps a new one, and that its questions were asked; false where its channel has one that is open. */
  open(challenge: Challenge, settles: number): Promise<boolean>
  shown(id: string, message: string): Promise<void>
  /** A challenge of this guild. */
  find(guild: string, id: string): Promise<KeptChallenge | undefined>
  /** The challenges of a guild that are open. */
  openIn(guild: string): Promise<readonly KeptChallenge[]>
  /** The latest challenges of a guild that are over. */
  past(guild: string, most: number): Promise<readonly KeptChallenge[]>
  /** All turns, or those of one player, in order of their questions. */
  turns(id: string, player?: string): Promise<readonly Turn[]>
  /** Starts a person's clock on a question, once; resolves with the turn as it is kept. */
  begin(challenge: Challenge, turn: Turn): Promise<Turn>
  /** Keeps an answer; false where there is one already. */
  answer(id: string, player: string, question: number, given: Given): Promise<boolean>
  /** Counts a typed answer that was almost right. */
  almost(id: string, player: string, question: number): Promise<void>
  /** Open challenges that were to be settled at `now` or before. */
  due(now: number): Promise<readonly KeptChallenge[]>
  soonest(now: number): Promise<number | undefined>
  /** Ends a challenge early: nothing is shown any more from `closes` on. */
  shorten(id: string, closes: number, settles: number): Promise<void>
  close(id: string): Promise<void>
  /** Closes one whose board stands, and keeps what it came to; once, however often it is called. */
  settle(challenge: Challenge, scores: readonly ChallengeScore[]): Promise<void>
  /** The points that were kept then; empty where none were. */
  points(id: string): Promise<ReadonlyMap<string, number>>
  /** How many have seen a question, and how many the last one. */
  progress(challenge: Challenge): Promise<Progress>
}

export interface Progress {
  readonly begun: number
  readonly finished: number
}
