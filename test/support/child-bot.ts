/** The bot as it is shipped, in a process of its own, to which a test can do what it likes. */

import { fork } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Playground } from '../../src/playground/server.ts'
import { startFlags } from './start-flags.ts'
import type { Tampering, Vitals } from './tamper.ts'

const root = resolve(import.meta.dirname, '../..')

export interface ChildBot {
  /** Every line it logged, parsed. */
  readonly logged: readonly Record<string, unknown>[]
  /** Nothing runs in it for so long; resolves at once. */
  stall(ms: number): void
  /** Its machine's time is set by so much. */
  jump(ms: number): void
  /** Stops it as a whole (SIGSTOP), and lets it go on after so long. */
  suspend(ms: number): Promise<void>
  measure(): Promise<Vitals>
  /** Has a bug that nothing catches. */
  err(how: 'throw' | 'reject'): void
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>
  /** Ends it with SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>
  /** Ends it at once, in whatever state it is. */
  kill(): void
}

/** Starts it against `playground`, with its database in `folder`; resolves once it serves. */
export async function startChild(
  { api, token }: Playground,
  folder: string,
  { program = 'src/main.ts', env = {} }: { program?: string; env?: Record<string, string> } = {},
): Promise<ChildBot> {
  const child = fork(join(root, program), [], {
    cwd: root,
    execArgv: [...startFlags, '--import', './test/support/tamper.ts'],
    env: { ...process.env, DISCORD_API: api, DISCORD_TOKEN: token, STATE_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const logged: Record<string, unknown>[] = []
  if (child.stdout !== null)
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{')) logged.push(JSON.parse(line))
    })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const bugs = () => JSON.stringify(logged.filter(({ level }) => level === 'fatal').slice(-3))
  // What was ordered of a bot that has ended is told by whoever waits for it.
  const order = (what: Tampering) => void (child.connected && child.send(what, () => {}))
  child.setMaxListeners(0)
  const heard = <T>(fits: (message: unknown) => T | undefined) =>
    new Promise<T>((resolve, reject) => {
      const listen = (message: unknown) => {
        const found = fits(message)
        if (found === undefined) return
        child.off('message', listen)
        resolve(found)
      }
      child.on('message', listen)
      void ended.then((code) => reject(new Error(`the bot ended with code ${code}: ${bugs()}`)))
    })
  await heard((message) => (message === 'serving' ? true : undefined))
  return {
    logged,
    stall: (ms) => order({ tamper: 'stall', ms }),
    jump: (ms) => order({ tamper: 'jump', ms }),
    err: (how) => order({ tamper: how }),
    ended,
    async suspend(ms) {
      child.kill('SIGSTOP')
      await new Promise((resolve) => setTimeout(resolve, ms))
      child.kill('SIGCONT')
    },
    measure() {
      const vitals = heard((message) => (message as { vitals?: Vitals }).vitals)
      order({ tamper: 'measure' })
      return vitals
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
