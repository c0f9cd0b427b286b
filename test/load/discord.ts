/** Playgrounds with many servers. */

import { realClock } from '../../src/playground/clock.ts'
import {
  createPlayground,
  type Playground,
  type PlaygroundOptions,
} from '../../src/playground/server.ts'
import { addMember, furnishGuild } from '../../src/playground/setting.ts'
import { makeUser } from '../../src/playground/world.ts'

/** Each server is made in milliseconds of its own: which shard it belongs to hangs on when it was made. */
export async function openDiscord(
  guilds: number,
  options: PlaygroundOptions & { readonly members?: number } = {},
): Promise<Playground> {
  const { members = 0, ...others } = options
  let furnishing: number | undefined = Date.now() - guilds * 3
  const playground = await createPlayground({
    ...{ page: false, token: 'load'.repeat(15), ...others },
    clock: { now: () => furnishing ?? Date.now(), after: realClock.after },
  })
  const { world } = playground
  for (let at = 1; at < guilds; at += 1) {
    furnishing += 3
    furnishGuild(world, `Guild ${at}`)
  }
  for (const guild of world.guilds.values())
    for (let at = 0; at < members; at += 1)
      addMember(world, guild, makeUser(world.id(), `Member ${at}`))
  furnishing = undefined
  return playground
}
