/** The one place where the parts meet. */

import { randomBytes } from 'node:crypto'
import { REST } from '@discordjs/rest'
import { type Client, type Interaction, Routes } from 'discord.js'
import { commands } from '../commands/index.ts'
import type { Parts } from '../commands/parts.ts'
import { type Answering, createAnswering } from './answering.ts'
import { createAudit } from './audit.ts'
import { type Clock, systemClock } from './clock.ts'
import { watchDepartures } from './departing.ts'
import { createAge } from './discord/age.ts'
import { attachmentReader } from './discord/attachments.ts'
import { createReplies, createWiredClient, restOptions, watchConnection } from './discord/client.ts'
import { createDiscipline } from './discord/discipline.ts'
import { createGate } from './discord/gate.ts'
import { endClient } from './discord/hearing.ts'
import { createNames } from './discord/names.ts'
import { registerCommands } from './discord/register.ts'
import { createRouter } from './discord/router.ts'
import { startErrorOf } from './discord/start-error.ts'
import { createExamination, measureRequests, readingOf, troublesOf } from './examination.ts'
import { createForgetting } from './forgetting.ts'
import { createGames } from './games.ts'
import { createPacer, type Paces } from './guild/pace.ts'
import { pseudonymOf } from './guild/pseudonym.ts'
import { createSettings } from './guild/settings.ts'
import { createImportReader } from './import-reader.ts'
import type { Entry } from './knowledge/entry.ts'
import type { Log } from './log.ts'
import { createMetrics, type Metrics, type Reading } from './operations/metrics.ts'
import { createDraw } from './pictures/draw-in-time.ts'
import { createPinning } from './pinning.ts'
import { createPlanning } from './planning.ts'
import { createSharding } from './sharding.ts'
import { type Span, shardsOf, shareOf, spanText } from './shards/span.ts'
import type { Database } from './store/database.ts'
import { createDepartures } from './store/departures.ts'
import { away, patiently } from './store/patience.ts'
import { createPersonalData } from './store/personal.ts'
import { createPinStore } from './store/pins.ts'
import { createSettingsStore } from './store/settings.ts'
import { createTell } from './tell.ts'
import type { TriviaItem } from './trivia/question.ts'
import type { RankingRules } from './trivia/ranked.ts'
import type { Voices } from './voices.ts'

