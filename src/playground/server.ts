/** The playground: a Discord of one's own on 127.0.0.1, REST and gateway in one server, with people to act as. */

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { type Arrange, arrange } from './arrange.ts'
import { type Clock, realClock } from './clock.ts'
import type { Faults } from './faults.ts'
import { createGateway } from './gateway.ts'
import type { History } from './history.ts'
import { sweepInteractions } from './interactions.ts'
import { createLimits } from './limits.ts'
import type { GatewayAct } from './page/protocol.ts'
import { findPerson, type Person, personOf } from './people.ts'
import { createRest } from './rest.ts'
import { applicationRoutes } from './routes/application.ts'
import { commandRoutes } from './routes/commands.ts'
import { guildRoutes } from './routes/guilds.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { messageRoutes } from './routes/messages.ts'
import { pinRoutes } from './routes/pins.ts'
import { addMember, furnishGuild } from './setting.ts'
import { MOST_PAGE_FRAME, servePage } from './socket.ts'
import { serveFile } from './static.ts'
import type { Violations } from './violations.ts'
import { createWorld, type Guild, makeUser, type World } from './world.ts'

export interface PlaygroundOptions {
  /** 0, the default, takes any free port. */
  port?: number
  /** The bot token that is accepted; a made-up one when absent. */
  token?: string
  /** Whether the page is served (the API always is). */
  page?: boolean
  clock?: Clock
  guildName?: string
  botName?: string
  /** Privileged intents the application may ask for, as a bit set; none when absent. */
  privilegedIntents?: number
  /** How many messages a channel keeps; 2,000 when absent. */
  keep?: number
  /** Whether rate limits are kept, with their headers; they are when absent. */
  limits?: boolean
  /** Milliseconds between two identifies of one concurrency key; Discord's 5,000 when absent. */
  identifyWindow?: number
  /** How many sessions may begin in one such time (`max_concurrency`); 1 when absent. */
  maxConcurrency?: number
  /** Makes the chances of faults the same again. */
  seed?: number
  /** How many records the history keeps; 5,000 when absent. */
  history?: number
}

export interface Playground {
  /** What a bot takes as its REST base, without version. */
  api: string
  pageUrl: string
  token: string
  applicationId: string
  /** The first guild. */
  guild: Guild
  /** Rules of Discord's that the bot broke. */
  violations: Violations
  /** Things that go wrong on purpose. */
  faults: Faults
  /** All that happened. */
  history: History
  /** Changes the first guild as its people, or fate, might; tells the bot of it. */
  arrange: Arrange
  /** Does something to the bots' connections. */
  gateway: (act: GatewayAct) => void
  /** How many connections bots have ever opened, or tried to. */
  connects: () => number
  /** Everything there is, for tests that arrange or look closely. */
  world: World
  /** Someone of the first guild by name, or by title: owner, moderator, member (the first of them). */
  person: (name: string) => Person
  /** Lets someone new join the first guild. */
  addPerson: (name: string) => Person
  close: () => Promise<void>
}

const NAMES = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Starts a playground. Rejects with the system's error when the port cannot be had (`code` EADDRINUSE when it is
 * taken, EACCES when not allowed).
 */
export async function createPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const world = createWorld({
    clock: options.clock ?? realClock,
    token: options.token ?? 'playground-token',
    botName: options.botName ?? 'Pinquiry',
    privilegedIntents: options.privilegedIntents ?? 0,
    keep: options.keep ?? 2_000,
    seed: options.seed ?? 1,
    history: options.history ?? 5_000,
  })
  const guild = furnishGuild(world, options.guildName ?? 'Playground')
  const gateway = createGateway(world, options.identifyWindow, options.maxConcurrency)
  world.tell = gateway.tell
  const rest = createRest(
    world,
    [
      ...applicationRoutes(gateway.startLimit),
      ...commandRoutes,
      ...interactionRoutes,
      ...pinRoutes,
      ...messageRoutes,
      ...guildRoutes,
    ],
    options.limits === false ? undefined : createLimits(world.clock, world.violations),
  )
  const server = createServer((request, response) => {
    if (!fromHere(request)) return void response.writeHead(403).end('Forbidden')
    if (request.url?.startsWith('/api/')) return void rest(request, response)
    serveFile(world, request, response, options.page ?? true).catch(() => response.destroy())
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_PAGE_FRAME })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const user = world.users.get(searchParams.get('as') ?? '') ?? firstPerson(guild)
    if (!fromHere(request) || (pathname === '/page' && (!user || options.page === false)))
      return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    if (pathname !== '/page' && !gateway.admits()) return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (pathname === '/page') servePage(world, webSocket, user?.id ?? '', gateway.act)
      else gateway.accept(webSocket)
    })
  })
  await listen(server, options.port ?? 0)
  const { port } = server.address() as AddressInfo
  world.origin = `http://127.0.0.1:${port}`
  const stopSweeping = sweeping(world)
  return {
    api: `${world.origin}/api`,
    pageUrl: `${world.origin}/`,
    token: world.token,
    applicationId: world.bot.id,
    guild,
    world,
    violations: world.violations,
    faults: world.faults,
    history: world.history,
    arrange: arrange(world, guild),
    gateway: gateway.act,
    connects: gateway.connects,
    person: (name) => findPerson(world, guild, name),
    addPerson(name) {
      const { user } = addMember(world, guild, makeUser(world.id(), name))
      return personOf(world, guild, user.id)
    },
    async close() {
      stopSweeping()
      gateway.close()
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function firstPerson(guild: Guild) {
  return [...guild.members.values()].find(({ user }) => !user.bot && user.id !== guild.ownerId)
    ?.user
}

/** Only this machine's own names, and no other web site, may talk to the playground (DNS rebinding). */
function fromHere(request: IncomingMessage): boolean {
  const { host, origin } = request.headers
  if (!host || !NAMES.has(host.replace(/:\d+$/, ''))) return false
  return origin === undefined || origin === `http://${host}`
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Once a minute, dead interactions are forgotten. */
function sweeping(world: World): () => void {
  let cancel = () => {}
  const again = () => {
    sweepInteractions(world)
    cancel = world.clock.after(60_000, again)
  }
  cancel = world.clock.after(60_000, again)
  return () => cancel()
}
