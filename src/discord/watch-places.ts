/** Tells of messages, channels and servers that are gone, and of time in which nothing could be received. */

import type { Client } from 'discord.js'

export interface PlaceWatcher {
  /** The channel was deleted, or a thread archived so that nobody can press there. */
  readonly channelGone: (channel: string) => void
  /** The bot was removed. An outage is not a removal. */
  readonly guildGone: (guild: string) => void
  readonly messageGone: (channel: string, message: string) => void
  /** A new session began: what happened since `from` (milliseconds since 1970) never reached us. */
  readonly interrupted: (from: number) => void
}

/** Calls `watcher` for what happens on `client`; `now` is read when a connection is lost. */
export function watchPlaces(client: Client, now: () => number, watcher: PlaceWatcher): void {
  client.on('channelDelete', ({ id }) => watcher.channelGone(id))
  client.on('threadDelete', ({ id }) => watcher.channelGone(id))
  client.on('threadUpdate', (_before, { id, archived }) => {
    if (archived) watcher.channelGone(id)
  })
  client.on('guildDelete', ({ id }) => watcher.guildGone(id))
  client.on('messageDelete', ({ id, channelId }) => watcher.messageGone(channelId, id))
  client.on('messageDeleteBulk', (messages, { id }) => {
    for (const message of messages.keys()) watcher.messageGone(id, message)
  })
  const lost = new Map<number, number>()
  const lose = (shard: number) => {
    if (!lost.has(shard)) lost.set(shard, now())
  }
  client.on('shardReconnecting', lose)
  client.on('shardDisconnect', (_event, shard) => lose(shard))
  // Discord sends again what was missed while a session was resumed.
  client.on('shardResume', (shard) => lost.delete(shard))
  client.on('shardReady', (shard) => {
    const from = lost.get(shard)
    lost.delete(shard)
    if (from !== undefined) watcher.interrupted(from)
  })
}
