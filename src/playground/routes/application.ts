/** The application, its user, and how a bot learns where the gateway is. */

import { get, ok, type Route } from '../route.ts'
import { applicationWire } from '../wire.ts'
import { guildOf, type World } from '../world.ts'

/** How many sessions the bot may still start; kept by the gateway. */
export interface StartLimit {
  total: number
  remaining: number
  reset_after: number
  max_concurrency: number
}

/** The routes; `startLimit` asks the gateway for its count. */
export function applicationRoutes(startLimit: () => StartLimit): Route[] {
  const url = (world: World) => `${world.origin.replace(/^http/, 'ws')}/gateway`
  return [
    get('/gateway', ({ world }) => ok({ url: url(world) }), false),
    get('/gateway/bot', ({ world }) =>
      ok({ url: url(world), shards: 1, session_start_limit: startLimit() }),
    ),
    get('/applications/@me', ({ world }) => ok(applicationWire(world))),
    get('/oauth2/applications/@me', ({ world }) => ok(applicationWire(world))),
    get('/users/@me', ({ world }) => ok({ ...world.bot, mfa_enabled: false, locale: 'en-US' })),
    get('/users/@me/guilds', ({ world }) => ok(ownGuilds(world))),
  ]
}

function ownGuilds(world: World) {
  return [...world.guilds.values()]
    .filter((guild) => guild.installed)
    .map((guild) => guildOf(world, guild.id))
    .map(({ id, name, ownerId }) => ({
      id,
      name,
      icon: null,
      banner: null,
      owner: ownerId === world.bot.id,
      permissions: '0',
      features: [],
    }))
}
