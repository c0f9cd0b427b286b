/** Begins sessions only as often as their budget allows, whatever restarts the bot. */

import { SimpleIdentifyThrottler } from 'discord.js'
import { StartError } from '../errors.ts'
import type { Log } from '../log.ts'
import { alarming, type IdentifyBudget, type StartLimit } from '../shards/identify-budget.ts'
import type { BuildThrottler, BuildTurns } from './identify.ts'

type Manager = Parameters<BuildThrottler>[0]

interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  after(ms: number, run: () => void): () => void
}

export interface BudgetNeeds {
  readonly budget: IdentifyBudget
  readonly clock: Clock
  readonly log: Log
  /** Whose turn it is among those that may; discord.js's own when absent, which knows of no process before this one. */
  readonly turns?: BuildTurns | undefined
  /** Sessions of one key begin so far apart, also over restarts, in milliseconds. */
  readonly apart: number
  /** No session may be begun for hours: the process can do nothing but end. */
  readonly onRefused: (error: StartError) => void
}

/** What discord.js does where it is given nothing. */
const own: BuildTurns = async (manager) => {
  const { session_start_limit } = await manager.fetchGatewayInformation()
  return new SimpleIdentifyThrottler(session_start_limit.max_concurrency)
}

export function budgetedThrottle(needs: BudgetNeeds): BuildThrottler {
  const { budget, clock, log } = needs
  /** Whether it may go on; without a database it does. */
  const admitted = async (shard: number, limit: StartLimit, signal: AbortSignal) => {
    const verdict = await budget.mayIdentify(shard, clock.now(), limit)
    const { used } = verdict
    if (verdict.kind === 'no') {
      needs.onRefused(refusal(used, limit.total, verdict.until))
      return pause(clock, Number.POSITIVE_INFINITY, signal)
    }
    if (used >= limit.total * alarming)
      log.warn(
        { used, total: limit.total },
        'many sessions were begun today: what restarts the bot?',
      )
    if (verdict.wait <= 0) return
    const { wait: ms, quick } = verdict
    log.warn({ shard, ms: Math.round(ms), quick }, 'waiting: this shard was started often of late')
    await pause(clock, ms, signal)
  }
  /** A process that was started again soon follows on the one before it. */
  const followed = async (shard: number, keys: number, signal: AbortSignal) => {
    const wait = await budget.gapBefore(shard, keys, needs.apart, clock.now())
    if (wait > 0) await pause(clock, wait, signal)
  }
  return async (manager) => {
    const turns = await (needs.turns ?? own)(manager)
    return {
      async waitForIdentify(shard, signal) {
        const { limit, keys } = await limitOf(manager)
        const unlessGone = (error: unknown) => {
          signal.throwIfAborted()
          log.error({ err: error }, 'identifies')
        }
        await admitted(shard, limit, signal).catch(unlessGone)
        if (needs.turns === undefined) await followed(shard, keys, signal).catch(unlessGone)
        await turns.waitForIdentify(shard, signal)
        await budget
          .noteIdentify(shard, clock.now())
          .catch((error) => log.error({ err: error }, 'identifies'))
        // discord.js sends it as soon as this resolves.
        setImmediate(() => turns.begun?.(shard))
      },
    }
  }
}

async function limitOf(manager: Manager): Promise<{ limit: StartLimit; keys: number }> {
  const { session_start_limit: said } = await manager.fetchGatewayInformation()
  const { total, remaining, reset_after: resetAfter, max_concurrency: keys } = said
  return { limit: { total, remaining, resetAfter }, keys }
}

/** Rejects when the socket is gone for which it was. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const cancel = Number.isFinite(ms) ? clock.after(ms, resolve) : () => {}
    signal.addEventListener('abort', () => {
      cancel()
      reject(signal.reason)
    })
  })
}

function refusal(used: number, total: number, until: number): StartError {
  const time = `${new Date(until).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return new StartError(
    `${used} of the ${total} sessions that Discord allows in a day have been begun, and it resets the token of a bot that begins more. Something restarts the bot again and again: look into its log. It can start again at ${time}.`,
    75,
  )
}
