/** The one place where the parts meet. */

import { randomBytes } from 'node:crypto'
import { commands } from '../commands/index.ts'
import { createAnswering } from './answering.ts'
import { createAudit } from './audit.ts'
import { systemClock } from './clock.ts'
import { connecting } from './connecting.ts'
import { watchDepartures } from './departing.ts'
import { createAge } from './discord/age.ts'
import { attachmentReader } from './discord/attachments.ts'
import { createReplies, createWiredClient, watchConnection } from './discord/client.ts'
import { createDiscipline } from './discord/discipline.ts'
import { endClient } from './discord/hearing.ts'
import { createNames } from './discord/names.ts'
import { createRouter } from './discord/router.ts'
import { startErrorOf } from './discord/start-error.ts'
import { createExamination, measureRequests, readingOf, troublesOf } from './examination.ts'
import { createForgetting } from './forgetting.ts'
import { createGames, type GamesNeeds } from './games.ts'
import { createPacer, type Paces } from './guild/pace.ts'
import { createSettings } from './guild/settings.ts'
import { createImportReader } from './import-reader.ts'
import type { Entry } from './knowledge/entry.ts'
import { createMetrics, type Metrics, type Reading } from './operations/metrics.ts'
import { createPersonal } from './personal.ts'
import { createDraw } from './pictures/draw-in-time.ts'
import { createPinning } from './pinning.ts'
import { createPlanning } from './planning.ts'
import { createReceiving } from './receiving.ts'
import { createServing } from './serving.ts'
import { createSharding } from './sharding.ts'
import { type Span, shardsOf, shareOf, spanText } from './shards/span.ts'
import type { Database } from './store/database.ts'
import { createDepartures } from './store/departures.ts'
import { createPinStore } from './store/pins.ts'
import { createSettingsStore } from './store/settings.ts'
import { createTell } from './tell.ts'

export interface AppNeeds extends GamesNeeds {
  readonly token: string
  /** REST base; the gateway's address is asked for there. */
  readonly api: string
  readonly guildId?: string | undefined
  /** The shards that this process serves; the only one when absent. */
  readonly span?: Span
  /** Whether a process that serves them is asked to hand them over; otherwise its end is waited for. */
  readonly replace?: boolean
  readonly entries: readonly Entry[]
  /** Stays open after a stop: it is the caller's. */
  readonly database: Database
  /** How far apart sessions begin, in milliseconds; as Discord demands when absent. */
  readonly sessionsApart?: number
  /** How fast people may ask; the bot's own limits when absent. */
  readonly paces?: Paces
  /** Called when the connection has ended for good; with an exit code where a restart would not help either. */
  readonly onDead: (reason: string, exitCode?: number) => void
  /** Called when another process has taken over as it was asked to: this one can end. */
  readonly onReplaced?: () => void
}

export interface App {
  /** Why it cannot serve at the moment, in words; empty while all is well. */
  troubles(): Promise<readonly string[]>
  readonly metrics: Metrics
  /** What the metrics ask for at the moment they are read. */
  reading(): Reading
  /** Resolves once commands are registered and the bot is ready; rejects with a StartError that says why not. */
  start(): Promise<void>
  /** Lets interactions under way finish, then disconnects. May be called at any time, more than once. */
  stop(): Promise<void>
}

/** How long another process's change of settings may go unnoticed, in milliseconds. */
const settingsFresh = 2_000

