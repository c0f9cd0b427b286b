/** What people are called in a server, for where a mention cannot stand: in a picture. */

import type { Client } from 'discord.js'

/** The names that are known or can be learned at once, by id. Never rejects. */
export type Names = (
  guild: string,
  people: readonly string[],
) => Promise<ReadonlyMap<string, string>>

/** Longest that an answer of Discord's is waited for, in milliseconds: somebody waits for the picture. */
const patience = 800
/** Least time between two requests for one server, in milliseconds. */
const apart = 10_000

/**
 * One request over the gateway for all whose names are not in memory (docs: events/gateway-events, Request Guild
 * Members by `user_ids` needs no privileged intent), never one for each. `now` is in milliseconds.
 */
export function createNames(client: Client, now: () => number): Names {
  const asked = new Map<string, number>()
  return async (guildId, people) => {
    const guild = client.guilds.cache.get(guildId)
    if (guild === undefined) return new Map()
    const { members } = guild
    const known = () =>
      new Map(people.flatMap((id) => pair(id, members.cache.get(id)?.displayName)))
    const missing = people.filter((id) => !members.cache.has(id))
    if (missing.length === 0 || now() - (asked.get(guildId) ?? Number.NEGATIVE_INFINITY) < apart)
      return known()
    asked.set(guildId, now())
    // Who has left is not in the answer, and an answer that does not come leaves what is known.
    const fetched = await members
      .fetch({ user: missing.slice(0, 100), time: patience })
      .catch(() => undefined)
    const learned = [...(fetched ?? [])].map(([id, member]) => [id, member.displayName] as const)
    return new Map([...learned, ...known()])
  }
}

function pair(id: string, name: string | undefined): [string, string][] {
  return name === undefined ? [] : [[id, name]]
}
