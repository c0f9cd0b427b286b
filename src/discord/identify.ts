/** When each shard may begin its session: the bot's processes share one limit. */

import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientOptions, SimpleIdentifyThrottler } from 'discord.js'
import type { IdentifyTurns } from '../shards/identify-turns.ts'

/** What discord.js takes as `ws.buildIdentifyThrottler`. */
export type BuildThrottler = NonNullable<NonNullable<ClientOptions['ws']>['buildIdentifyThrottler']>

/**
 * Sessions of one key begin at least so far apart, in milliseconds (docs: events/gateway, "Rate Limiting"): 5 s, and a
 * second by which a busy line may be later for one than for the next.
 */
export const apart = 6_000

/** A throttle that has to hear that the identify was sent: what comes between the turn and that may take long. */
export interface TurnThrottler {
  waitForIdentify(shard: number, signal: AbortSignal): Promise<void>
  begun?(shard: number): void
}

export type BuildTurns = (manager: Parameters<BuildThrottler>[0]) => Promise<TurnThrottler>

/** Whoever waits looks at least so often whether it is its turn, in milliseconds. */
const glance = 500

/** A throttle for discord.js that takes turns with every process; alone, while the turns cannot be had. */
export function sharedThrottle(
  turns: IdentifyTurns,
  gap: number,
  onError: (error: unknown) => void,
): BuildTurns {
  return async (manager) => {
    const { session_start_limit } = await manager.fetchGatewayInformation()
    const keys = session_start_limit.max_concurrency
    const alone = new SimpleIdentifyThrottler(keys)
    return {
      async waitForIdentify(shard, signal) {
        try {
          for (;;) {
            const wait = await turns.take(shard % keys)
            if (wait === 0 && !signal.aborted) return
            // A turn that nobody uses is somebody else's.
            if (wait === 0) await turns.begun(shard % keys, 0)
            signal.throwIfAborted()
            await sleep(Math.min(wait, glance), undefined, { signal })
          }
        } catch (error) {
          signal.throwIfAborted()
          onError(error)
          return alone.waitForIdentify(shard, signal)
        }
      },
      begun: (shard) => void turns.begun(shard % keys, gap).catch(onError),
    }
  }
}
