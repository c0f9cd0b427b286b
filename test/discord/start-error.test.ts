import { DiscordAPIError as OfRest, RateLimitError } from '@discordjs/rest'
import { DiscordAPIError as OfClient } from 'discord.js'
import { expect, test } from 'vitest'
import { startErrorOf } from '../../src/discord/start-error.ts'

const api = 'https://discord.com/api'
const body = { code: 0, message: '401: Unauthorized' }

test('a refused token is said to be one, whether the commands or the connection were refused', () => {
  for (const Refusal of [OfRest, OfClient]) {
    const refusal = new Refusal(body, 0, 401, 'GET', `${api}/gateway/bot`, {})
    expect(startErrorOf(refusal, api).message).toContain('Discord refused the token')
    const outage = new Refusal({ ...body, message: 'Broken' }, 0, 500, 'GET', api, {})
    expect(startErrorOf(outage, api).message).toBe(
      'Discord refused the start: Broken (status 500).',
    )
  }
})

test('what cannot be reached is said in words, however deep the reason lies', () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
  const wrapped = new TypeError('fetch failed', { cause: new AggregateError([refused]) })
  expect(startErrorOf(wrapped, api).message).toContain('nothing answers at that address')
})

test('a limit that is too long to be waited for says when to try again', () => {
  const limit = new RateLimitError({
    ...{ timeToReset: 0, retryAfter: 3_600_000, limit: 1, sublimitTimeout: 0, global: false },
    ...{ method: 'PUT', url: '', route: '', majorParameter: '', hash: '', scope: 'user' },
  })
  expect(startErrorOf(limit, api).message).toContain('in 60 min')
})

test('what only a person can put right has an exit code that says so', () => {
  const refusal = new OfClient(body, 0, 401, 'GET', `${api}/gateway/bot`, {})
  expect(startErrorOf(refusal, api).exitCode).toBe(78)
  expect(startErrorOf(new Error('anything'), api).exitCode).toBe(1)
})
