/** Sessions of bots: begun, resumed, ended; and events cut to each session's shard and intents. */

import { randomBytes } from 'node:crypto'
import type { WebSocket } from 'ws'
import { guildCreateWire } from './wire.ts'
import { announce, type GatewayEvent, type Guild, type World } from './world.ts'

/** A lost session can be resumed for this long, in milliseconds. */
const RESUMABLE_FOR = 120_000
/** How many events are kept for a session that may come back. */
const KEPT_EVENTS = 5_000

/** The gateway's opcodes. */
export const Op = {
  Dispatch: 0,
  Heartbeat: 1,
  Identify: 2,
  Presence: 3,
  Voice: 4,
  Resume: 6,
  Reconnect: 7,
  RequestMembers: 8,
  InvalidSession: 9,
  Hello: 10,
  HeartbeatAck: 11,
} as const

const ALL_INTENTS = (1 << 26) - 1
const GUILDS = 1 << 0
const MESSAGE_CONTENT = 1 << 15
const PRIVILEGED = (1 << 1) | (1 << 8) | MESSAGE_CONTENT

/** One bot session: it outlives its socket for a while. */
export interface Session {
  id: string
  shard: [number, number]
  intents: number
  seq: number
  socket: WebSocket | null
  /** Sent frames by sequence number, for replay. */
  sent: { seq: number; frame: string }[]
}

/** Whether an event is for this session: by its intents, its shard and whether the guild has the bot. */
export function concerns(world: World, session: Session, event: GatewayEvent): boolean {
  if (event.intents && !(session.intents & event.intents)) return false
  const [shard, count] = session.shard
  if (!event.guildId) return shard === 0
  if (!world.guilds.get(event.guildId)?.installed && event.t !== 'GUILD_DELETE') return false
  return isOfShard(event.guildId, shard, count)
}

function isOfShard(guildId: string, shard: number, count: number): boolean {
  return Number((BigInt(guildId) >> 22n) % BigInt(count)) === shard
}

/** Sends an event to a session, or only keeps it for a resume while `silent`. */
export function dispatch(
  world: World,
  session: Session,
  event: GatewayEvent,
  silent = false,
): void {
  const seq = ++session.seq
  const d = event.t.startsWith('MESSAGE_') ? withoutContent(world, session, event.d) : event.d
  const frame = JSON.stringify({ op: Op.Dispatch, t: event.t, s: seq, d })
  session.sent.push({ seq, frame })
  if (session.sent.length > KEPT_EVENTS) session.sent.splice(0, KEPT_EVENTS / 10)
  world.history.wire({
    kind: 'event',
    title: event.t,
    get sent() {
      return JSON.parse(frame).d
    },
  })
  if (!silent) session.socket?.send(frame)
}

/** Without the message content intent a bot reads only its own messages, mentions of it, and DMs. */
function withoutContent(world: World, session: Session, d: unknown): unknown {
  const message = d as {
    author?: { id: string }
    guild_id?: string
    mentions?: { id: string }[]
  }
  if (session.intents & MESSAGE_CONTENT || !message.author || !message.guild_id) return d
  if (message.author.id === world.bot.id) return d
  if (message.mentions?.some((user) => user.id === world.bot.id)) return d
  return { ...message, content: '', embeds: [], attachments: [], components: [] }
}

/** Begins a session, or closes the socket with the reason why not. */
export function identify(
  world: World,
  sessions: Map<string, Session>,
  socket: WebSocket,
  d: unknown,
): Session | null {
  const {
    token,
    intents,
    shard = [0, 1],
  } = (d ?? {}) as {
    token?: string
    intents?: number
    shard?: [number, number]
  }
  const refusal = refusalOf(world, token, intents, shard)
  if (refusal) {
    socket.close(refusal[0], refusal[1])
    return null
  }
  const session: Session = {
    id: randomBytes(16).toString('hex'),
    shard,
    intents: intents ?? 0,
    seq: 0,
    socket,
    sent: [],
  }
  sessions.set(session.id, session)
  greet(world, session)
  setOnline(world, sessions)
  return session
}

function refusalOf(
  world: World,
  token: string | undefined,
  intents: number | undefined,
  shard: [number, number],
): [number, string] | null {
  if (token !== world.token) return [4004, 'Authentication failed.']
  if (!Array.isArray(shard) || shard[0] < 0 || shard[0] >= shard[1]) return [4010, 'Invalid shard.']
  if (guildsOf(world, shard).length > MOST_GUILDS) return [4011, 'Sharding required.']
  if (!Number.isInteger(intents) || Number(intents) & ~ALL_INTENTS)
    return [4013, 'Invalid intent(s).']
  if (Number(intents) & PRIVILEGED & ~world.privilegedIntents)
    return [4014, 'Disallowed intent(s).']
  return null
}

