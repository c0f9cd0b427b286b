/** Tells a server's moderators of every change, in the channel they chose. */

import { Routes } from 'discord.js'
import type { Caller } from './discord/wire.ts'
import type { Settings } from './guild/settings.ts'
import type { Log } from './log.ts'

/** Longest line that is sent, in characters; Discord takes 2,000. */
const longest = 1_900

/** Sends a line to the guild's audit channel, where there is one; never rejects, and is not waited for by anybody. */
export type Audit = (guild: string, line: string) => Promise<void>

export function createAudit(rest: Caller, settings: Settings, log: Log): Audit {
  return async (guild, line) => {
    try {
      const { audit } = await settings.of(guild)
      if (audit === '') return
      const content = line.length > longest ? `${line.slice(0, longest)}…` : line
      const body = { content, allowed_mentions: { parse: [] } }
      await rest.post(Routes.channelMessages(audit), { body })
    } catch (error) {
      // The change is made and in the history; only the word of it did not get through.
      log.warn({ err: error, guild }, 'audit line not sent')
    }
  }
}
