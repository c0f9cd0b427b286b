/** Tells of messages, channels and servers that are gone, and of time in which nothing could be received. */

import type { Client } from 'discord.js'

export interface PlaceWatcher {
  /** The channel was deleted, or a thread archived or locked so that nobody can press or write there. */
  readonly channelGone: (channel: string) => void
  /** The bot was removed. An outage is not a removal. */
  readonly guildGone: (guild: string) => void
  /** Something changed that may give rights in a server, or take them: of a channel, a role, or of me. */
  readonly rightsChanged: (guild: string) => void
  readonly messageGone: (channel: string, message: string) => void
  /** Since when a shard's line has carried nothing, in milliseconds since 1970; undefined where that is not so. */
  readonly silentSince: (shard: number) => number | undefined
  /** What happened since `from` (milliseconds since 1970) never reached us, or only now. */
  readonly interrupted: (from: number) => void
}

/** Calls `watcher` for what happens on `client`; `now` is read when a connection is lost. */
export function watchPlaces(client: Client, now: () => number, watcher: PlaceWatcher): void {
  client.on('channelDelete', (channel) => {
    watcher.channelGone(channel.id)
    // Its threads go with it, without a word of their own.
    if ('threads' in channel) for (const id of channel.threads.cache.keys()) watcher.channelGone(id)
  })
  client.on('threadDelete', ({ id }) => watcher.channelGone(id))
  client.on('threadUpdate', (_before, { id, archived, locked }) => {
    if (archived || locked) watcher.channelGone(id)
  })
  client.on('guildDelete', ({ id }) => watcher.guildGone(id))
  watchRights(client, watcher)
  client.on('messageDelete', ({ id, channelId }) => watcher.messageGone(channelId, id))
  client.on('messageDeleteBulk', (messages, { id }) => {
    for (const message of messages.keys()) watcher.messageGone(id, message)
  })
  const lost = new Map<number, { readonly from: number; readonly wasSilent: boolean }>()
  const lose = (shard: number) => {
    if (lost.has(shard)) return
    const silent = watcher.silentSince(shard)
    lost.set(shard, { from: silent ?? now(), wasSilent: silent !== undefined })
  }
  client.on('shardReconnecting', lose)
  client.on('shardDisconnect', (_event, shard) => lose(shard))
  client.on('shardResume', (shard) => {
    const loss = lost.get(shard)
    lost.delete(shard)
    // Discord sends again what was missed while a session was resumed; but nobody who pressed was answered meanwhile.
    if (loss?.wasSilent) watcher.interrupted(loss.from)
  })
  client.on('shardReady', (shard) => {
    const loss = lost.get(shard)
    lost.delete(shard)
    if (loss !== undefined) watcher.interrupted(loss.from)
  })
}

function watchRights(client: Client, { rightsChanged }: PlaceWatcher): void {
  client.on('channelUpdate', (_before, channel) => {
    if (!channel.isDMBased()) rightsChanged(channel.guildId)
  })
  client.on('roleUpdate', (_before, { guild }) => rightsChanged(guild.id))
  client.on('roleDelete', ({ guild }) => rightsChanged(guild.id))
  client.on('guildMemberUpdate', (_before, { id, guild }) => {
    if (id === client.user?.id) rightsChanged(guild.id)
  })
}
