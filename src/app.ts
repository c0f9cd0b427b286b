/** The one place where the parts meet. */

import { randomBytes } from 'node:crypto'
import { REST } from '@discordjs/rest'
import { type Client, type Interaction, Routes } from 'discord.js'
import { commands } from '../commands/index.ts'
import type { Parts } from '../commands/parts.ts'
import { type Answering, createAnswering } from './answering.ts'
import { createAudit } from './audit.ts'
import { createChallengeStage } from './challenge-stage.ts'
import { type Clock, systemClock } from './clock.ts'
import { watchDepartures } from './departing.ts'
import { attachmentReader } from './discord/attachments.ts'
import { createClient, createReplies, restOptions, watchConnection } from './discord/client.ts'
import { createNames } from './discord/names.ts'
import { registerCommands } from './discord/register.ts'
import { createRouter } from './discord/router.ts'
import { startErrorOf } from './discord/start-error.ts'
import { watchPlaces } from './discord/watch-places.ts'
import { createExamination, measureRequests, readingOf, troublesOf } from './examination.ts'
import { createPacer, type Paces } from './guild/pace.ts'
import { pseudonymOf } from './guild/pseudonym.ts'
import { createSettings, type Settings } from './guild/settings.ts'
import { createImportReader } from './import-reader.ts'
import type { Entry } from './knowledge/entry.ts'
import type { Library } from './knowledge/library.ts'
import type { Log } from './log.ts'
import { createMetrics, type Metrics, type Reading } from './operations/metrics.ts'
import { createOwnQuestions } from './own-questions.ts'
import { createDraw } from './pictures/draw-in-time.ts'
import { createPinning } from './pinning.ts'
import { createPlanning } from './planning.ts'
import { createStage } from './stage.ts'
import { createChallengeStore } from './store/challenges.ts'
import type { Database } from './store/database.ts'
import { createDepartures } from './store/departures.ts'
import { createPersonalData } from './store/personal.ts'
import { createPinStore } from './store/pins.ts'
import { createQuestionStore } from './store/questions.ts'
import { createReportStore } from './store/reports.ts'
import { createRoundStore } from './store/rounds.ts'
import { createRecords } from './store/scores.ts'
import { createSettingsStore } from './store/settings.ts'
import { createTell } from './tell.ts'
import { createChallenges } from './trivia/challenges.ts'
import { createHost, type Host } from './trivia/host.ts'
import type { TriviaItem } from './trivia/question.ts'
import { type RankingRules, rankingRules } from './trivia/ranked.ts'
import { labelled } from './trivia/rating.ts'
import { createVoices, type Voices } from './voices.ts'

