/** The end of a game: its scores are kept, then the board is shown. */

import { type Clock, pause } from '../../clock.ts'
import type { RankingRules } from '../ranked.ts'
import { resultOf } from '../result.ts'
import type { RoundStore } from '../round-store.ts'
import { faultOf } from '../stage.ts'
import type { Insist } from './again.ts'
import type { Line } from './line.ts'
import type { Screens } from './screens.ts'
import type { Game, Table } from './table.ts'

/** A board that nobody has waited for so long is not posted any more, in milliseconds. */
const longestSilence = 15 * 60_000

/** A board is tried so often. */
const tries = 4

export interface EndingNeeds {
  readonly table: Table
  readonly store: Pick<RoundStore, 'finish' | 'close'>
  readonly insist: Insist
  readonly clock: Clock
  /** Discord's time. */
  readonly now: () => number
  readonly rules: (guild: string) => RankingRules
  readonly line: Line
  readonly screens: Screens
  readonly onError: (error: unknown, doing: string) => void
}

/** Keeps the scores, then shows the board; what is left undone is done at the next start. */
export function createFinish(needs: EndingNeeds): (game: Game) => Promise<void> {
  const { table, store, insist, now } = needs
  return async (game) => {
    const { opening, phase } = game.state
    if (phase.name !== 'over') return
    const result = resultOf(game.state, needs.rules(opening.guild))
    const isOurs = await insist(() => store.finish(result), 'keeping scores')
    if (isOurs === false) return table.drop(opening.id)
    if (table.isClosed()) return
    const silent = phase.reason === 'gone' || phase.reason === 'forbidden'
    if (!silent && now() - phase.at < longestSilence) await postBoard(game, needs)
    await insist(() => store.close(opening.id), 'closing a game')
    table.drop(opening.id)
  }
}

async function postBoard(game: Game, { table, clock, line, screens, onError }: EndingNeeds) {
  const nonce = `${game.state.opening.id}:end`
  if (game.state.settled.length === 0) await screens.closeLobby(game)
  for (let failed = 0; failed < tries && !table.isClosed(); failed += 1) {
    const way = await line.turn(game, 'reveal')
    if (table.isClosed()) return
    try {
      await line.post(game, { kind: 'board' }, nonce, way)
      return
    } catch (error) {
      const fault = faultOf(error)
      if (fault === 'channel-gone' || fault === 'forbidden') return
      onError(error, 'showing a board')
      await pause(clock, 500 * 2 ** failed)
    }
  }
}
