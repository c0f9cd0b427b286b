/** The way to Discord: the token is checked, commands are registered, the connection is opened. */

import { REST } from '@discordjs/rest'
import { type Client, Routes } from 'discord.js'
import { commands } from '../commands/index.ts'
import { restOptions } from './discord/client.ts'
import { registerCommands } from './discord/register.ts'
import type { Log } from './log.ts'

export interface Connection {
  /** Tells Discord of the commands, where they have changed. */
  register(): Promise<void>
  /** Resolves once the bot is ready. */
  open(): Promise<void>
}

export interface ConnectingNeeds {
  readonly token: string
  readonly api: string
  readonly guildId?: string | undefined
  readonly log: Log
}

/** Makes sure that `api` knows the token; `refused` rejects where no session may be begun. */
export async function connecting(
  client: Client,
  refused: Promise<never>,
  { token, api, guildId, log }: ConnectingNeeds,
): Promise<Connection> {
  // Nobody waits for an answer yet: a slow start is better than none.
  const rest = new REST({ ...restOptions(api), timeout: 15_000 }).setToken(token)
  // A wrong token or server fails here, before one of the day's 1,000 identifies is spent on it.
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string }
  return {
    async register() {
      const list = commands.map(({ data }) => data)
      const changed = await registerCommands({ rest, applicationId: id, guildId, commands: list })
      log.info({ commands: list.length, changed }, 'commands registered')
    },
    async open() {
      const ready = new Promise<void>((resolve) => client.once('clientReady', () => resolve()))
      await Promise.race([Promise.all([client.login(token), ready]), refused])
    },
  }
}
