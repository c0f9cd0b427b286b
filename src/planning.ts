/** Holds the games that servers have planned, and tells their moderators of those that could not be held. */

import { randomBytes } from 'node:crypto'
import type { Client } from 'discord.js'
import type { Parts } from '../commands/parts.ts'
import type { Clock } from './clock.ts'
import { UserError } from './errors.ts'
import type { Database } from './store/database.ts'
import { createPlanStore } from './store/schedules.ts'
import { announceGame } from './trivia/announce.ts'
import type { Host } from './trivia/host.ts'
import { nobody } from './trivia/round.ts'
import { nextTime, type Plan } from './trivia/schedule.ts'
import { createScheduler } from './trivia/scheduler.ts'
import { type Stage, StageError } from './trivia/stage.ts'
import { timesWords } from './views/schedule.ts'

/** How long a planned challenge is open, in milliseconds: over before the next day's begins. */
const aDay = 23.75 * 3_600_000

export interface PlanningNeeds extends Pick<Parts, 'audit' | 'challenges' | 'settings'> {
  readonly client: Client
  readonly database: Database
  readonly clock: Clock
  readonly host: Host
  readonly stage: Stage
  readonly onError: (error: unknown, doing: string) => void
}

export interface Planning {
  readonly plans: Parts['plans']
  start(): void
  stop(): void
}

export function createPlanning(needs: PlanningNeeds): Planning {
  const { audit, challenges, client, clock, host, settings, stage, onError } = needs
  const store = createPlanStore(needs.database)
  const zone = async (guild: string) => (await settings.of(guild)).zone
  const tell = (plan: Plan, why: string) =>
    audit(
      plan.guild,
      `⚠️ The trivia ${plan.kind} planned in <#${plan.channel}> ${timesWords(plan)} was not held: ${why}`,
    )
  const failed = async (plan: Plan, error: unknown) => {
    if (error instanceof UserError) return tell(plan, error.message)
    if (error instanceof StageError && error.fault === 'forbidden')
      return tell(plan, 'I may not write there. Allow me **View Channel** and **Send Messages**.')
    if (!(error instanceof StageError) || error.fault !== 'channel-gone') {
      onError(error, 'opening a planned game')
      return tell(plan, 'Discord did not take it.')
    }
    await store.remove(plan.guild, plan.id)
    await tell(plan, 'the channel is gone, and so I took it off the plan.')
  }
  const scheduler = createScheduler({
    store,
    clock,
    now: host.now,
    zone,
    isOurs: (guild) => client.guilds.cache.has(guild),
    async hold(plan) {
      const { guild, channel, kind, settings } = plan
      const request = { guild, channel, host: nobody, settings }
      const held =
        kind === 'challenge'
          ? challenges.announce({ ...request, lasts: aDay })
          : announceGame(host, stage, { ...request, joined: 0 })
      await held.catch((error) => failed(plan, error))
    },
    missed: (plan) => tell(plan, 'I was away at that time.'),
    onError,
  })
  return {
    start: scheduler.start,
    stop: scheduler.stop,
    plans: {
      of: store.of,
      remove: store.remove,
      rezone: scheduler.rezone,
      async add(plan) {
        const id = randomBytes(4).toString('hex')
        const next = nextTime(plan, host.now(), await zone(plan.guild))
        const kept = { ...plan, id, next }
        await store.add(kept, host.now())
        scheduler.look()
        return kept
      },
    },
  }
}
