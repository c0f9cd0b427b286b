/** The bot as it is shipped, in processes that a run can kill, suspend and replace; whoever ends is started again. */

import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Playground } from '../../src/playground/server.ts'
import { startFlags } from '../support/start-flags.ts'
import type { Line } from './evidence.ts'
import { pause } from './pastime.ts'

const root = resolve(import.meta.dirname, '../..')

export interface Bot {
  /** Processes that serve at the moment. */
  pids(): readonly number[]
  /** Replaces them one after the other; absent where there is only one. */
  readonly roll?: () => void
  readonly lines: readonly Line[]
  /** What it wrote to standard error. */
  readonly errors: readonly string[]
  /** Ends of processes that nobody caused, in words. */
  readonly deaths: readonly string[]
  /** So many processes have come to serve. */
  served(): number
  /** Ends it with SIGTERM; resolves with its exit code and how long that took, in milliseconds. */
  stop(): Promise<{ readonly code: number | null; readonly took: number }>
}

/** What a bot wrote, as far as it is understood. */
interface Ears {
  readonly lines: Line[]
  readonly errors: string[]
  served: number
}

function start(
  { api, token }: Playground,
  program: readonly string[],
  env: Readonly<Record<string, string>>,
  ears: Ears,
  process: number,
): ChildProcess {
  const child = spawn(globalThis.process.execPath, [...startFlags, ...program], {
    cwd: root,
    env: {
      ...globalThis.process.env,
      DISCORD_API: api,
      DISCORD_TOKEN: token,
      LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  createInterface(child.stdout).on('line', (text) => {
    if (text.includes('on Discord.')) ears.served += 1
    if (text.startsWith('{')) ears.lines.push({ ...JSON.parse(text), process, at: Date.now() })
  })
  createInterface(child.stderr).on('line', (text) => ears.errors.push(text))
  return child
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null

const ended = (child: ChildProcess) =>
  new Promise<number | null>((done) => {
    if (hasEnded(child)) done(child.exitCode)
    else child.once('exit', done)
  })

/** One process with its database in `folder`; started again half a second after it has ended. */
export async function startAlone(playground: Playground, folder: string): Promise<Bot> {
  const ears: Ears = { lines: [], errors: [], served: 0 }
  const deaths: string[] = []
  let isStopping = false
  let child: ChildProcess | undefined
  const keep = async () => {
    for (let process = 0; !isStopping; process += 1) {
      child = start(playground, ['src/main.ts'], { STATE_DIR: folder }, ears, process)
      const before = ears.served
      const code = await ended(child)
      // Discord may fail while it starts; whoever runs it starts it again.
      if (code !== null && code !== 0 && !isStopping && ears.served > before)
        deaths.push(`it ended by itself with code ${code}`)
      if (!isStopping) await pause(500)
    }
  }
  void keep()
  await until(() => ears.served > 0)
  return {
    pids: () => (child?.pid === undefined || hasEnded(child) ? [] : [child.pid]),
    ...{ lines: ears.lines, errors: ears.errors, deaths },
    served: () => ears.served,
    async stop() {
      isStopping = true
      const began = performance.now()
      child?.kill('SIGTERM')
      const code = child === undefined ? 0 : await ended(child)
      return { code, took: performance.now() - began }
    },
  }
}

/** Two processes with a shard each, over PostgreSQL, kept by `npm run supervise`. */
export async function startSupervised(playground: Playground, url: string): Promise<Bot> {
  const ears: Ears = { lines: [], errors: [], served: 0 }
  const program = ['src/programs/supervise.ts', '--processes', '2', '--shards', '2']
  const child = start(playground, program, { DATABASE_URL: url }, ears, 0)
  await until(() => ears.served >= 2)
  const pids = (msg: string) =>
    ears.lines.flatMap((line) =>
      line.msg === msg ? [(line as unknown as { pid: number }).pid] : [],
    )
  return {
    pids() {
      const gone = new Set(pids('ended'))
      return pids('started').filter((pid) => !gone.has(pid))
    },
    roll: () => void child.kill('SIGHUP'),
    ...{ lines: ears.lines, errors: ears.errors },
    get deaths() {
      return ears.lines.flatMap((line) => {
        const { code } = line as unknown as { code?: number | null }
        return line.msg === 'ended' && typeof code === 'number' && code > 1
          ? [`a process ended with code ${code}`]
          : []
      })
    },
    served: () => ears.served,
    async stop() {
      const began = performance.now()
      child.kill('SIGTERM')
      return { code: await ended(child), took: performance.now() - began }
    },
  }
}

async function until(holds: () => boolean): Promise<void> {
  const began = performance.now()
  while (!holds()) {
    if (performance.now() - began > 60_000) throw new Error('the bot does not start')
    await pause(50)
  }
}
