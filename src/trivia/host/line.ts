/** The line to the channel of a game: when something may be sent, how, and what it means that it could not be. */

import type { Budget, Purpose } from '../budget.ts'
import { faultOf, type Scene, type Stage, type Way } from '../stage.ts'
import type { Game } from './table.ts'

export interface Line {
  /** Resolves when something may be sent, with how: as a reply only where there is no room for anything else. */
  turn(game: Game, purpose: Purpose, message?: string): Promise<Way>
  /** Shows a game as it is when this is called. Both reject with a StageError. */
  post(game: Game, scene: Scene, nonce: string, way: Way): Promise<{ message: string; at: number }>
  edit(game: Game, scene: Scene, message: string, way: Way): Promise<void>
  /** Whether a failed call means the end of the game; otherwise it may be tried again. */
  gaveUp(game: Game, error: unknown): Promise<boolean>
}

/** `fail` ends a game whose channel cannot be written to. */
export function createLine(
  stage: Stage,
  budget: Budget,
  fail: (game: Game, reason: 'gone' | 'forbidden') => Promise<unknown>,
  onError: (error: unknown, doing: string) => void,
): Line {
  return {
    async turn(game, purpose, message) {
      if (!budget.isFree() && stage.canReply(game.state, message)) return 'reply'
      await budget.turn(purpose)
      return 'own'
    },
    post: ({ state }, scene, nonce, way) => stage.post(state, scene, nonce, way),
    edit: ({ state }, scene, message, way) => stage.edit(state, scene, message, way),
    async gaveUp(game, error) {
      const fault = faultOf(error)
      if (fault === 'failed') onError(error, 'showing a game')
      if (fault !== 'channel-gone' && fault !== 'forbidden') return false
      await fail(game, fault === 'forbidden' ? 'forbidden' : 'gone')
      return true
    },
  }
}
