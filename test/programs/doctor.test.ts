import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { openDatabase } from '../../src/store/database.ts'

let playground: Playground
beforeAll(async () => {
  playground = await createPlayground({
    identifyWindow: 0,
    page: false,
    token: 'MTIz.doctor.token-of-no-account',
  })
})
afterAll(() => playground.close())

const folder = mkdtempSync(join(tmpdir(), 'doctor-'))

/** Runs `npm run doctor` on the playground. */
function doctor(env: Record<string, string> = {}, args: string[] = []) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/programs/doctor.ts', ...args],
    {
      env: {
        PATH: process.env.PATH,
        STATE_DIR: folder,
        DISCORD_TOKEN: playground.token,
        DISCORD_API: playground.api,
        ...env,
      },
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  return new Promise<{ output: string; code: number | null }>((resolve) =>
    child.on('exit', (code) => resolve({ output, code })),
  )
}

describe('npm run doctor', () => {
  test('looks at everything and exits 0 where nothing is broken', async () => {
    const { output, code } = await doctor()
    for (const what of [
      'Dataset',
      'Storage',
      'Token',
      'Intents',
      'Sessions',
      'Clock',
      'Round trip',
    ])
      expect(output).toMatch(new RegExp(`fine +${what}:`))
    expect(output).toContain('permissions=2252074691709952')
    expect(code).toBe(0)
  })

  test('names the channel in which the bot cannot show anything, and exits 1', async () => {
    const channel = [...playground.guild.channels.values()].find(({ type }) => type === 0)
    const id = playground.applicationId
    channel?.overwrites.push({ id, type: 1, allow: '0', deny: String(1n << 14n) })
    const { output, code } = await doctor()
    channel?.overwrites.pop()
    expect(output).toContain(`#${channel?.name}: Allow me Embed Links`)
    expect(code).toBe(1)
  })

  test('says that a token is wrong and goes on with the rest', async () => {
    const { output, code } = await doctor({ DISCORD_TOKEN: 'MTIz.another.token-of-no-account' })
    expect(output).toMatch(/fine +Dataset/)
    expect(output).toContain('Discord refused the token')
    expect(output).not.toContain('    at ')
    expect(code).toBe(1)
  })

  test('tells a database in use by the bot from a broken one', async () => {
    const mine = mkdtempSync(join(tmpdir(), 'doctor-'))
    const bot = await openDatabase({ folder: mine, onError: () => {} })
    const { output, code } = await doctor({ STATE_DIR: mine }, ['--offline'])
    await bot.close()
    expect(output).toContain('The running bot has the database')
    expect(code).toBe(0)
  })
})
