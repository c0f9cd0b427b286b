/** Reads the running bot for those who watch over it: the health endpoint, the metrics and the doctor. */

import { type Client, type REST, Status } from 'discord.js'
import { sql } from 'kysely'
import type { Clock } from './clock.ts'
import type { Discipline } from './discord/discipline.ts'
import {
  answerTimeFinding,
  clockFinding,
  type Finding,
  identifiesFinding,
  intentFinding,
  refusedFinding,
  routesFinding,
  storageFinding,
} from './operations/doctor.ts'
import type { Metrics, Reading } from './operations/metrics.ts'
import type { Database } from './store/database.ts'
import { writeTime } from './store/write-time.ts'
import type { Host } from './trivia/host.ts'

/** How long the database may take to show that it is there, in milliseconds. */
const patience = 1_000

/** Why the bot cannot serve at the moment, in words. */
export async function troublesOf(
  client: Client,
  { db }: Database,
  stopping: boolean,
): Promise<readonly string[]> {
  const troubles = [
    ...(stopping ? ['the bot is stopping'] : []),
    ...(client.isReady() ? [] : ['not connected to Discord yet']),
    ...[...client.ws.shards.values()]
      .filter(({ status }) => status !== Status.Ready)
      .map(({ id, status }) => `shard ${id} is not connected (${Status[status]})`),
  ]
  const asked = sql`select 1`.execute(db).then(
    () => undefined,
    (error: Error) => `the database does not answer: ${error.message}`,
  )
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve(`the database took over ${patience} ms`), patience).unref()
  })
  const database = await Promise.race([asked, late])
  return database === undefined ? troubles : [...troubles, database]
}

/** The numbers of this moment. */
export function readingOf(client: Client, host: Host, discipline: Discipline): Reading {
  return {
    invalid: discipline.invalid(),
    closedRoutes: discipline.closed().length,
    guilds: client.guilds.cache.size,
    games: [...client.guilds.cache.keys()].reduce((sum, id) => sum + host.inGuild(id).length, 0),
    shards: [...client.ws.shards.values()].map(({ id, status, ping }) => ({
      id,
      ready: status === Status.Ready,
      ping,
    })),
  }
}

/** Counts what goes to Discord. */
export function measureRequests(rest: REST, metrics: Metrics): void {
  rest.on('response', (_request, { status }) => metrics.requested(status))
  rest.on('rateLimited', ({ scope }) => metrics.rateLimited(scope))
}

export interface ExaminationNeeds {
  readonly client: Client
  readonly database: Database
  readonly discipline: Discipline
  readonly metrics: Metrics
  /** Sessions that were begun within the last day. */
  readonly identifies: () => Promise<number>
  readonly clock: Clock
  readonly freeSpace?: (() => Promise<number | undefined>) | undefined
}

/** What `/setup doctor` asks beyond the channels it sees: the machine, its clock and its storage. */
export function createExamination(needs: ExaminationNeeds) {
  const { client, database, metrics, clock, discipline } = needs
  return {
    /** `at`: Discord's time of the command that asks, in milliseconds since 1970. */
    async machine(at: number): Promise<readonly Finding[]> {
      const offset = clock.now() - at
      const application = await client.application?.fetch()
      return [
        intentFinding(application?.flags.bitfield ?? 0),
        clockFinding(offset),
        refusedFinding(discipline.invalid()),
        routesFinding(discipline.closed()),
        identifiesFinding(await needs.identifies()),
        answerTimeFinding(metrics.quantile(0.95)),
        storageFinding({
          engine: database.engine,
          writeMs: await writeTime(database),
          free: await needs.freeSpace?.(),
        }),
      ]
    },
  }
}
