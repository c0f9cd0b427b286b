/** The checker is shown answers that were lost, and a log with and without bugs. */

import { describe, expect, test } from 'vitest'
import { isExplained, unexplained, unhandled } from './checker-log.ts'
import { lostKeepings } from './checker-places.ts'
import type { Kept, Line } from './evidence.ts'

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
  const line = (msg: string, level: string, err?: Line['err']): Line => ({
    ...{ process: 0, at: 0, level, msg },
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
    expect(causes.filter((err) => isExplained(line('x', 'error', err)))).toEqual(causes)
    const bugs = [
      line('interaction failed', 'error', { type: 'TypeError', message: 'x is undefined' }),
      line('trivia', 'error', { type: 'StoreError', message: 'unique' }),
    ]
    expect(unexplained([...bugs, line('answer came too late', 'warn')])).toHaveLength(2)
  })
})
