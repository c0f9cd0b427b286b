/** What a person sees when the bot cannot start: one clear message, a non-zero exit, no stack trace. */

import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPlayground } from '../../src/playground/server.ts'

const root = resolve(import.meta.dirname, '../..')
const token = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pinquiry-start-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

interface Ended {
  code: number | null
  output: string
}

/** Runs a program of ours in an empty folder; `until` ends it with SIGTERM once that text is printed. */
function run(
  program: string,
  args: string[],
  env: Record<string, string>,
  until?: string,
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, program), ...args],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, DATA_DIR: join(root, 'data'), ...env },
    },
  )
  let output = ''
  let stopped = false
  const read = (chunk: Buffer) => {
    output += chunk.toString()
    // One signal only: a second would end the process at once.
    if (!stopped && until !== undefined && output.includes(until)) stopped = child.kill('SIGTERM')
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  return new Promise((done) => child.on('close', (code) => done({ code, output })))
}

const start = (env: Record<string, string>, until?: string) => run('src/main.ts', [], env, until)

function expectPlainFailure({ code, output }: Ended, ...words: string[]): void {
  for (const word of words) expect(output).toContain(word)
  expect(code).toBeGreaterThan(0)
  expect(output).not.toMatch(/^\s+at .*:\d+/m)
  expect(output).not.toContain(token)
}

describe('a start that cannot be', () => {
  test('settings that are wrong are all listed', async () => {
    await writeFile(
      join(folder, '.env'),
      'DISCORD_TOKEN=short\nLOG_LEVEL loud\nPLAYGROUND_PORT=x\n',
    )
    const ended = await start({})
    expectPlainFailure(ended, 'DISCORD_TOKEN', '.env line 2', 'PLAYGROUND_PORT')
  })

  test('a wrong token says where to get a right one', async () => {
    const playground = await createPlayground({ identifyWindow: 0, page: false })
    try {
      const ended = await start({ DISCORD_TOKEN: token, DISCORD_API: playground.api })
      expectPlainFailure(ended, 'refused the token', 'Developer Portal')
    } finally {
      await playground.close()
    }
  })

  test('an API that nobody answers at is named', async () => {
    const ended = await start({ DISCORD_TOKEN: token, DISCORD_API: 'http://127.0.0.1:9/api' })
    expectPlainFailure(ended, 'http://127.0.0.1:9/api', 'nothing answers')
  })

  test('an API that is something else is told', async () => {
    const server = createServer((_request, response) => response.writeHead(500).end('no'))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    try {
      const ended = await start({
        DISCORD_TOKEN: token,
        DISCORD_API: `http://127.0.0.1:${port}/api`,
      })
      expectPlainFailure(ended, `http://127.0.0.1:${port}/api`)
    } finally {
      server.close()
    }
  })

  test('a guild that the bot is not in is told by the setting that names it', async () => {
    const playground = await createPlayground({ identifyWindow: 0, page: false, token })
    try {
      const ended = await start({
        DISCORD_TOKEN: token,
        DISCORD_API: playground.api,
        DISCORD_GUILD_ID: '100000000000000001',
      })
      expectPlainFailure(ended, 'DISCORD_GUILD_ID')
    } finally {
      await playground.close()
    }
  })

  test('a malformed data file is named with its line', async () => {
    const answers = join(folder, 'data', 'answers')
    await mkdir(answers, { recursive: true })
    await writeFile(join(answers, 'bad.json'), '{\n  "entries": [\n    oops\n  ]\n}\n')
    expectPlainFailure(await start({ DATA_DIR: join(folder, 'data') }), 'bad.json', '3')
  })

  test('a data folder that is not there is named', async () => {
    expectPlainFailure(await start({ DATA_DIR: join(folder, 'nowhere') }), 'nowhere')
  })

  test('a port in use is named, with the way out', async () => {
    const server = createServer()
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    try {
      const ended = await start({ PLAYGROUND_PORT: String(port) })
      expectPlainFailure(ended, `Port ${port} is in use`, 'PLAYGROUND_PORT')
    } finally {
      server.close()
    }
  })
})

describe('a start that works', () => {
  test('without a token it opens the playground, and SIGTERM ends it cleanly', async () => {
    const ended = await start({ PLAYGROUND_PORT: '0' }, 'Ctrl+C')
    expect(ended.output).toMatch(/Open {2}http:\/\/127\.0\.0\.1:\d+\//)
    expect(ended.code).toBe(0)
  })

  test('with a token it serves that Discord, and SIGTERM ends it cleanly', async () => {
    const playground = await createPlayground({ identifyWindow: 0, page: false, token })
    try {
      const env = { DISCORD_TOKEN: token, DISCORD_API: playground.api }
      const ended = await start(env, 'Ctrl+C')
      expect(ended.code).toBe(0)
      expect(
        playground
          .person('member')
          .commands()
          .map(({ name }) => name),
      ).toContain('ask')
    } finally {
      await playground.close()
    }
  })
})

test('a connection that ends for good ends the process, with the reason', async () => {
  const playground = await createPlayground({ identifyWindow: 0, page: false, token })
  try {
    const ending = start({ DISCORD_TOKEN: token, DISCORD_API: playground.api })
    await expect.poll(() => playground.world.online, { timeout: 10_000 }).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 500))
    playground.gateway({ do: 'close', code: 4014 })
    const ended = await ending
    expectPlainFailure(ended, 'code 4014', 'Developer Portal')
    // Whoever starts it again only burns sessions.
    expect(ended.code).toBe(78)
    expect(playground.connects()).toBe(1)
  } finally {
    await playground.close()
  }
})

describe('asking from a terminal', () => {
  const ask = (...args: string[]) => run('src/programs/ask.ts', args, {})

  test('prints the reply as text and exits 0', async () => {
    const ended = await ask('why did russia get angry about kosovo peacekeepers')
    expect(ended.code).toBe(0)
    expect(ended.output).toMatch(/Russia/)
    expect(ended.output).not.toContain('**')
  })

  test('prints the payload with --json', async () => {
    const ended = await ask('--json', 'What is Resolution 1244?')
    expect(ended.code).toBe(0)
    expect(JSON.parse(ended.output)).toMatchObject({ embeds: [{ title: expect.any(String) }] })
  })

  test('exits 3 when nothing was found', async () => {
    const ended = await ask('how do I boil an egg')
    expect(ended.code).toBe(3)
    expect(ended.output).toContain('I have no answer')
  })

  test('explains itself without a question and exits 2', async () => {
    const ended = await ask()
    expect(ended.code).toBe(2)
    expect(ended.output).toContain('Usage')
  })
})
