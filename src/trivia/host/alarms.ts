/** When a game is looked at again: at its deadline, and once all that counts has arrived and is stored. */

import type { Clock } from '../../clock.ts'
import type { RoundEvent } from '../event.ts'
import { allHeard, type Hearing } from '../listening.ts'
import { deadlineOf, drain } from '../round.ts'
import type { Heartbeat } from './heartbeat.ts'
import type { Game, Table } from './table.ts'

/** A timer that rings so much too late tells of a stall, in milliseconds. */
const lateBy = 250

export interface AlarmNeeds {
  readonly table: Table
  readonly clock: Clock
  /** Discord's time. */
  readonly now: () => number
  readonly hearing: Hearing
  readonly heartbeat: Heartbeat
  readonly applied: (game: Game, event: RoundEvent) => Promise<unknown>
}

/** Sets the timer of a game to its deadline as it is now. */
export function createAlarms(needs: AlarmNeeds): (game: Game) => void {
  const { table, clock, now, hearing, heartbeat } = needs

  const arm = (game: Game) => {
    game.cancel()
    const deadline = deadlineOf(game.state)
    if (deadline === undefined || table.isClosed()) return
    const wait = Math.max(0, deadline - now(), game.notBefore - clock.now())
    const due = clock.now() + wait
    game.cancel = clock.after(wait, () => ring(game, due, deadline))
    heartbeat.keep()
  }

  const ring = (game: Game, due: number, deadline: number) => {
    const { state } = game
    heartbeat.notice()
    // After a stall timers ring before anything is read that came in meanwhile, such as presses made in time.
    const isLate = state.phase.name === 'open' && clock.now() - due > lateBy
    if (isLate) game.notBefore = clock.now() + drain
    // A timer may be early by a rounding; then this arms the next one.
    if (isLate || game.state !== state || now() < deadline) return arm(game)
    void wake(game)
  }

  /** Nothing goes on in a game before what has happened so far is stored. */
  const wake = async (game: Game) => {
    const { state } = game
    await game.stored
    if (game.state !== state) return
    const heard = await allHeard(state, hearing, clock)
    if (game.state !== state || table.isClosed()) return
    const at = now()
    await needs.applied(
      game,
      heard === undefined ? { type: 'woke', at } : { type: 'interrupted', from: heard, at },
    )
    // What we learnt meanwhile of Discord's clock may have put the time back before the deadline.
    if (game.state === state) arm(game)
  }

  return arm
}
