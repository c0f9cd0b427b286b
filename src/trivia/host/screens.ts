/** The message on which a game goes on is kept up to date. */

import type { Clock } from '../../clock.ts'
import type { Round } from '../round.ts'
import { limitOf } from '../scoring.ts'
import { createScreen, leastApart } from '../screen.ts'
import { faultOf, type Scene } from '../stage.ts'
import type { Line } from './line.ts'
import type { Game } from './table.ts'

export interface Screens {
  /** From now on the screen of the game is this message. */
  stand(game: Game, message: string, scene: Scene): void
  /** The game has no screen any more. */
  clear(game: Game): void
  /** What is to be seen has changed. */
  show(game: Game): void
  /** The lobby's buttons go once the game has begun, and it is the screen no more. */
  closeLobby(game: Game): Promise<void>
  /** The same for a lobby of which nothing was heard until then. */
  bareLobby(game: Game): Promise<void>
}

/** `lost` tells a game that its message is gone. */
export function createScreens(
  clock: Clock,
  line: Line,
  lost: (game: Game, message: string) => Promise<unknown>,
): Screens {
  const stand = (game: Game, message: string, scene: Scene) => {
    game.screen?.close()
    const screen = createScreen(clock, spacing(game.state), () =>
      draw(game, message, scene, () => game.screen === screen),
    )
    game.screen = screen
  }

  const clear = (game: Game) => {
    game.screen?.close()
    game.screen = undefined
  }

  const draw = async (game: Game, message: string, scene: Scene, isOnScreen: () => boolean) => {
    const way = await line.turn(game, 'count', message)
    if (!isOnScreen()) return
    try {
      await line.edit(game, sceneOf(game.state, scene), message, way)
    } catch (error) {
      if ((await line.gaveUp(game, error)) || faultOf(error) !== 'message-gone') return
      if (isOnScreen()) clear(game)
      await lost(game, message)
    }
  }

  const bareLobby = async (game: Game) => {
    const { lobby } = game.state
    if (lobby === undefined) return
    const way = await line.turn(game, 'count', lobby)
    await line.edit(game, { kind: 'lobby' }, lobby, way).catch(() => undefined)
  }

  return {
    stand,
    clear,
    show(game) {
      const { lobby, phase } = game.state
      if (game.screen === undefined && lobby !== undefined && phase.name === 'lobby')
        stand(game, lobby, { kind: 'lobby' })
      game.screen?.touch()
    },
    bareLobby,
    async closeLobby(game) {
      clear(game)
      await bareLobby(game)
    },
  }
}

/** What the message of a question shows at this moment. */
function sceneOf(round: Round, scene: Scene): Scene {
  if (scene.kind !== 'question' || round.phase.name === 'open') return scene
  const last = round.settled.at(-1)
  return last === undefined ? scene : { kind: 'reveal', question: last.question }
}

/** Time between two edits of a question's message: at most seven in its whole time. */
function spacing({ phase, opening }: Round): number {
  const asked = 'question' in phase ? opening.questions[phase.question] : undefined
  return asked === undefined
    ? leastApart
    : Math.max(leastApart, Math.ceil(limitOf(opening.settings, asked) / 6))
}
