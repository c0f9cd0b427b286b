/** Where challenges are shown. */

import type { Challenge, Turn } from './challenge.ts'
import type { KeptChallenge, Progress } from './challenge-store.ts'

/** All reject with a StageError. */
export interface ChallengeStage {
  /** Posts a challenge; resolves with the id of the message. */
  post(challenge: Challenge): Promise<string>
  edit(challenge: KeptChallenge, progress: Progress, isOver: boolean): Promise<void>
  /** Posts the board of one that is over. */
  board(challenge: Challenge, turns: readonly Turn[]): Promise<void>
}
