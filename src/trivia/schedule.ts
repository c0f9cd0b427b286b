/** Games that a server has planned: on which days and at what time, and when that is next. */

import { calendarOf, momentOf } from './board.ts'
import type { Settings } from './settings.ts'

/** A plan without a weekday is for every day. */
export const daily = -1

/** When a plan is due, by the clock of its server. */
export interface Times {
  /** 0 (Sunday) to 6, or `daily`. */
  readonly weekday: number
  /** Since midnight. */
  readonly minutes: number
}

export interface Plan extends Times {
  readonly id: string
  readonly guild: string
  readonly channel: string
  readonly kind: 'game' | 'challenge'
  readonly settings: Settings
  /** Id of who made it. */
  readonly by: string
  /** When it is due next, in milliseconds since 1970. */
  readonly next: number
}

/** Most plans of one server. */
export const mostPlans = 10

/** Where plans are kept. */
export interface PlanStore {
  add(plan: Plan, at: number): Promise<void>
  /** A guild's plans, the next first. */
  of(guild: string): Promise<readonly Plan[]>
  /** Whether the guild had such a plan. */
  remove(guild: string, id: string): Promise<boolean>
  /** Plans that were due at `now` or before. */
  due(now: number): Promise<readonly Plan[]>
  /** When the next plan after `now` is due; undefined where there is none. */
  soonest(now: number): Promise<number | undefined>
  /** Moves a plan from one time to another; false where it is not due at `from` any more. */
  move(id: string, from: number, to: number): Promise<boolean>
}

/**
 * The first moment after `after` that `times` name in `zone`, in milliseconds since 1970. A time that clocks
 * jump over is as much later as they jump; of one that comes twice the first is taken.
 */
export function nextTime({ weekday, minutes }: Times, after: number, zone: string): number {
  const today = calendarOf(after, zone)
  for (let ahead = 0; ; ahead += 1) {
    const date = new Date(Date.UTC(today.year, today.month - 1, today.day + ahead))
    if (weekday !== daily && date.getUTCDay() !== weekday) continue
    const day = { month: date.getUTCMonth() + 1, day: date.getUTCDate() }
    const at = momentOf({ year: date.getUTCFullYear(), ...day, minutes }, zone)
    if (at > after) return at
  }
}

/** Minutes since midnight of `18:30`, `18.30`, `6:30 pm`, `7`; undefined where that is no time. */
export function parseTime(text: string): number | undefined {
  const parts = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:([ap])\.?m\.?)?\s*$/i.exec(text)
  if (parts === null) return undefined
  const [, hours = '', minutes = '0', half] = parts
  const hour = Number(hours)
  if (Number(minutes) > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12)))
    return undefined
  const shift = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return shift * 60 + Number(minutes)
}
