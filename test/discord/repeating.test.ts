import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  backOff,
  isRepeatable,
  repeatAfter,
  type Trouble,
  troubleOf,
} from '../../src/discord/repeating.ts'

const limit = {
  ...{ timeToReset: 700, retryAfter: 900, limit: 5, sublimitTimeout: 0, global: false },
  ...{ method: 'POST', url: '', route: '/channels/:id', majorParameter: '1', hash: '' },
  scope: 'user' as const,
}
const withCode = (code: string) => Object.assign(new Error(code), { code })
const aborted = Object.assign(new Error('aborted'), { name: 'AbortError' })

describe('what a failed call means', () => {
  test.each([
    ['a limit', new RateLimitError(limit), { kind: 'limited', wait: 900 }],
    ['a server error', new HTTPError(502, '', 'POST', '', {}), { kind: 'unclear' }],
    [
      'a refusal',
      new DiscordAPIError({ code: 50013, message: 'no' }, 50013, 403, 'POST', '', {}),
      { kind: 'answered', status: 403, code: 50013 },
    ],
    ['no answer in time', aborted, { kind: 'unclear' }],
    ['a cut connection', new Error('x', { cause: withCode('ECONNRESET') }), { kind: 'unclear' }],
    ['a host that is not there', withCode('ENOTFOUND'), { kind: 'unsent' }],
    ['a mistake of ours', new TypeError('x'), { kind: 'other' }],
  ])('%s', (_what, error, trouble) => {
    expect(troubleOf(error)).toEqual(trouble)
  })
})

describe('a call that may have happened', () => {
  test('is sent again only where that cannot make it happen twice', () => {
    const methods = ['GET', 'PUT', 'PATCH', 'DELETE', 'POST']
    expect(methods.filter((method) => isRepeatable({ method }))).toEqual(methods.slice(0, 4))
    const post = (body: object) => isRepeatable({ method: 'POST', body })
    expect(post({ content: 'a', nonce: 'x', enforce_nonce: true })).toBe(true)
    expect(post({ content: 'a', nonce: 'x' })).toBe(false)
    expect(post({ content: 'a', enforce_nonce: true })).toBe(false)
  })

  test('never is where it is not safe, and what Discord has decided never is at all', () => {
    const troubles: Trouble[] = [
      ...([{ kind: 'unclear' }, { kind: 'other' }] as const),
      { kind: 'answered', status: 404, code: 10008 },
    ]
    for (const trouble of troubles) expect(repeatAfter(trouble, false, 0, 0)).toBeUndefined()
    expect(repeatAfter({ kind: 'answered', status: 403, code: 0 }, true, 0, 0)).toBeUndefined()
    expect(repeatAfter({ kind: 'unclear' }, true, 0, 0)).toBeGreaterThan(0)
    expect(repeatAfter({ kind: 'limited', wait: 3_000 }, false, 0, 0)).toBe(3_000)
  })
})

test('the time between tries doubles from 250 ms, is spread over half of itself, and ends at 8 s', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (tries, random) => {
        const whole = Math.min(8_000, 250 * 2 ** tries)
        const wait = backOff(tries, random)
        expect(wait).toBeGreaterThanOrEqual(whole / 2)
        expect(wait).toBeLessThanOrEqual(whole)
      },
    ),
  )
  expect(backOff(0, 1)).toBe(250)
  expect(backOff(3, 0)).toBe(1_000)
})
