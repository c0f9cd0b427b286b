/** Starts a bot in a process of its own on a playground: ours as it is shipped, or the plain way beside it. */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Playground } from '../../src/playground/server.ts'
import { startFlags } from '../support/start-flags.ts'

const root = resolve(import.meta.dirname, '../..')

export interface Bot {
  readonly pid: number
  /** CPU that it has used so far, in milliseconds; and its memory, in MB. */
  cost(): Promise<{ readonly cpu: number; readonly rss: number }>
  stop(): Promise<void>
}

/** `npm start` against `playground`, with its database in `folder`. */
export function ours(playground: Playground, folder: string): Promise<Bot> {
  return run(playground, [...startFlags, 'src/main.ts'], {
    STATE_DIR: folder,
    LOG_LEVEL: 'warn',
  })
}

/** Does something with a folder that is thrown away afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'pinquiry-load-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Does something with a bot, which ends with it, come what may. */
export async function withBot<Result>(
  starting: Promise<Bot>,
  work: (bot: Bot) => Promise<Result>,
): Promise<Result> {
  const bot = await starting
  try {
    return await work(bot)
  } finally {
    await bot.stop()
  }
}

/** A bot of discord.js as its guide shows it: every press is answered with `deferUpdate()`, nothing is kept. */
export const plain = (playground: Playground) =>
  run(playground, ['--disable-warning=ExperimentalWarning', 'test/load/plain.ts'], {})

async function run(
  { api, token }: Playground,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Bot> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, DISCORD_API: api, DISCORD_TOKEN: token, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await ready(child)
  return {
    pid: child.pid ?? 0,
    cost: async () => costOf(child.pid ?? 0),
    async stop() {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
    },
  }
}

function ready(child: ChildProcess): Promise<void> {
  const { promise, resolve: done, reject } = Promise.withResolvers<void>()
  child.stdout?.on('data', (chunk) => String(chunk).includes('on Discord') && done())
  child.once('exit', (code) => reject(new Error(`the bot ended with code ${code}`)))
  return promise
}

/** From /proc (Linux): clock ticks of 10 ms, pages of 4 KiB. */
async function costOf(pid: number): Promise<{ cpu: number; rss: number }> {
  const { readFile } = await import('node:fs/promises')
  const stat = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
  return { cpu: (Number(stat[11]) + Number(stat[12])) * 10, rss: (Number(stat[21]) * 4_096) / 1e6 }
}
