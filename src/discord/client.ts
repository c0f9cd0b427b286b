/** The connection to Discord: one discord.js client with the defaults that hurt taken away. */

import type { RateLimitData, RESTOptions } from '@discordjs/rest'
import { Client, type ClientOptions, GatewayIntentBits, Options, Partials } from 'discord.js'
import type { Log } from '../log.ts'
import type { Discipline } from './discipline.ts'
import type { BuildThrottler } from './identify.ts'
import { patientStrategy } from './reconnecting.ts'
import { closeReasons, needsPerson, wrongToken } from './start-error.ts'
import { Wire } from './wire.ts'

/**
 * REST settings for everything we send. discord.js retries at once and for any method, and waits out any limit:
 * what is sent again, and when, is decided by the discipline.
 */
export function restOptions(api: string): Partial<RESTOptions> {
  return { api, version: '10', timeout: 2_800, retries: 0, rejectOnRateLimit: isTooLong }
}

/**
 * Whether a limit is too long to be waited for in the queue of its route, where all that follows waits as well. A
 * limit that does not say how long it lasts would be tried again at once, without end.
 */
function isTooLong({ timeToReset, retryAfter, route }: RateLimitData): boolean {
  const wait = Math.max(timeToReset, retryAfter)
  return wait <= 0 || wait > (/^\/(?:interactions|webhooks)\//.test(route) ? 2_000 : 10_000)
}

/** A way to send what follows on interactions: unlike all else it does not count against 50 requests a second. */
export function createReplies(api: string, discipline: Discipline): Wire {
  return new Wire(
    { ...restOptions(api), globalRequestsPerSecond: Number.POSITIVE_INFINITY },
    discipline,
  )
}

/** A client for `api` that is not logged in yet, and the way on which it sends. */
export function createWiredClient(
  api: string,
  part: Part,
  discipline: Discipline,
): { client: Client; wire: Wire } {
  const client = createClient(api, part)
  client.rest.clearHashSweeper()
  client.rest.clearHandlerSweeper()
  const wire = new Wire(client.options.rest ?? {}, discipline, () => client.application?.id)
  client.rest = wire
  client.on('channelUpdate', discipline.rightsChanged)
  client.on('threadUpdate', discipline.rightsChanged)
  client.on('roleUpdate', discipline.rightsChanged)
  client.on('guildMemberUpdate', (_before, { id }) => {
    if (id === client.user?.id) discipline.rightsChanged()
  })
  return { client, wire }
}

/** Which shards a client is, and what it may take of the limits that the bot has as a whole. */
export interface Part extends Pick<ClientOptions, 'shards' | 'shardCount'> {
  /** Requests in a second; Discord takes 50 from the bot (docs: topics/rate-limits). */
  readonly perSecond?: number
  /** When its sessions may begin; discord.js's own throttle when absent. */
  readonly throttle?: BuildThrottler
}

/** A client for `api` that is not logged in yet; the whole bot unless `part` says otherwise. It needs no privileged intent. */
export function createClient(api: string, part: Part = {}): Client {
  const { shards, shardCount, perSecond = 50, throttle } = part
  return new Client({
    ...(shards === undefined ? {} : { shards }),
    ...(shardCount === undefined ? {} : { shardCount }),
    ws: {
      buildStrategy: patientStrategy(Math.random),
      ...(throttle === undefined ? {} : { buildIdentifyThrottler: throttle }),
    },
    // Messages only to learn which of ours were deleted; their text needs no intent.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    partials: [Partials.Message],
    rest: { ...restOptions(api), globalRequestsPerSecond: perSecond },
    // Nobody is pinged by anything we send, whatever text it carries.
    allowedMentions: { parse: [], repliedUser: false },
    enforceNonce: true,
    // Until every guild has arrived interactions are held back, while their 3 s go on running.
    waitGuildTimeout: 2_000,
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: 500, keepOverLimit: (user) => user.id === user.client.user.id },
      GuildMemberManager: {
        maxSize: 200,
        keepOverLimit: (member) => member.id === member.client.user.id,
      },
    }),
    sweepers: {
      ...Options.DefaultSweeperSettings,
      users: { interval: 3_600, filter: () => (user) => user.id !== user.client.user.id },
      guildMembers: {
        interval: 3_600,
        filter: () => (member) => member.id !== member.client.user.id,
      },
    },
  })
}

/**
 * Logs the life of the connection; `onDead` is called when it has ended for good, once, with an exit code where nothing
 * but a person helps.
 */
export function watchConnection(
  client: Client,
  log: Log,
  onDead: (reason: string, exitCode?: number) => void,
): void {
  let isDead = false
  const die = (reason: string, exitCode?: number) => {
    if (isDead) return
    isDead = true
    log.error({ reason }, 'the connection has ended for good')
    onDead(reason, exitCode)
  }
  client.on('error', (error) => log.error({ err: error }, 'client error'))
  client.on('warn', (message) => log.warn({ detail: message }, 'client warning'))
  client.on('shardError', (error, shard) => log.warn({ err: error, shard }, 'shard error'))
  client.on('shardReconnecting', (shard) => log.info({ shard }, 'shard reconnecting'))
  client.on('shardResume', (shard, replayed) => log.info({ shard, replayed }, 'shard resumed'))
  client.on('shardDisconnect', ({ code }) => {
    const why = closeReasons.get(code)
    die(
      `Discord closed the connection for good (code ${code})${why ?? '.'}`,
      why === undefined ? 1 : needsPerson,
    )
  })
  client.on('invalidated', () => die('Discord ended the session. Start the bot again.'))
  // discord.js has dropped the token by then: every later call would fail while the connection stays up.
  client.rest.on('response', ({ data }, { status }) => {
    if (status === 401 && data.auth && client.isReady()) die(wrongToken, needsPerson)
  })
  client.rest.on('rateLimited', ({ route, scope, timeToReset }) =>
    log.warn({ route, scope, ms: timeToReset }, 'rate limited'),
  )
}
