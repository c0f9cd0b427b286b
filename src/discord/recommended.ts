/** How many shards Discord recommends for the bot. */

import { REST } from '@discordjs/rest'
import { type APIGatewayBotInfo, Routes } from 'discord.js'
import type { Span } from '../shards/span.ts'
import { restOptions } from './client.ts'
import { startErrorOf } from './start-error.ts'

/** All of them. Throws a StartError where Discord cannot be asked. */
export async function recommendedSpan(token: string, api: string): Promise<Span> {
  try {
    const rest = new REST({ ...restOptions(api), timeout: 15_000 }).setToken(token)
    const { shards } = (await rest.get(Routes.gatewayBot())) as APIGatewayBotInfo
    return { first: 0, last: shards - 1, total: shards }
  } catch (error) {
    throw startErrorOf(error, api)
  }
}