export function createApp(needs: AppNeeds): App {
  const { api, log } = needs
  const clock = needs.clock ?? systemClock
  const span = needs.span ?? { first: 0, last: 0, total: 1 }
  const { database, replace = false } = needs
  const refused = Promise.withResolvers<never>()
  refused.promise.catch(() => undefined)
  const sharding = createSharding({
    ...{ database, clock, log, span, replace },
    sessionsApart: needs.sessionsApart,
    onRefused: (error) =>
      client.isReady() ? needs.onDead(error.message, error.exitCode) : refused.reject(error),
  })
  const discipline = createDiscipline({ ...systemClock, log, random: Math.random })
  const part = {
    shards: shardsOf(span),
    shardCount: span.total,
    perSecond: shareOf(span, 50),
    throttle: sharding.throttle,
  }
  const { client, wire } = createWiredClient(api, part, discipline)
  const replies = createReplies(api, discipline)
  const fresh = needs.database.engine === 'postgres' ? settingsFresh : Number.POSITIVE_INFINITY
  const settings = createSettings(createSettingsStore(needs.database), () => clock.now(), fresh)
  const audit = createAudit(wire.for('background'), settings, log)
  const answering = createAnswering(needs.entries, {
    database: needs.database,
    clock,
    log,
    settings,
    tell: createTell(wire.for('background'), log),
  })
  const { hearing, host, stage, voices, onError, challenges, ...games } = createGames(needs, {
    ...{ client, wire, replies, settings, span },
    library: answering.parts.library,
    holding: sharding.holding,
  })
  const planning = createPlanning({
    ...{ client, clock, host, stage, onError, settings, audit, challenges },
    database: needs.database,
  })
  const pinning = createPinning({
    ...{ client, clock, log },
    store: createPinStore(needs.database),
    preference: settings.of,
    fresh,
    readAttachment: attachmentReader(api),
  })
  const departing = watchDepartures(client, createDepartures(needs.database), {
    clock,
    log,
    onPurge(guild) {
      answering.parts.library.forget(guild)
      pinning.pinner.forget(guild)
    },
  })
  const forgetting = createForgetting(database, clock, log)
  const metrics = createMetrics()
  for (const rest of [wire, replies]) measureRequests(rest, metrics)
  const examination = createExamination({
    ...{ client, discipline, metrics, clock, identifies: sharding.identifies },
    database: needs.database,
    freeSpace: needs.freeSpace,
  })
  const files = createImportReader()
  const age = createAge()
  const route = createRouter({
    commands,
    ageOf: ({ createdTimestamp }) => age(createdTimestamp, clock.now()),
    parts: {
      ...answering.parts,
      readAttachment: attachmentReader(api),
      readImport: files.entries,
      readQuestions: files.questions,
      settings,
      audit,
      pacer: createPacer(needs.paces),
      pins: pinning.pinner,
      personal: createPersonal(database, answering, clock),
      host: {
        ...host,
        withheld: (guild) => host.withheld(guild).union(challenges.withheld(guild)),
      },
      challenges,
      names: createNames(client, () => clock.now()),
      draw: createDraw(log),
      ...games,
      plans: planning.plans,
      examination,
    },
    log,
    newReference: () => randomBytes(4).toString('hex'),
    onEnd: (command, outcome, ms) => metrics.answered({ command, outcome, ms }),
  })
  const receiving = createReceiving(route, voices, clock)
  client.on('interactionCreate', (interaction) => receiving.receive(interaction, sharding.isSure()))
  const serving = createServing({
    ...{ client, log, sharding, receiving, host, answering },
    services: [departing, forgetting, pinning, planning, challenges],
    deafen: hearing.stop,
    onDead: needs.onDead,
    onReplaced: needs.onReplaced,
  })
  watchConnection(client, log, (reason, exitCode) => {
    if (!serving.isStopped()) needs.onDead(reason, exitCode)
  })
  return {
    metrics,
    reading: () => readingOf(client, host, discipline),
    troubles: async () => [
      ...(serving.isStandby() ? ['standing by for the process that serves its shards'] : []),
      ...(await troublesOf(client, database, serving.isStopped())),
    ],
    async start() {
      const started = performance.now()
      try {
        await serving.start(await connecting(client, refused.promise, needs))
        if (serving.isStandby()) return
      } catch (error) {
        await sharding.release([]).catch(() => undefined)
        await endClient(client)
        throw startErrorOf(error, api)
      }
      log.info({ ms: Math.round(performance.now() - started), shards: spanText(span) }, 'ready')
    },
    stop: serving.stop,
  }
}
