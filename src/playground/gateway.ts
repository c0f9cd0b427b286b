/** Discord's gateway: sockets, heartbeats, its limits, and faults on the way of events. */

import type { RawData, WebSocket } from 'ws'
import type { GatewayAct } from './page/protocol.ts'
import {
  concerns,
  dispatch,
  identify,
  leave,
  Op,
  resume,
  type Session,
  sendMembers,
} from './sessions.ts'
import type { Rule } from './violations.ts'
import type { GatewayEvent, World } from './world.ts'

/** How often a client must send its heartbeat, in milliseconds. */
export const HEARTBEAT = 41_250
/** A client's frame has at most this many bytes (4002). */
const MOST_FRAME = 4_096

export interface Gateway {
  sessions: Map<string, Session>
  /** Takes over a fresh socket. */
  accept: (socket: WebSocket) => void
  /** Sends an event to all sessions it concerns. */
  tell: (event: GatewayEvent) => void
  startLimit: () => {
    total: number
    remaining: number
    reset_after: number
    max_concurrency: number
  }
  /** How many sockets were ever opened, or tried to be. */
  connects: () => number
  /** Whether somebody who comes may connect; counts them. */
  admits: () => boolean
  /** Does something to every connection. */
  act: (act: GatewayAct) => void
  /** Ends all connections. */
  close: () => void
}

/** Sessions that may be begun in a day (docs: events/gateway). */
const STARTS_A_DAY = 1_000
const DAY = 86_400_000
/** Frames that one socket may send in a minute. */
const SENDS_A_MINUTE = 120

/** What all sockets of a gateway share. */
interface Hub {
  readonly world: World
  readonly sessions: Map<string, Session>
  /** Whether acks and events are held back. */
  silent: boolean
  /** Sockets whose session was called invalid: they begin or resume one anew. */
  readonly invalidated: WeakSet<WebSocket>
  /** When sessions were begun in the last day. */
  starts: number[]
  readonly identifyWindow: number
  /** How many sessions may begin in one window: one for each key, which is the shard modulo this. */
  readonly concurrency: number
  /** When the last identify of each key came. */
  readonly lastIdentify: Map<number, number>
}

/** The gateway over one world; two identifies of one key must lie `identifyWindow` milliseconds apart. */
export function createGateway(world: World, identifyWindow = 5_000, concurrency = 1): Gateway {
  const sessions = new Map<string, Session>()
  const sockets = new Set<WebSocket>()
  const hub: Hub = {
    world,
    sessions,
    silent: false,
    invalidated: new WeakSet(),
    starts: [],
    identifyWindow,
    concurrency,
    lastIdentify: new Map(),
  }
  const held: GatewayEvent[] = []
  let connects = 0
  let isRefusing = false
  const pass = (event: GatewayEvent) => {
    for (const session of sessions.values())
      if (concerns(world, session, event)) dispatch(world, session, event, hub.silent)
    // What was to come later than the next event comes now.
    for (const late of held.splice(0)) pass(late)
  }
  const tell = (event: GatewayEvent) => {
    const fault = world.faults.strike('event', event.t)
    switch (fault?.do) {
      case 'drop':
        return
      case 'duplicate':
        pass(event)
        return pass(event)
      case 'delay':
        return void world.clock.after(fault.ms ?? 0, () => pass(event))
      case 'reorder':
        return void held.push(event)
      default:
        pass(event)
    }
  }
  const act = (what: GatewayAct) => {
    if (what.do === 'silence' || what.do === 'speak') hub.silent = what.do === 'silence'
    if (what.do === 'refuse' || what.do === 'admit') isRefusing = what.do === 'refuse'
    for (const socket of sockets) {
      if (what.do === 'invalidate') hub.invalidated.add(socket)
      if (what.do === 'deaden') deaden(sessions, socket)
      actOn(socket, what)
    }
  }
  return {
    act,
    sessions,
    tell,
    connects: () => connects,
    admits() {
      connects += 1
      return !isRefusing
    },
    accept(socket) {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      connect(hub, socket)
    },
    startLimit: () => ({
      total: STARTS_A_DAY,
      remaining: Math.max(0, STARTS_A_DAY - startsToday(hub)),
      reset_after: Math.max(0, (hub.starts[0] ?? world.clock.now()) + DAY - world.clock.now()),
      max_concurrency: concurrency,
    }),
    close() {
      for (const socket of sockets) socket.terminate()
      sessions.clear()
    },
  }
}

/** From now on nothing goes through a socket, either way; its session goes on, and can be resumed through another. */
function deaden(sessions: Map<string, Session>, socket: WebSocket): void {
  socket.pause()
  for (const session of sessions.values()) if (session.socket === socket) session.socket = null
}