/** A shard has at most this many guilds (docs: events/gateway, "Sharding"). */
const MOST_GUILDS = 2_500

/** The guilds of a shard that have the bot. */
function guildsOf(world: World, [shard, count]: [number, number]): Guild[] {
  return [...world.guilds.values()].filter(
    ({ id, installed }) => installed && isOfShard(id, shard, count),
  )
}

/** READY with the guilds as unavailable ones, then one GUILD_CREATE each. */
function greet(world: World, session: Session): void {
  const guilds = guildsOf(world, session.shard)
  const url = `${world.origin.replace(/^http/, 'ws')}/gateway`
  const ready = {
    v: 10,
    user: { ...world.bot, email: null, verified: true, mfa_enabled: false },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: url,
    session_type: 'normal',
    shard: session.shard,
    application: { id: world.bot.id, flags: 0 },
    private_channels: [],
    relationships: [],
    user_settings: {},
    presences: [],
    _trace: [],
  }
  dispatch(world, session, { t: 'READY', d: ready, intents: 0, guildId: null })
  if (!(session.intents & GUILDS)) return
  for (const guild of guilds)
    if (!guild.unavailable) dispatch(world, session, guildCreate(world, guild))
}

function event(t: string, d: unknown, guild: Guild): GatewayEvent {
  return { t, d, intents: 0, guildId: guild.id }
}

/** The event that shows a guild whole. */
export function guildCreate(world: World, guild: Guild): GatewayEvent {
  return event('GUILD_CREATE', { ...guildCreateWire(world, guild), unavailable: false }, guild)
}

/** Takes a session up again: everything after `seq`, then RESUMED; a session that is gone gets op 9. */
export function resume(
  world: World,
  sessions: Map<string, Session>,
  socket: WebSocket,
  d: unknown,
): Session | null {
  const { token, session_id, seq } = (d ?? {}) as {
    token?: string
    session_id?: string
    seq?: number
  }
  if (token !== world.token) {
    socket.close(4004, 'Authentication failed.')
    return null
  }
  const session = sessions.get(session_id ?? '')
  if (!session || typeof seq !== 'number' || seq > session.seq || missed(session, seq)) {
    socket.send(JSON.stringify({ op: Op.InvalidSession, d: false, s: null, t: null }))
    return null
  }
  if (session.socket !== socket) session.socket?.terminate()
  session.socket = socket
  for (const { seq: at, frame } of session.sent) if (at > seq) socket.send(frame)
  dispatch(world, session, { t: 'RESUMED', d: { _trace: [] }, intents: 0, guildId: null })
  setOnline(world, sessions)
  return session
}

function missed(session: Session, seq: number): boolean {
  const first = session.sent[0]?.seq ?? session.seq + 1
  return seq + 1 < first
}

/** 1000 and 1001 end the session; any other way out leaves it resumable for a while. */
export function leave(
  world: World,
  sessions: Map<string, Session>,
  session: Session,
  code: number,
): void {
  session.socket = null
  if (code === 1000 || code === 1001) sessions.delete(session.id)
  else
    world.clock.after(RESUMABLE_FOR, () => {
      if (!session.socket) sessions.delete(session.id)
    })
  setOnline(world, sessions)
}

function setOnline(world: World, sessions: Map<string, Session>): void {
  const online = [...sessions.values()].some((session) => session.socket)
  if (online === world.online) return
  world.online = online
  announce(world, { type: 'bot', online })
}

/** Answers a request for the members of a guild. */
export function sendMembers(world: World, session: Session, d: unknown): void {
  const { guild_id, user_ids, nonce } = (d ?? {}) as {
    guild_id?: string
    user_ids?: string | string[]
    nonce?: string
  }
  const guild = world.guilds.get(guild_id ?? '')
  if (!guild?.installed) return
  const wanted = user_ids ? [user_ids].flat() : [...guild.members.keys()]
  const members = wanted.flatMap((id) => guild.members.get(id) ?? [])
  const d2 = { guild_id, members, chunk_index: 0, chunk_count: 1, ...(nonce ? { nonce } : {}) }
  dispatch(world, session, event('GUILD_MEMBERS_CHUNK', d2, guild))
}
