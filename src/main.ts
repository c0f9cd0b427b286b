/** `npm start`: the bot on Discord or, without a token, on a playground that it opens itself. */

import { type AppNeeds, createApp } from './app.ts'
import { type Config, loadConfig } from './config.ts'
import { StartError } from './errors.ts'
import { createLog } from './log.ts'
import { openPlayground } from './programs/open-playground.ts'
import { loadDataset } from './store/shipped.ts'
import { runProgram, stopSignal } from './terminal.ts'

type Needs = Omit<AppNeeds, 'onDead' | 'log'>

await runProgram(async () => {
  const config = await loadConfig('.env', process.env)
  const { entries } = await loadDataset(config.dataFolder)
  const { token, api, guildId } = config
  return token === undefined
    ? await onPlayground(config, entries)
    : await serve(
        config,
        { token, api, guildId, entries },
        'Pinquiry is on Discord. Ctrl+C stops it.',
      )
})

async function onPlayground(config: Config, entries: Needs['entries']): Promise<number> {
  const playground = await openPlayground({ port: config.playgroundPort, page: true })
  try {
    const { api, token, pageUrl } = playground
    return await serve(config, { api, token, entries }, welcome(pageUrl))
  } finally {
    await playground.close()
  }
}

/** Runs the bot until a signal stops it (0) or its connection dies (a StartError that says why). */
async function serve(config: Config, needs: Needs, greeting: string): Promise<number> {
  const log = createLog(config.logLevel, [needs.token])
  logCrashes(log)
  const { promise: dead, resolve: onDead } = Promise.withResolvers<string>()
  const stopping = stopSignal().then(() => undefined)
  const app = createApp({ ...needs, log, onDead })
  const started = app.start().then(() => {
    console.log(greeting)
    setTimeout(tidyMemory, 2_000).unref()
  })
  const reason = await Promise.race([started.then(() => dead), stopping])
  await app.stop()
  if (reason !== undefined) throw new StartError(reason)
  return 0
}

/**
 * Gives back what the start left behind, some 40 MB that an idle bot would keep. Needs `--expose-gc`,
 * which `npm start` gives; without it nothing happens.
 */
function tidyMemory(): void {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** A bug that nothing caught ends the process, after the log has it without secrets. */
function logCrashes(log: ReturnType<typeof createLog>): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, event)
      process.exit(70)
    })
  }
}

function welcome(address: string): string {
  return `
Pinquiry is running on its playground: a small Discord on this machine, because no DISCORD_TOKEN is set.

    Open  ${address}

Type /ask there. Ctrl+C stops it. To run the bot on Discord itself, see the README.
`
}
