/** A game that was not over is brought back to where it stood: the same message, its old buttons, lost time given back. */

import type { RoundEvent } from '../event.ts'
import { type Logged, replayed } from '../explain.ts'
import type { CarryOut, Deeds } from './effects.ts'
import type { Screens } from './screens.ts'
import type { Game, Table } from './table.ts'

export interface RevivingNeeds {
  readonly table: Table
  /** Discord's time. */
  readonly now: () => number
  readonly screens: Screens
  readonly apply: (game: Game, event: RoundEvent) => Promise<unknown>
  readonly arm: (game: Game) => void
  readonly deeds: Deeds
  readonly carryOut: CarryOut
}

/** `lastAlive`: when we could last receive presses. */
export function createRevive(needs: RevivingNeeds) {
  const { table, now, screens, apply, arm, deeds, carryOut } = needs
  return async (logged: Logged, lastAlive: number): Promise<void> => {
    const state = replayed(logged)
    const game = table.take(state, logged.events.length)
    if (state.phase.name === 'over') return conclude(game, deeds)
    const latest = Math.max(lastAlive, state.opening.at, ...logged.events.map(({ at }) => at))
    if (state.phase.name === 'open') screens.stand(game, state.phase.message, { kind: 'question' })
    await apply(game, { type: 'interrupted', from: Math.min(latest, now()), at: now() })
    // An interruption too short to matter leaves the game as it is, and so without effects.
    if (game.state === state && state.phase.name === 'posting') carryOut(game, { do: 'ask' })
    if (game.state === state && state.phase.name === 'reveal')
      carryOut(game, { do: 'reveal', question: state.settled.length - 1 })
    arm(game)
    screens.show(game)
  }
}

/** Does again what a game that ended may still lack: its last reveal, where it ended in a question; its board. */
async function conclude(game: Game, { reveal, finish }: Deeds): Promise<void> {
  const { phase, settled } = game.state
  const last = settled.at(-1)
  if (phase.name === 'over' && last?.at === phase.at) await reveal(game, last.question)
  await finish(game)
}
