/** What follows from an event, once it is stored: each effect is somebody's to carry out. */

import type { Effect } from '../round/step.ts'
import type { Game } from './table.ts'

/** Who does what. */
export interface Deeds {
  readonly ask: (game: Game) => Promise<void>
  readonly invite: (game: Game) => Promise<void>
  readonly show: (game: Game) => void
  readonly reveal: (game: Game, question: number) => Promise<void>
  readonly finish: (game: Game) => Promise<void>
}

/** Begins an effect; nobody waits for it, and what goes wrong is reported. */
export type CarryOut = (game: Game, effect: Effect) => void

export function createCarryOut(
  deeds: Deeds,
  onError: (error: unknown, doing: string) => void,
): CarryOut {
  return (game, effect) => {
    const doing = started(deeds, game, effect)
    doing?.catch((error) => onError(error, `effect ${effect.do}`))
  }
}

function started(deeds: Deeds, game: Game, effect: Effect): Promise<void> | undefined {
  switch (effect.do) {
    case 'ask':
      return deeds.ask(game)
    case 'show':
      return void deeds.show(game)
    case 'invite':
      return deeds.invite(game)
    case 'reveal':
      return deeds.reveal(game, effect.question)
    case 'finish':
      return deeds.finish(game)
    case 'tell':
      return undefined
  }
}