export interface AppNeeds {
  readonly token: string
  /** REST base; the gateway's address is asked for there. */
  readonly api: string
  readonly guildId?: string | undefined
  /** The shards that this process serves; the only one when absent. */
  readonly span?: Span
  /** Whether a process that serves them is asked to hand them over; otherwise its end is waited for. */
  readonly replace?: boolean
  readonly entries: readonly Entry[]
  /** The questions that come with the bot. */
  readonly trivia: readonly TriviaItem[]
  /** Stays open after a stop: it is the caller's. */
  readonly database: Database
  readonly log: Log
  /** The machine's, unless a test brings its own. */
  readonly clock?: Clock
  /** What makes a game count; the published rules when absent. */
  readonly ranking?: RankingRules
  /** How far apart sessions begin, in milliseconds; as Discord demands when absent. */
  readonly sessionsApart?: number
  /** How fast people may ask; the bot's own limits when absent. */
  readonly paces?: Paces
  /** Bytes left where the database is; undefined where that cannot be told. */
  readonly freeSpace?: () => Promise<number | undefined>
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

/** How long a stop waits for answers under way, in milliseconds: Discord takes none after 3 s. */
const drain = 3_000

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
  const gate = createGate<Interaction>(() => clock.now())
  const underWay = new Set<Promise<void>>()
  let stopped = false
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
      personal: personalOf(needs.database, answering, clock),
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
  watchConnection(client, log, (reason, exitCode) => {
    if (!stopped) needs.onDead(reason, exitCode)
  })
  const answer = (interaction: Interaction) => {
    const answering = route(interaction).finally(() => {
      underWay.delete(answering)
      listen(voices, interaction)
    })
    underWay.add(answering)
  }
  client.on('interactionCreate', (interaction) => {
    if (!sharding.isSure()) gate.hold()
    if (gate.admits(interaction)) answer(interaction)
  })
  const stop = async () => {
    stopped = true
    const answered = gate.close()
    departing.stop()
    forgetting.stop()
    pinning.stop()
    planning.stop()
    challenges.stop()
    const late = new Promise((resolve) => setTimeout(resolve, drain).unref())
    await Promise.race([host.stop(), late])
    // An heir goes on from here; answers under way are still ours to give.
    await sharding.release(answered).catch((error) => log.error({ err: error }, 'shards'))
    await Promise.race([Promise.all(underWay), late])
    await Promise.race([Promise.all([host.stop(), answering.stop()]), late])
    hearing.stop()
    await endClient(client)
    log.info({ unanswered: underWay.size }, 'stopped')
  }
  let stopping: Promise<void> | undefined
  let isStandby = false
  let isServing = false
  const open = (answered: readonly string[]) => {
    for (const interaction of gate.open(answered)) answer(interaction)
  }
  /** A start goes on although the database is away for a moment. */
  const whileAway = <Result>(work: () => Promise<Result>) =>
    patiently(work, {
      ...{ clock: systemClock, isOver: () => stopped },
      onAway: (error) => log.warn({ err: error }, away),
    })
  /** The shards are this process's from now on, however long it takes to connect. */
  const keep = () =>
    sharding.keep({
      onWanted() {
        log.info('another process takes over')
        stopping ??= stop()
        void stopping.then(() => needs.onReplaced?.())
      },
      onLost: () => needs.onDead('Another process serves these shards now.'),
      onKept: () => isServing && open([]),
    })
  const serve = async (answered: readonly string[]) => {
    await whileAway(host.resume)
    if (stopped) return
    isServing = true
    open(answered)
    answering.start()
    departing.start()
    forgetting.start()
    pinning.start()
    planning.start()
    challenges.start()
  }
  return {
    metrics,
    reading: () => readingOf(client, host, discipline),
    troubles: async () => [
      ...(isStandby ? ['standing by for the process that serves its shards'] : []),
      ...(await troublesOf(client, database, stopped)),
    ],
    async start() {
      const started = performance.now()
      try {
        const connection = await check(client, refused.promise, needs)
        if (await whileAway(sharding.take)) {
          keep()
          await connection.register()
          await connection.open()
          await serve([])
        } else {
          await connection.open()
          isStandby = true
          const answered = await sharding.inherit()
          if (answered === undefined) return
          isStandby = false
          keep()
          await serve(answered)
          await connection.register()
        }
      } catch (error) {
        await sharding.release([]).catch(() => undefined)
        await endClient(client)
        throw startErrorOf(error, api)
      }
      log.info({ ms: Math.round(performance.now() - started), shards: spanText(span) }, 'ready')
    },
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}

/** What is kept of one person, over all guilds. */
function personalOf(database: Database, { parts }: Answering, clock: Clock): Parts['personal'] {
  const data = createPersonalData(database)
  return {
    read: data.read,
    async forget(person) {
      const alias = pseudonymOf(person, randomBytes(8).readBigUInt64BE())
      for (const guild of await data.forget(person, alias, clock.now())) parts.library.forget(guild)
    },
  }
}

/** Who was answered can be replied to once more. */
function listen(voices: Voices, interaction: Interaction): void {
  // What follows a deferral stands in its place, and would be as private as it.
  if (!interaction.isRepliable() || !interaction.replied) return
  const { channelId, applicationId: application, token, createdTimestamp: at } = interaction
  if (channelId !== null) voices.heard(channelId, { application, token, at })
}

/** Makes sure that `api` knows the token; then the bot's commands can be registered, and the connection opened. */
async function check(
  client: Client,
  refused: Promise<never>,
  { token, api, guildId, log }: AppNeeds,
) {
  // Nobody waits for an answer yet: a slow start is better than none.
  const rest = new REST({ ...restOptions(api), timeout: 15_000 }).setToken(token)
  // A wrong token or server fails here, before one of the day's 1,000 identifies is spent on it.
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string }
  return {
    async register() {
      const list = commands.map(({ data }) => data)
      const changed = await registerCommands({ rest, applicationId: id, guildId, commands: list })
      log.info({ commands: list.length, changed }, 'commands registered')
    },
    async open() {
      const ready = new Promise<void>((resolve) => client.once('clientReady', () => resolve()))
      await Promise.race([Promise.all([client.login(token), ready]), refused])
    },
  }
}
