/** Many servers in several processes of this machine, over PostgreSQL: how they start, answer and are replaced. */

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { findPerson, type Person, type Reply } from '../../src/playground/people.ts'
import type { Playground } from '../../src/playground/server.ts'
import { openPostgresServer } from '../support/postgres.ts'
import { startFlags } from '../support/start-flags.ts'
import { quantile } from './crowd.ts'
import { openDiscord } from './discord.ts'
import { brokenRow, type Row } from './row.ts'

const root = resolve(import.meta.dirname, '../..')

/** Discord's, for bots of this size; docs: events/gateway, "Sharding for Very Large Bots". */
const concurrency = 16

/** Questions in a second, over all servers, for `seconds`. */
const asking = { perSecond: 50, seconds: 20 } as const

/** In milliseconds. */
const settling = 10_000

export async function shardsLoad(
  guilds: number,
  shards: number,
  processes: number,
): Promise<Row[]> {
  const server = openPostgresServer({ durable: true })
  const playground = await openDiscord(guilds, {
    maxConcurrency: concurrency,
    history: 1_000,
    keep: 20,
  })
  const began = performance.now()
  const bot = await supervised(playground, await server.database(), shards, processes)
  try {
    await bot.said('on Discord', processes)
    const started = performance.now() - began
    // All processes have just started at once on the same few cores.
    await new Promise((go) => setTimeout(go, settling))
    const idle = bot.memory()
    const usual = await ask(playground)
    bot.child.kill('SIGHUP')
    const rolling = bot.said('on Discord', 2 * processes)
    const meanwhile = await ask(playground, rolling)
    return [
      {
        bar: `${guilds} servers, ${shards} shards, ${processes} processes: serving all of them`,
        measured: `${(started / 1_000).toFixed(1)} s after the start`,
      },
      {
        bar: 'memory of a process, and of a server more',
        measured: `${idle.map((mb) => mb.toFixed(0)).join(', ')} MB; ${kilobytes(idle, guilds)} KB`,
      },
      answeredRow(`/ask in any of them, ${asking.perSecond} a second`, usual),
      answeredRow('the same while each process is replaced', meanwhile),
      brokenRow(playground),
    ]
  } finally {
    await bot.stop()
    await playground.close()
    server.close()
  }
}

/** What an empty process takes, in MB: measured with one server. */
const emptyProcess = 145

const kilobytes = (memory: readonly number[], guilds: number) =>
  ((memory.reduce((sum, mb) => sum + mb - emptyProcess, 0) * 1_000) / guilds).toFixed(1)

async function supervised(
  { api, token }: Playground,
  url: string,
  shards: number,
  processes: number,
) {
  const child = spawn(
    process.execPath,
    [
      ...[...startFlags, 'src/programs/supervise.ts'],
      ...['--processes', String(processes), '--shards', String(shards)],
    ],
    {
      cwd: root,
      env: { ...process.env, DISCORD_API: api, DISCORD_TOKEN: token, DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
  })
  const count = (text: string) => output.split(text).length - 1
  return {
    child,
    /** Resolves once this was said so often. */
    async said(text: string, times: number) {
      while (count(text) < times) {
        if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode}`)
        await new Promise((go) => setTimeout(go, 100))
      }
    },
    memory: () => pidsOf(child).map(megabytes),
    async stop() {
      const ended = new Promise((go) => child.once('exit', go))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Processes that the supervisor has started (Linux). */
function pidsOf({ pid = 0 }: ChildProcess): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
}

const megabytes = (pid: number) =>
  (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096) / 1e6

/** Somebody of another server asks every few milliseconds: for a while, or until `end`. */
async function ask(playground: Playground, end?: Promise<void>): Promise<readonly Reply[]> {
  const guilds = [...playground.world.guilds.values()]
  const asked: Promise<Reply>[] = []
  let isOver = false
  void end?.then(() => {
    isOver = true
  })
  const began = performance.now()
  const least = asking.perSecond * asking.seconds
  for (let at = 0; at < least || (end !== undefined && !isOver); at += 1) {
    const wait = began + (at * 1_000) / asking.perSecond - performance.now()
    if (wait > 1) await new Promise((go) => setTimeout(go, wait))
    // A stride that has no factor in common with the number of guilds comes to all of them.
    const guild = guilds[(at * 7_919) % guilds.length]
    if (guild !== undefined) asked.push(askOne(findPerson(playground.world, guild, 'Ana')))
  }
  return Promise.all(asked)
}

const askOne = (who: Person) =>
  who.slash('ask', { question: 'When did Kosovo declare independence?' })

function answeredRow(bar: string, replies: readonly Reply[]): Row {
  const took = replies.map((one) => one.took)
  const late = replies.filter(({ failure }) => failure !== null).length
  return {
    bar: `${bar}: every question is answered within 3 s`,
    measured: `${replies.length - late} of ${replies.length}; p50 ${quantile(took, 0.5)} ms, p99 ${quantile(took, 0.99)} ms, longest ${Math.max(...took)} ms`,
    met: late === 0,
  }
}
