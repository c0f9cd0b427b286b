/** Guilds that removed the bot: noticed when it happens or at the next start, and purged when their time is over. */

import { type Client, ShardClientUtil } from 'discord.js'
import { againEvery, hour } from './again.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { Departures } from './store/departures.ts'

interface Needs {
  readonly clock: Clock
  readonly log: Log
  /** Hears of every guild of which nothing is kept any more. */
  readonly onPurge: (guild: string) => void
}

export interface Departing {
  /** Compares what is kept with the guilds the bot is in, once it is ready, and begins to look every hour. */
  start(): void
  stop(): void
}

/** An outage of a guild (`guildUnavailable`) is no removal: discord.js tells the two apart. */
export function watchDepartures(
  client: Client,
  departures: Departures,
  { clock, log, onPurge }: Needs,
): Departing {
  let stopped = false
  const onError = (error: unknown) => log.error({ err: error }, 'departures')
  const guarded = (doing: Promise<unknown>) => doing.catch(onError)
  client.on('guildDelete', ({ id }) => {
    if (!stopped) guarded(departures.left([id], clock.now()))
  })
  client.on('guildCreate', ({ id }) => {
    if (!stopped) guarded(departures.back([id]))
  })
  const compare = async () => {
    const here = client.guilds.cache
    await departures.back([...here.keys()])
    const gone = [...(await departures.known())].filter((id) => !here.has(id) && isOurs(client, id))
    await departures.left(gone, clock.now())
  }
  const purge = async () => {
    for (const guild of await departures.due(clock.now())) {
      if (stopped || client.guilds.cache.has(guild)) continue
      if (!(await departures.purge(guild))) continue
      onPurge(guild)
      log.info({ guild }, 'purged: the bot was removed 30 days ago')
    }
  }
  const purging = againEvery(clock, hour, purge, onError)
  return {
    start: () => void guarded(compare()).finally(() => purging.start()),
    stop() {
      stopped = true
      purging.stop()
    },
  }
}

/** Whether the guild's events would come to one of this process's shards. */
function isOurs(client: Client, guild: string): boolean {
  const shards = client.ws.shards
  const { shardCount } = client.options
  return shards.has(ShardClientUtil.shardIdForGuildId(guild, shardCount ?? shards.size))
}
