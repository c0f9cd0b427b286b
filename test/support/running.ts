/** Programs of ours as processes: started on a playground, heard, ended. */

import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { expect } from 'vitest'
import type { Playground } from '../../src/playground/server.ts'

const root = resolve(import.meta.dirname, '../..')

export interface Program {
  readonly child: ChildProcess
  readonly lines: readonly string[]
  /** How many of its lines hold this text. */
  said(text: string): number
}

export interface ProgramNeeds {
  readonly discord: Playground
  /** Of its PostgreSQL database. */
  readonly url: string
  readonly program: string
  readonly args: readonly string[]
  /** Node's own, which the processes that it starts are given as well. */
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export function startProgram(needs: ProgramNeeds): Program {
  const { discord, url, program, args, flags = [], env = {} } = needs
  const lines: string[] = []
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...flags, join(root, program), ...args],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        DISCORD_TOKEN: discord.token,
        DISCORD_API: discord.api,
        DATABASE_URL: url,
        LOG_LEVEL: 'info',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => lines.push(...String(chunk).split('\n')))
  return { child, lines, said: (text) => lines.filter((line) => line.includes(text)).length }
}

/** Resolves once it has said `text` so many times; `patience` is in milliseconds. */
export async function untilSaid(
  { said }: Program,
  text: string,
  times = 1,
  patience = 30_000,
): Promise<void> {
  await expect.poll(() => said(text), { timeout: patience }).toBeGreaterThanOrEqual(times)
}

/** Ends it; resolves with its exit code. */
export function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  child.kill(signal)
  return ended
}

/** The process ids of all that a supervisor has started. */
export const pidsOf = (lines: readonly string[]): number[] =>
  lines.filter((line) => line.includes('"msg":"started"')).map((line) => JSON.parse(line).pid)
