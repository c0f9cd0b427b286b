/** Opens a game that nobody has just asked for: its lobby is posted and not a reply. */

import type { GameRequest } from './host/opening.ts'
import type { Host } from './host.ts'
import type { Round } from './round.ts'
import { type Stage, StageError } from './stage.ts'

/** Throws a UserError where no game can be opened, a StageError where nothing can be shown; then none is open. */
export async function announceGame(host: Host, stage: Stage, request: GameRequest): Promise<Round> {
  const round = await host.open(request)
  const { id } = round.opening
  try {
    const { message, at } = await stage.post(round, { kind: 'lobby' }, `${id}:lobby`, 'own')
    await host.lobbyShown(id, message, at)
    return round
  } catch (error) {
    // Nobody has seen this game: it ends without another word.
    const isGone = error instanceof StageError && error.fault === 'channel-gone'
    const reason = isGone ? 'gone' : 'forbidden'
    await host.report(id, { type: 'failed', at: host.now(), reason })
    throw error
  }
}
