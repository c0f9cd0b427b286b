/** What the bot counts and measures, for Prometheus and for the doctor. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** How an interaction ended: answered, refused as a person's mistake, failed as ours, or too late for Discord. */
export type Outcome = 'answered' | 'refused' | 'failed' | 'late'

/** What is told of one interaction when it has ended. */
export interface Answered {
  readonly command: string
  readonly outcome: Outcome
  /** From its arrival to its end, in milliseconds. */
  readonly ms: number
}

/** What is read at the moment somebody asks for the numbers. */
export interface Reading {
  readonly guilds: number
  readonly games: number
  /** Requests of the last ten minutes that count towards a ban of the address. */
  readonly invalid: number
  /** Kinds of request that are left alone at the moment because they fail. */
  readonly closedRoutes: number
  /** Shards by id: whether each is connected and its last heartbeat's round trip in milliseconds (-1 unknown). */
  readonly shards: readonly {
    readonly id: number
    readonly ready: boolean
    readonly ping: number
  }[]
}

export interface Metrics {
  answered(event: Answered): void
  /** A REST request ended with this HTTP status; 0 where it never got an answer. */
  requested(status: number): void
  rateLimited(scope: string): void
  /** Measures the process as well: its memory, event loop and garbage collection. */
  watchProcess(): void
  /** The text of Prometheus' exposition format. */
  text(reading: Reading): Promise<string>
  readonly contentType: string
  /** The time under which the given part (0 to 1) of the latest answers came, in milliseconds; undefined before the first. */
  quantile(part: number): number | undefined
}

/** How many answers the doctor's quantiles look back on. */
const remembered = 1_000

/** Seconds; Discord's limit of 3 has a bucket of its own. */
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5]

/** A registry of its own, so that two bots in one process do not mix. */
export function createMetrics(): Metrics {
  const register = new Registry()
  const registers = [register]
  const answers = new Histogram({
    name: 'pinquiry_answer_seconds',
    help: 'From the arrival of an interaction to its answer',
    labelNames: ['command', 'outcome'],
    buckets,
    registers,
  })
  const requests = new Counter({
    name: 'pinquiry_rest_requests_total',
    help: 'REST requests by class of HTTP status; 0xx had no answer',
    labelNames: ['status'],
    registers,
  })
  const limited = new Counter({
    name: 'pinquiry_rate_limited_total',
    help: 'Times a REST request had to wait, by scope of the limit',
    labelNames: ['scope'],
    registers,
  })
  const gauges = createGauges(registers)
  const latest: number[] = []
  let at = 0
  return {
    answered({ command, outcome, ms }) {
      answers.observe({ command, outcome }, Math.max(0, ms) / 1_000)
      latest[at] = ms
      at = (at + 1) % remembered
    },
    requested: (status) => requests.inc({ status: `${Math.floor(status / 100)}xx` }),
    rateLimited: (scope) => limited.inc({ scope }),
    watchProcess: () => collectDefaultMetrics({ register }),
    async text(reading) {
      gauges(reading)
      return register.metrics()
    },
    contentType: register.contentType,
    quantile(part) {
      if (latest.length === 0) return undefined
      const sorted = latest.toSorted((a, b) => a - b)
      return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
    },
  }
}

function createGauges(registers: Registry[]): (reading: Reading) => void {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const guilds = gauge('pinquiry_guilds', 'Servers the bot is in')
  const games = gauge('pinquiry_games', 'Trivia games that are on')
  const invalid = gauge('pinquiry_invalid_requests', 'Refused requests within ten minutes')
  const closed = gauge('pinquiry_routes_closed', 'Kinds of request left alone because they fail')
  const ready = gauge('pinquiry_shard_ready', '1 where the shard is connected', ['shard'])
  const ping = gauge('pinquiry_shard_ping_seconds', 'Round trip of the last heartbeat', ['shard'])
  return (reading) => {
    guilds.set(reading.guilds)
    games.set(reading.games)
    invalid.set(reading.invalid)
    closed.set(reading.closedRoutes)
    for (const shard of reading.shards) {
      ready.set({ shard: shard.id }, Number(shard.ready))
      if (shard.ping >= 0) ping.set({ shard: shard.id }, shard.ping / 1_000)
    }
  }
}