export interface AppNeeds {
  readonly token: string
  /** REST base; the gateway's address is asked for there. */
  readonly api: string
  readonly guildId?: string | undefined
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
  /** How fast people may ask; the bot's own limits when absent. */
  readonly paces?: Paces
  /** Bytes left where the database is; undefined where that cannot be told. */
  readonly freeSpace?: () => Promise<number | undefined>
  /** Called when the connection has ended for good and nothing but a restart helps. */
  readonly onDead: (reason: string) => void
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
  const client = createClient(api)
  const underWay = new Set<Promise<void>>()
  let stopped = false
  const clock = needs.clock ?? systemClock
  const fresh = needs.database.engine === 'postgres' ? settingsFresh : Number.POSITIVE_INFINITY
  const settings = createSettings(createSettingsStore(needs.database), () => clock.now(), fresh)
  const audit = createAudit(client.rest, settings, log)
  const answering = createAnswering(needs.entries, {
    database: needs.database,
    clock,
    log,
    settings,
    tell: createTell(client.rest, log),
  })
  const { host, stage, voices, onError, challenges, ...games } = createGames(
    client,
    needs,
    answering.parts.library,
    settings,
  )
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
  const metrics = createMetrics()
  measureRequests(client.rest, metrics)
  const examination = createExamination({
    client,
    database: needs.database,
    metrics,
    clock,
    freeSpace: needs.freeSpace,
  })
  const files = createImportReader()
  const route = createRouter({
    commands,
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
  watchConnection(client, log, (reason) => {
    if (!stopped) needs.onDead(reason)
  })
  client.on('interactionCreate', (interaction) => {
    if (stopped) return
    const answering = route(interaction).finally(() => {
      underWay.delete(answering)
      listen(voices, interaction)
    })
    underWay.add(answering)
  })
  return {
    metrics,
    reading: () => readingOf(client, host),
    troubles: () => troublesOf(client, needs.database, stopped),
    async start() {
      const started = performance.now()
      try {
        await connect(client, needs)
        await host.resume()
        answering.start()
        departing.start()
        pinning.start()
        planning.start()
        challenges.start()
      } catch (error) {
        await client.destroy()
        throw startErrorOf(error, api)
      }
      log.info({ ms: Math.round(performance.now() - started) }, 'ready')
    },
    async stop() {
      stopped = true
      departing.stop()
      pinning.stop()
      planning.stop()
      challenges.stop()
      const late = new Promise((resolve) => setTimeout(resolve, drain).unref())
      await Promise.race([Promise.all(underWay), late])
      await Promise.race([Promise.all([host.stop(), answering.stop()]), late])
      await client.destroy()
      log.info({ unanswered: underWay.size }, 'stopped')
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

/** Everything of trivia, put together. */
function createGames(client: Client, needs: AppNeeds, library: Library, settings: Settings) {
  const { database, log, trivia } = needs
  const clock = needs.clock ?? systemClock
  const byId = new Map(trivia.map((item) => [item.id, item]))
  const rules = () => needs.ranking ?? rankingRules
  const records = createRecords(database)
  const questions = createQuestionStore(database)
  const { itemOf, pool, insiders } = createOwnQuestions({
    ...{ store: questions, library, settings },
    shipped: async () => labelled(trivia, await records.earnedRatings()),
  })
  const voices = createVoices(() => clock.now())
  const stage = createStage(client.rest, createReplies(needs.api), rules, voices)
  const onError = (error: unknown, doing: string) => log.error({ err: error, doing }, 'trivia')
  const store = createRoundStore(database, (id) => {
    const item = byId.get(id)
    return item && { difficulty: item.difficulty, options: item.wrong.length + 1 }
  })
  const secret = (digits: number) =>
    randomBytes(Math.ceil(digits / 2))
      .toString('hex')
      .slice(0, digits)
  const host: Host = createHost({
    store,
    stage,
    clock,
    secret,
    pool,
    insiders,
    rules,
    onError,
  })
  const challenges = createChallenges({
    ...{ clock, now: host.now, secret, pool, history: store.history, onError },
    store: createChallengeStore(database),
    stage: createChallengeStage(client.rest),
    isOurs: (guild) => client.guilds.cache.has(guild),
  })
  const gone = (doing: Promise<void>) =>
    void doing.catch((error) => log.error({ err: error }, 'trivia'))
  watchPlaces(client, host.now, {
    channelGone: (channel) => gone(host.channelGone(channel)),
    guildGone: (guild) => gone(host.guildGone(guild)),
    messageGone: (channel, message) => gone(host.messageGone(channel, message)),
    interrupted: (from) => gone(host.interrupted(from, host.now())),
  })
  const reports = createReportStore(database)
  const own = { questions, reports, itemOf, pool, newQuestionId: () => `own-${secret(12)}` }
  return { host, stage, voices, onError, challenges, records, rules, ...own }
}

async function connect(client: Client, { token, api, guildId, log }: AppNeeds): Promise<void> {
  // Nobody waits for an answer yet: a slow start is better than none.
  const rest = new REST({ ...restOptions(api), timeout: 15_000 }).setToken(token)
  // A wrong token or server fails here, before one of the day's 1,000 identifies is spent on it.
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string }
  const list = commands.map(({ data }) => data)
  const changed = await registerCommands({ rest, applicationId: id, guildId, commands: list })
  log.info({ commands: list.length, changed }, 'commands registered')
  const ready = new Promise<void>((resolve) => client.once('clientReady', () => resolve()))
  await Promise.all([client.login(token), ready])
}
