/** How everything is sent to Discord: what is repeated, what is waited for, and what is not sent at all. */

import type { Log } from '../log.ts'
import { admit, type Breaker, type BreakerTerms, closedBreaker, failed, isOpen } from './breaker.ts'
import { createInvalidRequests, mostInvalid } from './invalid-requests.ts'
import { type Place, type Purpose, placeOf, terms } from './purpose.ts'
import { isAcknowledged, isRepeatable, repeatAfter, type Trouble, troubleOf } from './repeating.ts'

/** People ask at their own pace, and must not wait long after an outage: theirs is found out soon. */
const forPeople: BreakerTerms = { failures: 8, first: 250, longest: 1_000 }
const forUs: BreakerTerms = { failures: 8, first: 1_000, longest: 10_000 }

/** How long what Discord has refused is not asked again, in milliseconds. */
const refusedFor = 10 * 60_000

/** Discord's codes for rights that are missing: access, permissions, a locked thread. */
const missingRights: ReadonlySet<number | string> = new Set([50001, 50013, 160005])

/** Most refusals and limits that are kept in mind. */
const mostBars = 10_000

/** What comes of an answer to somebody that stands, although Discord's word of it was lost. */
export const unheard = Symbol('unheard')

/** A call that was not sent: the reason is said in words. */
export class HeldBackError extends Error {
  override readonly name = 'HeldBackError'
}

export interface Call {
  readonly method: string
  /** Without version and query, such as `/channels/1/messages`. */
  readonly route: string
  readonly body?: unknown
  readonly purpose: Purpose
  /** Gives up when it is aborted. */
  readonly signal?: AbortSignal | undefined
}

export interface DisciplineNeeds {
  readonly log: Pick<Log, 'warn' | 'error'>
  /** Milliseconds; never runs backwards. */
  readonly now: () => number
  readonly after: (ms: number, run: () => void) => () => void
  /** From 0 to 1. */
  readonly random: () => number
}

