/** Pins, by the paged routes of 2025. */

import type { APIMessage } from 'discord-api-types/v10'
import { PIN_NOTICE, postMessage } from '../messages.ts'
import { Bit, has } from '../permissions.ts'
import { refuse } from '../refusal.ts'
import { need, reachable } from '../rights.ts'
import { type Call, del, get, none, ok, put, type Route } from '../route.ts'
import { announce, type Channel, isoNow, permissionsIn, type Stored, type World } from '../world.ts'
import { messageIn } from './messages.ts'

/** A channel holds at most this many pins (30003). */
export const MOST_PINS = 250
const GUILDS = 1 << 0
const DIRECT_MESSAGES = 1 << 12

const BASE = '/channels/{channel_id}/messages/pins'

export const pinRoutes: Route[] = [
  get(BASE, (call) => ok(list(call))),
  put(`${BASE}/{message_id}`, (call) => pin(call)),
  del(`${BASE}/{message_id}`, (call) => unpin(call)),
  put('/channels/{channel_id}/pins/{message_id}', (call) => pin(call)),
  del('/channels/{channel_id}/pins/{message_id}', (call) => unpin(call)),
]

/** Newest pin first; without the right to read the history there are none, and no error. */
function list({ world, params, query }: Call) {
  const channel = reachable(world, params.channel_id)
  need(world, channel, Bit.ViewChannel)
  if (!has(permissionsIn(world, channel, world.bot.id), Bit.ReadMessageHistory))
    return { items: [], has_more: false }
  const limit = Math.min(50, Math.max(1, Number(query.get('limit') ?? 50)))
  const before = query.get('before')
  const until = before ? new Date(before).toISOString() : null
  const items = pinsOf(channel).filter(({ pinned_at }) => !until || pinned_at < until)
  return { items: items.slice(0, limit), has_more: items.length > limit }
}

/** A channel's pins, newest first. */
export function pinsOf(channel: Channel): { pinned_at: string; message: APIMessage }[] {
  return [...channel.pins]
    .sort((a, b) => (a[1] < b[1] ? 1 : -1))
    .flatMap(([id, pinned_at]) => {
      const message = channel.messages.get(id)?.data
      return message ? [{ pinned_at, message }] : []
    })
}

function pin({ world, params }: Call) {
  const channel = reachable(world, params.channel_id)
  need(world, channel, Bit.ViewChannel | Bit.ReadMessageHistory | Bit.PinMessages)
  pinMessage(world, channel, messageIn(channel, params.message_id), world.bot.id)
  return none
}

function unpin({ world, params }: Call) {
  const channel = reachable(world, params.channel_id)
  need(world, channel, Bit.ViewChannel | Bit.ReadMessageHistory | Bit.PinMessages)
  unpinMessage(world, channel, messageIn(channel, params.message_id))
  return none
}

/** Pins a message for whoever did it: the channel gets a notice, bots an event. Throws 30003 when full. */
export function pinMessage(world: World, channel: Channel, stored: Stored, userId: string): void {
  if (channel.thread?.metadata.archived) throw refuse('threadArchived')
  if (stored.data.type === PIN_NOTICE) throw refuse('systemMessage')
  if (channel.pins.has(stored.data.id)) return
  if (channel.pins.size >= MOST_PINS) throw refuse('tooManyPins')
  const last = [...channel.pins.values()].at(-1)
  const now = isoNow(world)
  channel.pins.set(stored.data.id, last && last >= now ? after(last) : now)
  stored.data = { ...stored.data, pinned: true }
  tellPins(world, channel, stored)
  const author = world.users.get(userId) ?? world.bot
  const notice = { message_reference: { message_id: stored.data.id } }
  postMessage(world, { channel, author, type: PIN_NOTICE }, notice)
}

/** Pins of one millisecond are kept apart, so that paging by time misses none. */
function after(iso: string): string {
  return new Date(Date.parse(iso) + 1).toISOString()
}

/** Takes a pin off. */
export function unpinMessage(world: World, channel: Channel, stored: Stored): void {
  if (channel.thread?.metadata.archived) throw refuse('threadArchived')
  if (!channel.pins.delete(stored.data.id)) return
  stored.data = { ...stored.data, pinned: false }
  tellPins(world, channel, stored)
}

function tellPins(world: World, channel: Channel, stored: Stored): void {
  const { guildId } = channel
  const newest = [...channel.pins.values()].sort().at(-1) ?? null
  world.tell({
    t: 'CHANNEL_PINS_UPDATE',
    d: {
      channel_id: channel.id,
      last_pin_timestamp: newest,
      ...(guildId ? { guild_id: guildId } : {}),
    },
    intents: guildId ? GUILDS : DIRECT_MESSAGES,
    guildId,
  })
  announce(world, { type: 'message', channelId: channel.id, message: stored, fresh: false })
  announce(world, { type: 'pins', channelId: channel.id })
}
