/** Holds what a server has planned when it is due: once, wherever and however often this runs. */

import type { Clock } from '../clock.ts'
import { createLookout } from './lookout.ts'
import { nextTime, type Plan, type PlanStore } from './schedule.ts'

export interface SchedulerNeeds {
  readonly store: PlanStore
  readonly clock: Clock
  /** Discord's time, in milliseconds since 1970. */
  readonly now: () => number
  /** The time zone of a guild. */
  readonly zone: (guild: string) => Promise<string>
  /** Whether a guild is this process's to serve, and the bot still in it. */
  readonly isOurs: (guild: string) => boolean
  /** Does what was planned; handles its own failures. */
  readonly hold: (plan: Plan) => Promise<void>
  /** Hears of a plan whose time went by while nothing ran. */
  readonly missed: (plan: Plan) => Promise<void>
  readonly onError: (error: unknown, doing: string) => void
}

export interface Scheduler {
  /** Begins to look for what is due. */
  start(): void
  /** Looks again: plans have changed. */
  look(): void
  /** Finds new times for a guild's plans: its time zone has changed. */
  rezone(guild: string): Promise<void>
  stop(): void
}

/** A plan found later than this is not held any more, in milliseconds: those who waited have gone. */
const latest = 15 * 60_000

export function createScheduler(needs: SchedulerNeeds): Scheduler {
  const { store, clock, now, onError } = needs
  let stopped = false
  const hold = async (plan: Plan, at: number) => {
    const next = nextTime(plan, at, await needs.zone(plan.guild))
    // Whoever moves the plan holds it: two processes never both do.
    if (stopped || !(await store.move(plan.id, plan.next, next))) return
    await (at - plan.next > latest ? needs.missed(plan) : needs.hold(plan))
  }
  const holdAll = async () => {
    const at = now()
    const due = (await store.due(at)).filter(({ guild }) => needs.isOurs(guild))
    await Promise.all(
      due.map((plan) => hold(plan, at).catch((error) => onError(error, 'holding a plan'))),
    )
    return store.soonest(at)
  }
  const lookout = createLookout(clock, now, holdAll, (error) => onError(error, 'looking for plans'))
  return {
    start: lookout.start,
    look: lookout.look,
    async rezone(guild) {
      const zone = await needs.zone(guild)
      for (const plan of await store.of(guild))
        await store.move(plan.id, plan.next, nextTime(plan, now(), zone))
      lookout.look()
    },
    stop() {
      stopped = true
      lookout.stop()
    },
  }
}
