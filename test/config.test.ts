import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDotEnv, readConfig } from '../src/config.ts'

const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB'

describe('the settings', () => {
  test('nothing set means the playground with every default', () => {
    expect(readConfig({})).toEqual({
      ok: true,
      config: {
        api: 'https://discord.com/api',
        logLevel: 'warn',
        dataFolder: 'data',
        stateFolder: '.pinquiry',
        playgroundPort: 4646,
      },
    })
  })

  test('an empty variable counts as absent', () => {
    expect(readConfig({ DISCORD_TOKEN: '', LOG_LEVEL: ' ' })).toEqual(readConfig({}))
  })

  test('a token switches to Discord and to a fuller log', () => {
    const result = readConfig({ DISCORD_TOKEN: token, DISCORD_GUILD_ID: '123456789012345678' })
    expect(result).toMatchObject({
      ok: true,
      config: { token, guildId: '123456789012345678', logLevel: 'info' },
    })
  })

  test('all problems are listed at once, each by its name', () => {
    const result = readConfig({
      DISCORD_TOKEN: 'Bot abc',
      DISCORD_API: 'ftp://x/',
      DISCORD_GUILD_ID: 'my server',
      LOG_LEVEL: 'loud',
      PLAYGROUND_PORT: '99999',
    })
    const names = result.ok ? [] : result.problems.map((problem) => problem.split(' ')[0])
    expect(new Set(names)).toEqual(
      new Set(['DISCORD_TOKEN', 'DISCORD_API', 'DISCORD_GUILD_ID', 'LOG_LEVEL', 'PLAYGROUND_PORT']),
    )
  })

  test('problems never repeat the token', () => {
    const result = readConfig({ DISCORD_TOKEN: 'secret with spaces', DISCORD_API: 'no' })
    expect(JSON.stringify(result)).not.toContain('secret')
  })

  test.each(['https://discord.com/api/', 'https://discord.com/api/v10'])('%s is refused', (api) => {
    expect(readConfig({ DISCORD_TOKEN: token, DISCORD_API: api }).ok).toBe(false)
  })

  test('another API without a token is a mistake', () => {
    expect(readConfig({ DISCORD_API: 'http://127.0.0.1:1/api' }).ok).toBe(false)
  })

  test('no environment makes it throw', () => {
    const names = [
      'DISCORD_TOKEN',
      'DISCORD_API',
      'DISCORD_GUILD_ID',
      'LOG_LEVEL',
      'PLAYGROUND_PORT',
    ]
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string()), (env) => {
        expect(typeof readConfig(env).ok).toBe('boolean')
      }),
    )
  })
})

describe('a .env file', () => {
  test('values, comments, quotes and quoted line breaks are read', () => {
    const text = '# settings\nDISCORD_TOKEN="a b"\n\nexport LOG_LEVEL=debug # why\nX=\'1\n2\'\n'
    expect(parseDotEnv(text)).toEqual({
      values: { DISCORD_TOKEN: 'a b', LOG_LEVEL: 'debug', X: '1\n2' },
      problems: [],
    })
  })

  test('a line that is no setting is named by its number', () => {
    expect(parseDotEnv('LOG_LEVEL=info\nDISCORD_TOKEN: abc\n').problems).toEqual([
      '.env line 2 is not NAME=value',
    ])
  })

  test('a quote that is never closed is told', () => {
    expect(parseDotEnv('A="x\nB=1\n').problems).toEqual(['.env has a quote " that is never closed'])
  })
})
