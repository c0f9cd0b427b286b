/** Messages of channels, sent and changed with the bot's own token. */

import { editMessage, type MessageBody, postMessage, removeMessage } from '../messages.ts'
import { Bit } from '../permissions.ts'
import { refuse } from '../refusal.ts'
import { need, reachable } from '../rights.ts'
import { type Call, del, get, none, ok, patch, post, type Route } from '../route.ts'
import { byAge, snowflakeTime } from '../snowflake.ts'
import type { Channel, Stored, World } from '../world.ts'

const BASE = '/channels/{channel_id}/messages'
const TWO_WEEKS = 14 * 86_400_000

export const messageRoutes: Route[] = [
  get(BASE, (call) => ok(list(call))),
  post(BASE, (call: Call<MessageBody>) => ok(send(call))),
  get(`${BASE}/{message_id}`, (call) => ok(read(call).data)),
  patch(`${BASE}/{message_id}`, (call: Call<MessageBody>) => ok(change(call))),
  del(`${BASE}/{message_id}`, (call) => remove(call)),
  post(`${BASE}/bulk-delete`, (call: Call<{ messages: string[] }>) => removeMany(call)),
]

/** The message, unless it is somebody's ephemeral one: those are not in the channel for the bot's token. */
export function messageIn(channel: Channel, id: string | undefined): Stored {
  const stored = channel.messages.get(id ?? '')
  if (!stored || stored.onlyFor) throw refuse('unknownMessage')
  return stored
}

function list({ world, params, query }: Call) {
  const channel = reachable(world, params.channel_id)
  need(world, channel, Bit.ViewChannel)
  const all = [...channel.messages.values()]
    .filter((stored) => !stored.onlyFor)
    .map((stored) => stored.data)
    .sort((a, b) => byAge(b.id, a.id))
  const limit = Math.min(100, Math.max(1, Number(query.get('limit') ?? 50)))
  const [before, after] = [query.get('before'), query.get('after')]
  if (before) return all.filter(({ id }) => byAge(id, before) < 0).slice(0, limit)
  if (after) return all.filter(({ id }) => byAge(id, after) > 0).slice(-limit)
  return all.slice(0, limit)
}

function read({ world, params }: Call): Stored {
  const channel = reachable(world, params.channel_id)
  need(world, channel, Bit.ViewChannel | Bit.ReadMessageHistory)
  return messageIn(channel, params.message_id)
}

function send({ world, params, body, files }: Call<MessageBody>) {
  const channel = reachable(world, params.channel_id)
  const repeated = body.enforce_nonce ? sentBefore(world, channel, body) : undefined
  if (repeated) return repeated.data
  needForSending(world, channel, body, files.length > 0)
  const made = postMessage(world, { channel, author: world.bot }, body, files)
  if (body.nonce != null) remember(world, channel, body.nonce, made.data.id)
  return made.data
}

function needForSending(world: World, channel: Channel, body: MessageBody, files: boolean): void {
  need(world, channel, Bit.ViewChannel)
  if (channel.thread?.metadata.locked) throw refuse('threadLocked')
  if (channel.thread?.metadata.archived) channel.thread.metadata.archived = false
  need(world, channel, channel.thread ? Bit.SendMessagesInThreads : Bit.SendMessages)
  if (channel.type === 4 || channel.type === 15) throw refuse('notATextChannel')
  if (files) need(world, channel, Bit.AttachFiles)
  if (body.embeds?.length) need(world, channel, Bit.EmbedLinks)
  if (body.message_reference) need(world, channel, Bit.ReadMessageHistory)
}

function nonceKey(world: World, channel: Channel, nonce: string | number): string {
  return `${world.bot.id}:${channel.id}:${nonce}`
}

function sentBefore(world: World, channel: Channel, { nonce }: MessageBody): Stored | undefined {
  if (nonce == null) return undefined
  return channel.messages.get(world.nonces.get(nonceKey(world, channel, nonce)) ?? '')
}

/** Discord remembers nonces "for a few minutes": five here. */
function remember(world: World, channel: Channel, nonce: string | number, id: string): void {
  const key = nonceKey(world, channel, nonce)
  world.nonces.set(key, id)
  world.clock.after(5 * 60_000, () => world.nonces.delete(key))
}

function change({ world, params, body, files }: Call<MessageBody>) {
  const channel = reachable(world, params.channel_id)
  need(world, channel, Bit.ViewChannel)
  const stored = messageIn(channel, params.message_id)
  if (stored.data.author.id !== world.bot.id) throw refuse('notAuthor')
  if (stored.data.type === 6) throw refuse('systemMessage')
  if (channel.thread?.metadata.archived) throw refuse('threadArchived')
  editMessage(world, channel, stored, body, files)
  return stored.data
}

function remove({ world, params }: Call) {
  const channel = reachable(world, params.channel_id)
  need(world, channel, Bit.ViewChannel)
  const stored = messageIn(channel, params.message_id)
  if (stored.data.author.id !== world.bot.id) need(world, channel, Bit.ManageMessages)
  removeMessage(world, channel, stored)
  return none
}

function removeMany({ world, params, body }: Call<{ messages: string[] }>) {
  const channel = reachable(world, params.channel_id)
  need(world, channel, Bit.ViewChannel | Bit.ManageMessages)
  const ids = new Set(body.messages)
  if (ids.size < 2 || ids.size > 100) throw refuse('bulkDeleteCount')
  for (const id of ids)
    if (snowflakeTime(id) < world.clock.now() - TWO_WEEKS) throw refuse('bulkDeleteAge')
  for (const id of ids) {
    const stored = channel.messages.get(id)
    if (stored && !stored.onlyFor) removeMessage(world, channel, stored)
  }
  return none
}
