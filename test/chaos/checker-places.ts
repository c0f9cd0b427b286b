/** What was to be kept is kept, and what belongs to one server stays in it. */

import type { Evidence, Kept, Stored } from './evidence.ts'

/**
 * Whatever was acknowledged is in the database: the last one that was, or one after it of which nothing was heard.
 */
export function lostKeepings({ kept, stored }: Pick<Evidence, 'kept' | 'stored'>): string[] {
  const name = ({ what, guild, key }: Stored) => `${what} “${key}” of ${guild}`
  const found = Map.groupBy(stored, name)
  return [...Map.groupBy(kept, name)].flatMap(([what, attempts]) => {
    const values = found.get(what)?.map(({ value }) => value) ?? []
    const allowed = allowedValues(attempts)
    if (allowed === undefined) return []
    if (values.length === 0) return [`${what} was acknowledged, but is not there`]
    if (values.length > 1) return [`${what} is there ${values.length} times`]
    return allowed.includes(values[0] ?? '') ? [] : [`${what} is there with “${values[0]}”`]
  })
}

/** Undefined where nothing was acknowledged. */
function allowedValues(attempts: readonly Kept[]): string[] | undefined {
  const last = attempts.findLastIndex(({ told }) => told === 'kept')
  if (last === -1) return undefined
  return attempts.slice(last).flatMap(({ told, value }) => (told === 'refused' ? [] : [value]))
}

/** I7: nothing of one guild is read or written by another. */
export function strayed(evidence: Evidence): string[] {
  const { guilds, shown, games, stored, leaks, presses } = evidence
  const places = new Map(guilds.map((guild) => [guild.id, guild]))
  const isIn = (guild: string, channel: string) => places.get(guild)?.channels.has(channel) ?? false
  const isOf = (guild: string, person: string) => places.get(guild)?.people.has(person) ?? false
  const gameOf = new Map(games.map((game) => [game.id, game]))
  const pressOf = new Map(presses.map((press) => [press.id, press]))
  return [
    ...leaks,
    ...games
      .filter(({ guild, channel }) => !isIn(guild, channel))
      .map(({ id }) => `${id} is played in another guild’s channel`),
    ...games.flatMap(({ id, guild, channel, logged }) =>
      logged.events.flatMap((event) => {
        if (event.type !== 'press') return []
        const made = pressOf.get(event.id)
        const isAtHome =
          isOf(guild, event.player) &&
          (made === undefined || (made.guild === guild && made.channel === channel))
        return isAtHome ? [] : [`${id} has a press of ${event.player}, who is not there`]
      }),
    ),
    ...shown.flatMap(({ game, guild, channel, what }) => {
      const its = gameOf.get(game)
      const isAtHome = its === undefined || (its.guild === guild && its.channel === channel)
      return isAtHome ? [] : [`a ${what} of ${game} stands in another channel`]
    }),
    ...stored
      .filter(({ guild, by }) => !isOf(guild, by))
      .map(
        ({ what, key, guild, by }) => `${what} “${key}” of ${guild} is by ${by}, who is not there`,
      ),
  ]
}
