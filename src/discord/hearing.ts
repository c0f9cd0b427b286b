/**
 * Knows whether a shard's line still carries anything. A line that is dead without being closed is noticed by discord.js
 * after two heartbeats at the earliest, some 80 s; a game is over by then.
 */

import type { EventEmitter } from 'node:events'
import { type Client, GatewayDispatchEvents, GatewayOpcodes, Status } from 'discord.js'
import type { Log } from '../log.ts'
import { shardOf } from '../shards/span.ts'
import { cutLine } from './cut.ts'

export interface HearingNeeds {
  /** Discord's time, in milliseconds since 1970. */
  readonly now: () => number
  readonly log: Log
}

export interface Watch {
  /** Up to when all that happened in the guild has arrived; asks for a sign where that is before `wanted`. */
  heardUntil(guild: string, wanted: number): number
  /** Whether the guild's shard is down or silent. */
  isDeaf(guild: string): boolean
  /** Since when a shard has been silent, until its line is up again. */
  silentSince(shard: number): number | undefined
  stop(): void
}

interface Line {
  /** When it last carried something. */
  heard: number
  isDown: boolean
  /** Ticks since it was asked for a sign that has not come; undefined where it owes none. */
  owing: number | undefined
  /** Ticks since it last carried something. */
  quiet: number
  silentSince: number | undefined
}

/** Between two looks at all lines, in milliseconds. */
const tick = 1_000

/** A line is silent when it owes a sign for so many ticks; after so many quiet ones it is asked. */
const ticks = { patience: 3, quiet: 20 } as const

/** Begins to watch every shard of the client. */
export function watchHearing(client: Client, { now, log }: HearingNeeds): Watch {
  const lines = new Map<number, Line>()
  // Whether Discord gives a sign when it is asked: only then does it mean something that there is none.
  let isProven = false
  const isUp = (shard: number) => {
    const line: Line = {
      ...{ heard: now(), isDown: false, quiet: 0 },
      ...{ owing: undefined, silentSince: undefined },
    }
    lines.set(shard, line)
    if (!isProven) askAny(shard, line)
  }
  // discord.js tells of every packet, but its types do not; the tests would miss it.
  ;(client as EventEmitter).on('raw', ({ t }: { t: string | null }, shard: number) => {
    const line = lines.get(shard)
    // What is replayed is not all before the session is taken up again.
    if (line === undefined || line.isDown) return
    isProven ||= t === GatewayDispatchEvents.GuildMembersChunk
    line.heard = now()
    line.owing = undefined
    line.quiet = 0
  })
  client.on('shardReady', isUp)
  client.on('shardResume', isUp)
  client.on('shardReconnecting', (shard) => {
    const line = lines.get(shard)
    if (line !== undefined) line.isDown = true
  })

  const ask = (shard: number, line: Line, guild: string) => {
    const socket = client.ws.shards.get(shard)
    if (line.owing !== undefined || line.isDown || socket?.status !== Status.Ready) return
    line.owing = 0
    // Whoever is asked for, the answer is an event like any other: all that came before it has arrived with it.
    const d = { guild_id: guild, user_ids: [client.user?.id], limit: 0 }
    socket.send({ op: GatewayOpcodes.RequestGuildMembers, d })
  }

  const askAny = (shard: number, line: Line) => {
    const guild = client.guilds.cache.find(({ shardId }) => shardId === shard)
    if (guild !== undefined) ask(shard, line, guild.id)
  }

  const look = (shard: number, line: Line) => {
    if (line.isDown) return
    line.quiet += 1
    if (line.owing !== undefined) line.owing += 1
    if ((line.owing ?? 0) >= ticks.patience) {
      line.owing = undefined
      line.quiet = 0
      if (!isProven) return
      line.silentSince ??= line.heard
      log.warn({ shard, since: new Date(line.heard).toISOString() }, 'shard is silent: cut')
      cut(client, shard)
    } else if (line.quiet >= ticks.quiet) askAny(shard, line)
  }
  // Ticks are counted, not milliseconds: a process that stood still has not listened, and must do so first.
  const timer = setInterval(() => {
    for (const [shard, line] of lines) look(shard, line)
  }, tick)
  timer.unref()

  const lineOf = (guild: string) => {
    const shard = shardOf(guild, client.options.shardCount ?? 1)
    return { shard, line: lines.get(shard) }
  }
  return {
    heardUntil(guild, wanted) {
      const { shard, line } = lineOf(guild)
      if (line === undefined || !isProven) return Number.POSITIVE_INFINITY
      if (line.heard < wanted) ask(shard, line, guild)
      return line.heard
    },
    isDeaf(guild) {
      const { line } = lineOf(guild)
      return line !== undefined && (line.isDown || line.silentSince !== undefined)
    },
    silentSince: (shard) => lines.get(shard)?.silentSince,
    stop: () => clearInterval(timer),
  }
}

/** How long an end waits for Discord's parting words, in milliseconds. */
const partingTakes = 1_000

/**
 * Ends the client, also where one of its lines is dead. discord.js never comes to an end itself where a line that waits
 * to be greeted is ended: that takes it up once more, and forgets who waits.
 */
export async function endClient(client: Client): Promise<void> {
  const late = setTimeout(() => {
    for (const shard of client.ws.shards.keys()) cut(client, shard)
  }, partingTakes)
  const tooLate = new Promise<void>((resolve) => setTimeout(resolve, 2 * partingTakes).unref())
  try {
    await Promise.race([client.destroy(), tooLate])
  } finally {
    clearTimeout(late)
  }
}

function cut(client: Client, shard: number): void {
  const inside = client.ws as unknown as { readonly _ws?: { readonly strategy: unknown } }
  cutLine(inside._ws?.strategy, shard)
}
