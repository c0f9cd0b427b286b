/** Finding a game: one that is running, or one from the records. */

import { UserError } from '../../src/errors.ts'
import { replayed } from '../../src/trivia/explain.ts'
import type { Round } from '../../src/trivia/round.ts'
import type { Parts } from '../parts.ts'

/** The game with this id in this guild, as it stands or stood. Throws a UserError where there is none. */
export async function findGame(
  { host, records }: Parts,
  guild: string,
  id: string,
): Promise<Round> {
  const running = host.game(id)
  if (running?.opening.guild === guild) return running
  const logged = await records.game(guild, id)
  if (logged === undefined)
    throw new UserError('That game is not kept any more. `/trivia history` shows those that are.')
  return replayed(logged)
}

/** The game that an option names; without one the latest of the guild that is over. */
export async function gameNamed(parts: Parts, guild: string, named: string | null): Promise<Round> {
  if (named !== null) return findGame(parts, guild, named.trim().toLowerCase())
  const [latest] = await parts.records.games(guild, 1)
  if (latest === undefined)
    throw new UserError('No game has been played here yet. `/trivia start` opens one.')
  return findGame(parts, guild, latest.id)
}