function actOn(socket: WebSocket, act: GatewayAct): void {
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d, s: null, t: null }))
  switch (act.do) {
    case 'reconnect':
      send(Op.Reconnect, null)
      break
    case 'invalidate':
      send(Op.InvalidSession, act.resumable)
      break
    case 'close':
      socket.close(act.code, 'Closed on purpose.')
      break
    case 'cut':
      socket.terminate()
      break
    default:
  }
}

/** Sessions begun in the last 24 hours. */
function startsToday(hub: Hub): number {
  const since = hub.world.clock.now() - DAY
  hub.starts = hub.starts.filter((at) => at > since)
  return hub.starts.length
}

interface Frame {
  op: number
  d: unknown
}

/** Counts the frames of one socket; false once there were too many in a minute. */
function sendCounter(world: World): () => boolean {
  let began = world.clock.now()
  let count = 0
  return () => {
    const now = world.clock.now()
    if (now - began >= 60_000) [began, count] = [now, 0]
    count += 1
    return count <= SENDS_A_MINUTE
  }
}

function connect(hub: Hub, socket: WebSocket): void {
  const { world, sessions } = hub
  let session: Session | null = null
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d, s: null, t: null }))
  const isAllowed = sendCounter(world)
  const refuseFrame = (rule: Rule, code: number, reason: string) => {
    world.violations.add(rule, reason)
    socket.close(code, reason)
  }
  if (!hub.silent) send(Op.Hello, { heartbeat_interval: HEARTBEAT, _trace: [] })
  socket.on('error', () => socket.terminate())
  socket.on('message', (data) => {
    if (hub.silent) return
    if (hub.invalidated.delete(socket)) session = null
    if (!isAllowed())
      return refuseFrame('gateway-sends', 4008, 'You are sending payloads too quickly.')
    const frame = decode(data)
    if (!frame) return refuseFrame('gateway-frame', 4002, 'Error while decoding payload.')
    world.history.wire({ kind: 'frame', title: nameOf(frame.op), sent: withoutToken(frame.d) })
    if (frame.op === Op.Heartbeat) return send(Op.HeartbeatAck, undefined)
    if (frame.op === Op.Identify) {
      if (session) return socket.close(4005, 'Already authenticated.')
      if (!mayIdentify(hub, keyOf(hub, frame.d))) return send(Op.InvalidSession, false)
      session = identify(world, sessions, socket, frame.d)
      return
    }
    if (frame.op === Op.Resume) {
      if (session) return socket.close(4005, 'Already authenticated.')
      session = resume(world, sessions, socket, frame.d)
      return
    }
    if (!session) return socket.close(4003, 'Not authenticated.')
    if (frame.op === Op.RequestMembers) {
      const isLost = world.faults.strike('event', 'GUILD_MEMBERS_CHUNK')?.do === 'drop'
      return isLost ? undefined : sendMembers(world, session, frame.d)
    }
    if (frame.op !== Op.Presence && frame.op !== Op.Voice) socket.close(4001, 'Unknown opcode.')
  })
  socket.on('close', (code) => {
    if (session?.socket === socket) leave(world, sessions, session, code)
  })
}

/** The rate limit key of an identify (docs: events/gateway, "Max Concurrency"). */
function keyOf(hub: Hub, d: unknown): number {
  const { shard } = (d ?? {}) as { shard?: unknown }
  const id = Array.isArray(shard) ? Number(shard[0]) : 0
  return Number.isInteger(id) ? id % hub.concurrency : 0
}

/** Whether a session may be begun now: within the day's budget, and not too soon after the last of its key. */
function mayIdentify(hub: Hub, key: number): boolean {
  const { violations, clock } = hub.world
  const now = clock.now()
  if (startsToday(hub) >= STARTS_A_DAY) {
    violations.add('identify-budget', `more than ${STARTS_A_DAY} sessions in a day`)
    return false
  }
  const since = now - (hub.lastIdentify.get(key) ?? Number.NEGATIVE_INFINITY)
  if (since < hub.identifyWindow) {
    violations.add('identify-too-soon', `${since} ms after the one before`)
    return false
  }
  hub.lastIdentify.set(key, now)
  hub.starts.push(now)
  return true
}

function nameOf(op: number): string {
  const name = Object.entries(Op).find(([, code]) => code === op)?.[0]
  return name?.toUpperCase() ?? `OP ${op}`
}

function withoutToken(d: unknown): unknown {
  return typeof d === 'object' && d !== null && 'token' in d ? { ...d, token: '[token]' } : d
}

function decode(data: RawData): Frame | null {
  const text = data.toString()
  if (Buffer.byteLength(text) > MOST_FRAME) return null
  try {
    const frame = JSON.parse(text)
    return typeof frame?.op === 'number' ? frame : null
  } catch {
    return null
  }
}
