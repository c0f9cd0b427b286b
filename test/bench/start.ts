/** From `npm start`'s process to ready on the playground, and the memory it then holds. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createPlayground } from '../../src/playground/server.ts'
import type { Figure } from './main.ts'
import { median } from './median.ts'

const root = resolve(import.meta.dirname, '../..')
const runs = 5
/** How long the bot is left alone before its memory is read, in milliseconds. */
const idle = 5_000

export async function startBench(): Promise<Figure[]> {
  const both = await measure({ PLAYGROUND_PORT: '0' })
  const playground = await createPlayground({
    identifyWindow: 0,
    page: false,
    token: 'MTIz.bench.token-of-no-account',
  })
  const alone = await measure({ DISCORD_TOKEN: playground.token, DISCORD_API: playground.api })
  await playground.close()
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  return [
    {
      what: `start of bot and playground to ready, median of ${runs}`,
      measured: seconds(both.ms),
      bar: '≤ 2 s',
    },
    {
      what: `resident memory of the bot, idle for ${idle / 1000} s`,
      measured: megabytes(alone.bytes),
      bar: '≤ 150 MB',
    },
    {
      what: 'the same of bot and playground in one process',
      measured: megabytes(both.bytes),
      bar: '≤ 150 MB',
    },
  ]
}

/** Medians over all runs of the time to ready and of the idle memory. */
async function measure(env: Record<string, string>): Promise<{ ms: number; bytes: number }> {
  const times: number[] = []
  const memory: number[] = []
  // The very first start fills Node's compile cache, which is written when the process ends.
  for (let run = 0; run <= runs; run += 1) {
    const { child, ms } = await startOnce(env)
    if (run > 0) {
      await sleep(idle)
      times.push(ms)
      memory.push(residentBytes(child.pid ?? 0))
    }
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { ms: median(times), bytes: median(memory) }
}

/** Starts what `npm start` starts, with the same flags. */
async function startOnce(
  env: Record<string, string>,
): Promise<{ child: ChildProcess; ms: number }> {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [, ...args] = (scripts.start as string).split(' ')
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
  })
  await new Promise<void>((ready, failed) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Ctrl+C')) ready()
    })
    child.once('exit', (code) => failed(new Error(`the bot ended with code ${code}`)))
  })
  return { child, ms: performance.now() - began }
}

/** Resident set of a process, from Linux's /proc. */
function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}
