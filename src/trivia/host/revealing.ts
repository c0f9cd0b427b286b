/** A question's message becomes the reveal; where it cannot, the reveal is posted. */

import { type Clock, pause } from '../../clock.ts'
import { createScreen, leastApart } from '../screen.ts'
import { faultOf, type Scene } from '../stage.ts'
import { sendAgain } from './again.ts'
import type { Line } from './line.ts'
import type { Game, Table } from './table.ts'

/** Half a minute of trying at the most: by then the game is somewhere else. */
const tries = 6

type Reveal = Extract<Scene, { kind: 'reveal' }>

export function createReveal(
  table: Table,
  clock: Clock,
  line: Line,
): (game: Game, question: number) => Promise<void> {
  /** Resolves with the message in which the reveal is by then. */
  const put = async (game: Game, scene: Reveal, message: string, failed = 0): Promise<string> => {
    const way = await line.turn(game, 'reveal', message)
    if (table.isClosed()) return message
    try {
      await line.edit(game, scene, message, way)
      return message
    } catch (error) {
      if ((await line.gaveUp(game, error)) || failed >= tries) return message
      if (faultOf(error) === 'message-gone') return (await repost(game, scene)) ?? message
      await pause(clock, sendAgain(failed))
      return put(game, scene, message, failed + 1)
    }
  }

  const repost = async (game: Game, scene: Reveal) => {
    const nonce = `${game.state.opening.id}:r${scene.question}`
    const way = await line.turn(game, 'reveal')
    try {
      return (await line.post(game, scene, nonce, way)).message
    } catch (error) {
      await line.gaveUp(game, error)
      return undefined
    }
  }

  return async (game, question) => {
    game.screen?.close()
    const settled = game.state.settled.findLast((one) => one.question === question)
    if (settled === undefined) return
    let { message } = settled
    const screen = createScreen(clock, leastApart, async () => {
      message = await put(game, { kind: 'reveal', question }, message)
    })
    game.screen = screen
    await screen.flush()
  }
}
