/** What the bot did that Discord forbids or punishes, counted so that a test can ask for none. */

import type { Clock } from './clock.ts'

/** The rules that can be broken. */
export type Rule =
  /** A body that Discord refuses (50035 and 50006). */
  | 'invalid-body'
  /** A request to a bucket that was known to be empty. */
  | 'rate-limit'
  /** More than 50 requests in a second. */
  | 'global-rate-limit'
  /** An interaction answered after its 3 seconds, or one that never was (10062). */
  | 'answered-late'
  /** A second answer (40060). */
  | 'answered-twice'
  /** A token used after its 15 minutes (50027). */
  | 'dead-token'
  | 'unauthorized'
  /** A right that was missing (50001, 50013): each counts towards a ban. */
  | 'forbidden'
  /** An address or a method that there is not. */
  | 'unknown-route'
  /** 10,000 refused requests in ten minutes: the address is banned. */
  | 'banned'
  /** More than 120 frames in a minute on one socket (4008). */
  | 'gateway-sends'
  /** A frame over 4,096 bytes or one that is no JSON (4002). */
  | 'gateway-frame'
  /** An identify before the last one's window was over (op 9). */
  | 'identify-too-soon'
  /** More than 1,000 sessions in a day: Discord resets the token. */
  | 'identify-budget'

export interface Violation {
  readonly rule: Rule
  /** Milliseconds since 1970, by Discord's clock. */
  readonly at: number
  readonly detail: string
}

export interface Violations {
  /** The latest ones, oldest first; at most 1,000. */
  readonly list: readonly Violation[]
  /** How often each rule was broken. */
  readonly counts: ReadonlyMap<Rule, number>
  add: (rule: Rule, detail: string) => void
  /** Forgets all, as a test does that broke a rule on purpose. */
  clear: () => void
}

const most = 1_000

/** An empty list; times come from `clock`. */
export function createViolations(clock: Clock): Violations {
  const list: Violation[] = []
  const counts = new Map<Rule, number>()
  return {
    list,
    counts,
    add(rule, detail) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1)
      list.push({ rule, at: clock.now(), detail })
      if (list.length > most) list.shift()
    },
    clear() {
      list.length = 0
      counts.clear()
    },
  }
}

/** The rule that an answer with this status and JSON code says was broken; undefined for none. */
export function ruleOf(status: number, code: number): Rule | undefined {
  if (code === 50035 || code === 50006 || code === 50109) return 'invalid-body'
  if (code === 10062) return 'answered-late'
  if (code === 40060) return 'answered-twice'
  if (code === 50027) return 'dead-token'
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  return (status === 404 && code === 0) || status === 405 ? 'unknown-route' : undefined
}
