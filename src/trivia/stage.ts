/** Where games are shown, as the host needs it, and why something could not be shown. */

import type { Round } from './round.ts'

/** What there is to see of a game. */
export type Scene =
  | { readonly kind: 'lobby' | 'question' | 'board' }
  | { readonly kind: 'reveal'; readonly question: number }

/** Why something could not be shown. */
export type StageFault = 'message-gone' | 'channel-gone' | 'forbidden' | 'failed'

export class StageError extends Error {
  override readonly name = 'StageError'
  readonly fault: StageFault

  constructor(fault: StageFault, cause?: unknown) {
    super(`the stage: ${fault}`, { cause })
    this.fault = fault
  }
}

/** What is wrong where something could not be shown. */
export function faultOf(error: unknown): StageFault {
  return error instanceof StageError ? error.fault : 'failed'
}

/**
 * How something is sent: with the bot's own token, which counts against its limit, or as a reply to what somebody did
 * in the channel a short while ago, which does not; but a reply that fails cannot be told from one that was posted.
 */
export type Way = 'own' | 'reply'

/** Where games are shown. Both reject with a StageError. */
export interface Stage {
  /** Whether there is somebody to reply to; for an edit, whether `message` is such a reply. */
  canReply(round: Round, message?: string): boolean
  /** Posts a scene; a second call with the same `nonce` finds the first message. `at` is Discord's time of it. */
  post(
    round: Round,
    scene: Scene,
    nonce: string,
    way: Way,
  ): Promise<{ message: string; at: number }>
  edit(round: Round, scene: Scene, message: string, way: Way): Promise<void>
}
