/** Who plays: joining, leaving, teams, and who is expected to answer. */

import type { Opening, RoundEvent } from '../event.ts'
import { newPlayer, type Player, type Round } from '../round.ts'
import { type Step, tell } from './step.ts'

/** Whoever presses plays: joining is for the lobby, where teams are chosen. */
export function join(round: Round, event: RoundEvent & { type: 'join' }): Step {
  const { phase, players, opening } = round
  const known = players.get(event.player)
  const { teams, lives } = opening.settings
  if (phase.name !== 'lobby') {
    if (known !== undefined) return tell(round, { kind: 'in', team: known.team })
    return tell(round, { kind: lives > 0 && round.settled.length > 0 ? 'out' : 'in' })
  }
  const team = teams === 0 ? 0 : (event.team ?? smallestTeam(round)) % teams
  if (known !== undefined && known.team === team) return tell(round, { kind: 'in', team })
  const player = newPlayer(opening, event.player, event.joined, team)
  const next = { ...round, players: players.set(event.player, player) }
  return [next, { do: 'tell', verdict: { kind: 'joined', team } }, { do: 'show' }]
}

/** The team with the fewest players; the first of several. */
export function smallestTeam({
  players,
  opening,
}: {
  players: { values(): Iterable<Player> }
  opening: Opening
}): number {
  const sizes = Array.from({ length: Math.max(1, opening.settings.teams) }, () => 0)
  for (const { team } of players.values()) sizes[team] = (sizes[team] ?? 0) + 1
  return sizes.indexOf(Math.min(...sizes))
}

/** Only in the lobby: what was answered stays on the board. */
export function leave(round: Round, player: string): Step {
  if (round.phase.name !== 'lobby' || !round.players.has(player))
    return tell(round, { kind: 'refused' })
  const players = round.players.delete(player)
  return [{ ...round, players }, { do: 'tell', verdict: { kind: 'left' } }, { do: 'show' }]
}

/** Players who are expected to answer: alive, and not silent for two questions. */
export function expected({ players, opening }: Round): readonly Player[] {
  return [...players.values()].filter(
    ({ lives, missed }) => (opening.settings.lives === 0 || lives > 0) && missed < 2,
  )
}
