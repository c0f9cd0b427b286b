/** From `npm start`'s process to ready on the playground, and the memory it then holds. */

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Figure } from './main.ts'
import { median } from './median.ts'

const root = resolve(import.meta.dirname, '../..')
const runs = 5
/** How long the bot is left alone before its memory is read, in milliseconds. */
const idle = 5_000

export async function startBench(): Promise<Figure[]> {
  const times: number[] = []
  const memory: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const { child, ms } = await startOnce()
    times.push(ms)
    if (run < 3) {
      await sleep(idle)
      memory.push(residentMiB(child.pid ?? 0))
    }
    child.kill('SIGKILL')
  }
  return [
    {
      what: `start of bot and playground to ready, median of ${runs}`,
      measured: `${(median(times) / 1000).toFixed(2)} s`,
      bar: '≤ 2 s',
    },
    {
      what: `resident memory of both, idle for ${idle / 1000} s, median of 3`,
      measured: `${median(memory).toFixed(0)} MiB`,
      bar: '≤ 150 MB',
    },
  ]
}

async function startOnce(): Promise<{ child: ChildProcess; ms: number }> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, PLAYGROUND_PORT: '0' },
  })
  await new Promise<void>((ready, failed) => {
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Open ')) ready()
    })
    child.on('exit', (code) => failed(new Error(`the bot ended with code ${code}`)))
  })
  return { child, ms: performance.now() - began }
}

/** Resident set of a process, from Linux's /proc. */
function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
}
