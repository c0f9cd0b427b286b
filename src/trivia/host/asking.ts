/** Questions are posted, and a lobby whose message is gone. */

import { type Clock, pause } from '../../clock.ts'
import type { DiscordTime } from '../discord-time.ts'
import { lobbyQuestion, type RoundEvent } from '../event.ts'
import { heardOf, type Seen } from '../round/asking.ts'
import type { Way } from '../stage.ts'
import { sendAgain } from './again.ts'
import type { Line } from './line.ts'
import type { Screens } from './screens.ts'
import type { Game, Table } from './table.ts'

export interface AskingNeeds {
  readonly table: Table
  readonly clock: Clock
  readonly time: DiscordTime
  readonly line: Line
  readonly screens: Screens
  readonly apply: (game: Game, event: RoundEvent) => Promise<unknown>
}

/** Posts the question that is due, again and again with one nonce until it stands or its time is over. */
export function createAsk(needs: AskingNeeds): (game: Game) => Promise<void> {
  const { table, clock, line, screens } = needs

  const isDue = (game: Game, { question, attempt }: Attempt) => {
    const { phase, opening } = game.state
    return (
      phase.name === 'posting' &&
      phase.question === question &&
      phase.attempt === attempt &&
      table.get(opening.id) === game &&
      !table.isClosed()
    )
  }

  const post = async (game: Game, { question, attempt }: Attempt, way: Way) => {
    const nonce = `${game.state.opening.id}:${question}:${attempt}`
    const { message, at } = await line.post(game, { kind: 'question' }, nonce, way)
    needs.time.observe(at)
    // A press on it may have said so first.
    if (!isDue(game, { question, attempt })) return
    screens.stand(game, message, { kind: 'question' })
    await needs.apply(game, { type: 'posted', question, attempt, message, at })
  }

  return async (game) => {
    const { phase } = game.state
    if (phase.name !== 'posting') return
    if (phase.question === 0) void screens.closeLobby(game)
    for (let failed = 0; isDue(game, phase); failed += 1) {
      const way = await line.turn(game, 'question')
      if (!isDue(game, phase)) return
      try {
        return await post(game, phase, way)
      } catch (error) {
        if (await line.gaveUp(game, error)) return
        await pause(clock, sendAgain(failed))
      }
    }
  }
}

/** A question begins with the first press on its message, where Discord's word that it stands is late or lost. */
export function createSeen(
  screens: Pick<Screens, 'stand'>,
  applied: (game: Game, event: RoundEvent) => Promise<unknown>,
): (game: Game, seen: Seen) => void {
  return (game, seen) => {
    const event = heardOf(game.state, seen)
    if (event === undefined) return
    screens.stand(game, event.message, { kind: 'question' })
    void applied(game, event)
  }
}

interface Attempt {
  readonly question: number
  readonly attempt: number
}

/** Posts the lobby anew, whose message is gone. */
export function createInvite({
  table,
  line,
  screens,
  apply,
}: Omit<AskingNeeds, 'time' | 'clock'>): (game: Game) => Promise<void> {
  return async (game) => {
    screens.clear(game)
    const way = await line.turn(game, 'question')
    if (table.isClosed() || game.state.phase.name !== 'lobby') return
    const nonce = `${game.state.opening.id}:again`
    try {
      const { message, at } = await line.post(game, { kind: 'lobby' }, nonce, way)
      await apply(game, { type: 'posted', question: lobbyQuestion, attempt: 1, message, at })
      // A game that began meanwhile had no lobby whose buttons it could take away.
      if (game.state.phase.name === 'lobby') return
      await line.edit(game, { kind: 'lobby' }, message, way)
    } catch (error) {
      await line.gaveUp(game, error)
    }
  }
}
