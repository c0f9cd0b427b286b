import { DiscordAPIError } from '@discordjs/rest'
import { expect, test } from 'vitest'
import { createLog, withoutUrlTokens } from '../src/log.ts'

const secret = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnop'

function linesOf(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = ''
  write(createLog('trace', [secret], { write: (line: string) => (text += line) }))
  return text
}

test('an error of Discord keeps its code and loses the token in its address and the body', () => {
  const url = 'https://discord.com/api/v10/interactions/123/aW50ZXJhY3Rpb24token/callback'
  const error = new DiscordAPIError(
    { code: 10062, message: 'Unknown interaction' },
    10062,
    404,
    'POST',
    url,
    { files: undefined, body: { data: { content: 'private words' } } },
  )
  const text = linesOf((log) => log.error({ err: error }, 'failed'))
  expect(text).toContain('10062')
  expect(text).toContain('/interactions/123/[token]/callback')
  expect(text).not.toContain('aW50ZXJhY3Rpb24token')
  expect(text).not.toContain('private words')
})

test('the bot token is written nowhere, whatever way it took into the line', () => {
  const text = linesOf((log) => {
    log.info({ token: secret })
    log.info({ deep: { list: [`Bot ${secret}`] } }, `login with ${secret}`)
    log.error({ err: new Error(`bad ${secret}`) })
  })
  expect(text).not.toContain(secret)
  expect(text.split('\n').filter(Boolean)).toHaveLength(3)
})

test('webhook addresses lose their token and keep the rest', () => {
  expect(withoutUrlTokens('PATCH /webhooks/42/abc-DEF_1/messages/@original')).toBe(
    'PATCH /webhooks/42/[token]/messages/@original',
  )
})