export interface Discipline {
  /**
   * Sends a call, once or more often; rejects with what the last try ended with, or with a HeldBackError. The first
   * answer to somebody is sent once more where nothing was heard of it: it may turn out to be `unheard`.
   */
  carry<T>(
    call: Call,
    send: (signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T | typeof unheard>
  /** Hears of every answer that came over the network. */
  answered(status: number, scope: string | null): void
  /** Rights have changed: what was refused may be asked again. */
  rightsChanged(): void
  /** Requests of the last ten minutes that count towards a ban. */
  invalid(): number
  /** Routes that are left alone at the moment. */
  closed(): readonly string[]
}

/** Why a call does not go, and after how many milliseconds it might. */
interface Bar {
  readonly error: unknown
  readonly wait: number
}

export function createDiscipline({ log, now, after, random }: DisciplineNeeds): Discipline {
  const invalid = createInvalidRequests()
  const breakers = new Map<string, Breaker>()
  const bars = new Map<string, { readonly error: unknown; readonly until: number }>()
  /** The latest call that changes something, by its route: an older one is not repeated over it. */
  const latest = new Map<string, symbol>()
  let isCutting = false

  const bar = (key: string, error: unknown, ms: number) => {
    bars.delete(key)
    bars.set(key, { error, until: now() + ms })
    if (bars.size > mostBars) bars.delete(bars.keys().next().value as string)
  }
  const barOf = (key: string): Bar | undefined => {
    const found = bars.get(key)
    if (found === undefined) return undefined
    const wait = found.until - now()
    if (wait <= 0) bars.delete(key)
    return wait > 0 ? { error: found.error, wait } : undefined
  }

  const tooManyInvalid = (): Bar | undefined => {
    const count = invalid.count(now())
    const isOver = count >= mostInvalid
    if (isOver && !isCutting)
      log.error({ count }, 'too many invalid requests: only what people wait for is sent')
    isCutting = isOver
    if (!isOver) return undefined
    const error = new HeldBackError('Discord refused too many requests of late')
    return { error, wait: Number.POSITIVE_INFINITY }
  }

  const stuck = ({ template }: Place, wait: number): Bar => {
    return { error: new HeldBackError(`Discord fails on ${template}`), wait }
  }

  /** What stands in the way of a call before the breaker is asked. */
  const barred = ({ purpose }: Call, { template, place }: Place): Bar | undefined => {
    const refusal = purpose === 'interactive' ? undefined : barOf(`403 ${template} ${place}`)
    if (refusal !== undefined) return { ...refusal, wait: Number.POSITIVE_INFINITY }
    return (
      (purpose === 'background' ? tooManyInvalid() : undefined) ?? barOf(`429 ${template} ${place}`)
    )
  }

  const outcome = (
    where: Place,
    trouble: Trouble | undefined,
    isProbe: boolean,
    isOwnHaste = false,
  ) => {
    const { template, isForPeople } = where
    const before = breakers.get(template) ?? closedBreaker
    // An answer that was not in time for its person says more of how busy this machine is than of the route, and
    // leaving all people unanswered would make it worse.
    if (trouble?.kind === 'unclear' && isForPeople && isOwnHaste) return
    if (trouble?.kind === 'unsent' || trouble?.kind === 'unclear') {
      const next = failed(before, now(), isProbe, isForPeople ? forPeople : forUs)
      breakers.set(template, next)
      if (isOpen(next) && !isOpen(before))
        log.warn({ route: template }, 'route left alone: it fails')
    } else if (trouble === undefined || trouble.kind === 'answered') {
      if (isOpen(before)) log.warn({ route: template }, 'route works again')
      breakers.delete(template)
    }
  }

  /** Keeps in mind what need not be asked again. */
  const learn = (trouble: Trouble, error: unknown, { template, place }: Place) => {
    if (trouble.kind === 'answered' && trouble.status === 403 && missingRights.has(trouble.code))
      bar(`403 ${template} ${place}`, error, refusedFor)
    if (trouble.kind === 'limited') bar(`429 ${template} ${place}`, error, trouble.wait)
  }

  const pause = (ms: number) => new Promise<void>((resolve) => void after(ms, resolve))

  /** Resolves when the call may go, with whether it is a probe; rejects where that is not before `until`. */
  const admitted = async (call: Call, where: Place, until: number): Promise<boolean> => {
    for (;;) {
      const { next, wait, isProbe } = admit(breakers.get(where.template) ?? closedBreaker, now())
      const found = barred(call, where) ?? (wait > 0 ? stuck(where, wait) : undefined)
      if (found === undefined) {
        if (isProbe) breakers.set(where.template, next)
        return isProbe
      }
      if (!terms[call.purpose].repeats || now() + found.wait >= until) throw found.error
      // Not all of those who wait at the same moment.
      await pause(Math.min(found.wait, 1_000) + random() * 250)
    }
  }

  /** One try; aborted at `until`, for it may wait for its turn for long. Callbacks have no queue, and time out by themselves. */
  const attempt = async <T>(
    { signal }: Call,
    where: Place,
    isProbe: boolean,
    until: number,
    send: (signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T> => {
    const deadline = where.isCallback ? undefined : new AbortController()
    const cancel = deadline && after(until - now(), () => deadline.abort())
    const both = deadline && signal ? AbortSignal.any([signal, deadline.signal]) : deadline?.signal
    try {
      const result = await send(both ?? signal)
      outcome(where, undefined, isProbe)
      return result
    } catch (error) {
      // Given up while it waited for its turn: that says nothing of the route.
      if ((both ?? signal)?.aborted) throw error
      const trouble = troubleOf(error)
      outcome(where, trouble, isProbe, error instanceof Error && error.name === 'AbortError')
      learn(trouble, error, where)
      throw error
    } finally {
      cancel?.()
    }
  }

  const carry = async <T>(
    call: Call,
    send: (signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T | typeof unheard> => {
    const where = placeOf(call)
    /** Whether it may have been taken by a try that nothing was heard of. */
    let mayStand = false
    const until = now() + terms[call.purpose].within
    const isEdit = call.method === 'PATCH'
    const turn = isEdit ? Symbol(call.route) : undefined
    if (turn !== undefined) latest.set(call.route, turn)
    try {
      for (let tries = 0; ; tries += 1) {
        const isProbe = await admitted(call, where, until)
        try {
          return await attempt(call, where, isProbe, until, send)
        } catch (error) {
          const { repeats } = terms[call.purpose]
          const trouble = troubleOf(error)
          if (mayStand && isAcknowledged(trouble)) return unheard
          const isSafe = isRepeatable(call) || (where.isCallback && !mayStand)
          mayStand ||= where.isCallback && trouble.kind === 'unclear'
          const wait = repeatAfter(trouble, isSafe, tries, random())
          const isOvertaken = isEdit && latest.get(call.route) !== turn
          if (!repeats || call.signal?.aborted || isOvertaken) throw error
          if (wait === undefined || now() + wait >= until) throw error
          await pause(wait)
        }
      }
    } finally {
      if (isEdit && latest.get(call.route) === turn) latest.delete(call.route)
    }
  }

  return {
    carry,
    answered: (status, scope) => invalid.note(status, scope, now()),
    rightsChanged() {
      for (const key of bars.keys()) if (key.startsWith('403 ')) bars.delete(key)
    },
    invalid: () => invalid.count(now()),
    closed: () => [...breakers].filter(([, one]) => isOpen(one)).map(([route]) => route),
  }
}
