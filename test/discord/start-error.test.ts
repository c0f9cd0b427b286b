import { DiscordAPIError as OfRest } from '@discordjs/rest'
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
