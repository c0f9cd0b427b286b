/** Says something in a channel that nobody has just asked for. */

import { Routes } from 'discord.js'
import type { Caller } from './discord/wire.ts'
import type { Log } from './log.ts'
import type { View } from './views/view.ts'

/** Sends `view` to a channel; only `users` are mentioned. Never rejects: the channel may be gone or closed to the bot. */
export type Tell = (channel: string, view: View, users: readonly string[]) => Promise<void>

export function createTell(rest: Caller, log: Log): Tell {
  return async (channel, view, users) => {
    try {
      const body = { ...view, allowed_mentions: { parse: [], users } }
      await rest.post(Routes.channelMessages(channel), { body })
    } catch (error) {
      log.warn({ err: error, channel }, 'could not tell that there is an answer')
    }
  }
}
