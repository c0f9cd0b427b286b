/** `npm run supervise`: the whole bot on one machine, in several processes that are kept alive. */

import { fork } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../clock.ts'
import { type Config, loadConfig } from '../config.ts'
import { recommendedSpan } from '../discord/recommended.ts'
import { StartError } from '../errors.ts'
import { createLog } from '../log.ts'
import { divided, spanText } from '../shards/span.ts'
import { type Child, createSupervisor, type SupervisorNeeds } from '../supervisor.ts'
import { runProgram, stopSignal } from '../terminal.ts'

const usage = `npm run supervise -- --processes 4 [--shards 16]
  --processes  how many processes share the bot's shards
  --shards     how many shards the bot has on this machine; as Discord recommends when absent

SIGTERM ends them all. SIGHUP replaces each by a new one, without a gap: after an update, or after .env was changed.`

await runProgram(async () => {
  const { processes, shards } = readArguments()
  const config = await loadConfig('.env', process.env)
  const { token, api, databaseUrl = '' } = config
  if (token === undefined || databaseUrl === '')
    throw new StartError(
      'Several processes need DISCORD_TOKEN, and DATABASE_URL with the PostgreSQL database that they share.',
    )
  const total = shards ?? (await recommendedSpan(token, api)).total
  const supervisor = createSupervisor({
    spans: divided(total, processes),
    start: starter(config),
    clock: systemClock,
    log: createLog(config.logLevel, [token, databaseUrl]),
  })
  process.on('SIGHUP', () => void supervisor.roll())
  void stopSignal().then(supervisor.stop)
  return supervisor.run()
})

function readArguments(): { readonly processes: number; readonly shards: number | undefined } {
  const number = /^[1-9]\d{0,4}$/
  try {
    const { values } = parseArgs({
      options: { processes: { type: 'string' }, shards: { type: 'string' } },
    })
    const { processes = '', shards } = values
    if (!number.test(processes)) throw new Error('--processes must be a number from 1 on')
    if (shards !== undefined && !number.test(shards))
      throw new Error('--shards must be a number from 1 on')
    return { processes: Number(processes), shards: shards === undefined ? shards : Number(shards) }
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${usage}`, 2)
  }
}

/** Starts `src/main.ts` for a span, with this process's own flags; each has a port of its own for its health. */
function starter({ operations }: Config): SupervisorNeeds['start'] {
  return (span, at, replace) => {
    const child = fork(
      join(import.meta.dirname, '../main.ts'),
      ['--shards', spanText(span), ...(replace ? ['--replace'] : [])],
      {
        env: {
          ...process.env,
          ...(operations === undefined ? {} : { OPERATIONS_PORT: String(operations.port + at) }),
        },
      },
    )
    return {
      pid: child.pid ?? 0,
      onSign: (listener) =>
        void child.on('message', (said) => {
          if (said === 'alive' || said === 'serving') listener(said)
        }),
      onExit: (listener) => {
        child.once('exit', listener)
        child.once('error', () => listener(null))
      },
      kill: (signal) => void child.kill(signal),
    } satisfies Child
  }
}
