/** When each shard may begin its session: the bot's processes share one limit. */

import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientOptions, SimpleIdentifyThrottler } from 'discord.js'

/** What discord.js takes as `ws.buildIdentifyThrottler`. */
export type BuildThrottler = NonNullable<NonNullable<ClientOptions['ws']>['buildIdentifyThrottler']>

/** Sessions of one key begin at least so far apart, in milliseconds (docs: events/gateway, "Rate Limiting"): 5 s and a little. */
export const apart = 5_100

/**
 * How long a session of `key` must wait so as to begin `apart` milliseconds after any other of that key, in milliseconds.
 * Each call takes a turn.
 */
export type IdentifyTurn = (key: number, apart: number) => Promise<number>

/** A throttle for discord.js that takes turns with every process; alone, while the turns cannot be had. */
export function sharedThrottle(
  turn: IdentifyTurn,
  onError: (error: unknown) => void,
): BuildThrottler {
  return async (manager) => {
    const { session_start_limit } = await manager.fetchGatewayInformation()
    const keys = session_start_limit.max_concurrency
    const alone = new SimpleIdentifyThrottler(keys)
    return {
      async waitForIdentify(shard, signal) {
        let wait: number
        try {
          wait = await turn(shard % keys, apart)
        } catch (error) {
          onError(error)
          return alone.waitForIdentify(shard, signal)
        }
        if (wait > 0) await sleep(wait, undefined, { signal })
      },
    }
  }
}
