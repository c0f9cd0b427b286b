/** `npm start`: the bot on Discord or, without a token, on a playground that it opens itself. */

import { parseArgs } from 'node:util'
import { type App, type AppNeeds, createApp } from './app.ts'
import { systemClock } from './clock.ts'
import { type Config, loadConfig } from './config.ts'
import { bug, catchCrashes, tooManyBugs } from './crash-net.ts'
import { recommendedSpan } from './discord/recommended.ts'
import { StartError } from './errors.ts'
import { startBackups } from './hourly-backups.ts'
import { createLog } from './log.ts'
import { type Health, openHealth } from './operations/health.ts'
import { openPlayground } from './programs/open-playground.ts'
import { inMemory, openDatabase } from './store/database.ts'
import { away, startPatience } from './store/patience.ts'
import { type Dataset, loadDataset } from './store/shipped.ts'
import { spaceLeft } from './store/space.ts'
import { runProgram, stopSignal } from './terminal.ts'
import { rankingRules } from './trivia/ranked.ts'

type Needs = Omit<AppNeeds, 'onDead' | 'onReplaced' | 'log' | 'database'>

const usage = `npm start -- [--shards 0-3/16] [--replace]
  --shards   serve these shards of the bot beside other processes (SHARDS); needs DATABASE_URL
  --replace  ask the process that serves them now to hand them over, without a gap`

await runProgram(async () => {
  const { shards, replace } = readArguments()
  const config = await loadConfig('.env', {
    ...process.env,
    ...(shards === undefined ? {} : { SHARDS: shards }),
  })
  const dataset = await loadDataset(config.dataFolder)
  const { token, api, guildId } = config
  if (token === undefined) return onPlayground(config, dataset)
  const span = config.span ?? (await recommendedSpan(token, api))
  const needs = { token, api, guildId, span, replace, ...dataset }
  return serve(config, config.stateFolder, needs, 'Pinquiry is on Discord. Ctrl+C stops it.')
})

function readArguments(): { readonly shards?: string | undefined; readonly replace: boolean } {
  try {
    const { values } = parseArgs({
      options: { shards: { type: 'string' }, replace: { type: 'boolean', default: false } },
    })
    return values
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${usage}`, 2)
  }
}

async function onPlayground(config: Config, dataset: Dataset): Promise<number> {
  const playground = await openPlayground({ port: config.playgroundPort, page: true })
  try {
    const { api, token, pageUrl } = playground
    // Everyone there is new, and gone with the playground, as is what is kept of them.
    const needs = { api, token, ...dataset, ranking: { ...rankingRules, accountAge: 0 } }
    return await serve(config, inMemory, needs, welcome(pageUrl))
  } finally {
    await playground.close()
  }
}

/** Runs the bot until a signal or an heir ends it (0), or its connection dies (a StartError that says why). */
async function serve(
  config: Config,
  folder: string,
  needs: Needs,
  greeting: string,
): Promise<number> {
  const log = createLog(config.logLevel, [needs.token, config.databaseUrl ?? ''])
  const { promise: ended, resolve: end } = Promise.withResolvers<StartError | undefined>()
  let isServing = false
  catchCrashes(log, {
    isServing: () => isServing,
    end: () => end(new StartError(tooManyBugs, bug)),
  })
  const stopping = stopSignal().then(() => undefined)
  const database = await openDatabase({
    folder,
    url: folder === inMemory ? undefined : config.databaseUrl,
    onError: (error) => log.error({ err: error }, 'database'),
    patience: startPatience,
    onAway: (error) => log.warn({ err: error }, away),
  })
  const freeSpace = async () => (folder === inMemory ? undefined : spaceLeft(folder))
  const app = createApp({
    ...{ ...needs, database, log, freeSpace },
    onDead: (reason, exitCode) => end(new StartError(reason, exitCode)),
    onReplaced: () => end(undefined),
  })
  const health = await openOperations(config, app)
  const endBackups =
    database.engine === 'sqlite' && folder !== inMemory
      ? await startBackups(database, folder, { clock: systemClock, log })
      : () => {}
  setInterval(tellParent, 2_000, 'alive').unref()
  // Without its parent nobody would start it again, nor end it.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  const started = app.start().then(() => {
    isServing = true
    console.log(greeting)
    tellParent('serving')
    setTimeout(tidyMemory, 2_000).unref()
  })
  const reason = await Promise.race([started.then(() => ended), stopping])
  await app.stop()
  endBackups()
  await health?.close()
  await database.close()
  if (reason !== undefined) throw reason
  return 0
}

/** Whoever started this process with a channel to it, such as `npm run supervise`, watches over it. */
function tellParent(sign: 'alive' | 'serving'): void {
  if (process.connected) process.send?.(sign)
}

/** The health endpoint, where the settings ask for one. */
async function openOperations({ operations }: Config, app: App): Promise<Health | undefined> {
  if (operations === undefined) return undefined
  app.metrics.watchProcess()
  return openHealth(operations.host, operations.port, {
    troubles: app.troubles,
    metrics: async () => ({
      text: await app.metrics.text(app.reading()),
      contentType: app.metrics.contentType,
    }),
  })
}

/**
 * Gives back what the start left behind, some 40 MB that an idle bot would keep. Needs `--expose-gc`,
 * which `npm start` gives; without it nothing happens.
 */
function tidyMemory(): void {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

function welcome(address: string): string {
  return `
Pinquiry is running on its playground: a small Discord on this machine, because no DISCORD_TOKEN is set.

    Open  ${address}

Type /ask or /trivia start there. Ctrl+C stops it. To run the bot on Discord itself, see the README.
`
}
