/** The checker is shown answers that were lost, and a log with and without bugs. */

import { describe, expect, test } from 'vitest'
import { isExplained, unexplained, unhandled } from './checker-log.ts'
import { lostKeepings } from './checker-places.ts'
import type { Kept, Line, Paused, Wait } from './evidence.ts'

describe('what moderators and players wanted kept', () => {
  const kept = (value: string, told: Kept['told']): Kept => ({
    ...{ what: 'answer', guild: 'g', by: '1', key: 'When?', value, told },
  })
  const found = (value: string) =>
    ({ what: 'answer', guild: 'g', by: '1', key: 'When?', value }) as const

  test('is there once it was acknowledged', () => {
    expect(lostKeepings({ kept: [kept('at 8', 'kept')], stored: [] })).toHaveLength(1)
    expect(lostKeepings({ kept: [kept('at 8', undefined)], stored: [] })).toEqual([])
    expect(lostKeepings({ kept: [kept('at 8', 'kept')], stored: [found('at 8')] })).toEqual([])
  })

  test('is what was acknowledged last, or something later of which nothing was heard', () => {
    const attempts = [kept('at 8', 'kept'), kept('at 9', 'kept'), kept('at 10', undefined)]
    const wrong = (value: string) => lostKeepings({ kept: attempts, stored: [found(value)] }).length
    expect([wrong('at 8'), wrong('at 9'), wrong('at 10'), wrong('at 11')]).toEqual([1, 0, 0, 1])
  })
})

describe('the log', () => {
  const calm = { pauses: [], waits: [] }
  const line = (msg: string, level: string, err?: Line['err'], at = 0): Line => ({
    ...{ process: 0, at, level, msg },
    ...(err === undefined ? {} : { err }),
  })

  test('a bug that nothing caught is one, whatever was struck', () => {
    const bug = line('unhandledRejection', 'fatal', { type: 'HTTPError', message: 'Bad Gateway' })
    expect(unhandled([bug])).toHaveLength(1)
  })

  test('errors that faults of Discord’s cause are explained, others are not', () => {
    const causes: Line['err'][] = [
      { type: 'HTTPError', message: 'Service Unavailable' },
      { type: 'DiscordAPIError', message: '503: planned' },
      { type: 'StageError', message: 'the stage: failed: other side closed' },
      { type: 'DiscordAPIError', message: 'Unknown interaction', code: 10062 },
    ]
    expect(causes.filter((err) => isExplained(line('x', 'error', err), calm))).toEqual(causes)
    const bugs = [
      line('interaction failed', 'error', { type: 'TypeError', message: 'x is undefined' }),
      line('trivia', 'error', { type: 'StoreError', message: 'unique' }),
    ]
    const lines = [...bugs, line('answer came too late', 'warn')]
    expect(unexplained({ lines, ...calm })).toHaveLength(2)
  })

  const late = line('trivia', 'error', { message: 'timeout expired' }, 10_000)
  const locked = line('trivia', 'error', { message: 'canceling due to lock timeout' }, 10_000)
  const paused = (from: number, to: number): Paused => ({ pid: 7, from, to })
  /** Connection 1 waits for 2, which belongs to process `pid`. */
  const wait = (at: number, since: number, more: Partial<Wait> = {}): Wait => ({
    ...{ at, since, backend: 1, by: 2, pid: 7, doing: 'idle in transaction: select' },
    ...more,
  })

  test('a process that stood still lately may find its statements out of time, no other', () => {
    const at = (pauses: readonly Paused[]) => isExplained(late, { pauses, waits: [] })
    expect([at([]), at([paused(4_000, 8_000)]), at([paused(1_000, 2_000)])]).toEqual([
      ...[false, true, false],
    ])
  })

  test('a lock that timed out was held by a process that stood still then, or it is a bug', () => {
    const pauses = [paused(7_000, 9_950)]
    const behind = (...waits: Wait[]) => isExplained(locked, { pauses, waits })
    expect(behind(wait(9_900, 9_000))).toBe(true)
    expect(behind()).toBe(false)
    expect(behind(wait(9_900, 9_000, { pid: 8 })), 'another process').toBe(false)
    expect(behind(wait(9_900, 9_700)), 'a short wait').toBe(false)
    expect(behind(wait(7_500, 6_600)), 'another wait').toBe(false)
    expect(behind(wait(9_980, 9_000)), 'after the pause').toBe(false)
  })

  test('who is at the head of a queue counts, not who waits in it', () => {
    const queue = (first: Partial<Wait>, second: Partial<Wait>) =>
      isExplained(locked, {
        pauses: [paused(7_000, 9_950)],
        waits: [wait(9_900, 9_000, first), wait(9_900, 9_200, { backend: 2, by: 3, ...second })],
      })
    expect(queue({ pid: 8 }, { pid: 7 })).toBe(true)
    expect(queue({ pid: 7 }, { pid: 8 })).toBe(false)
    // Two that wait for each other end nothing.
    expect(queue({ pid: 8 }, { by: 1, pid: 8 })).toBe(false)
  })

  test('what it was waited for is told', () => {
    const seen = { lines: [locked], pauses: [], waits: [wait(9_900, 9_000)] }
    expect(unexplained(seen)[0]).toContain('waited for process 7, idle in transaction: select')
  })
})
