/** Who may change answers: decided from each interaction's own payload, and once more where it is written. */

import type { BaseInteraction } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import type { Curator } from '../../src/knowledge/entry-store.ts'
import type { Parts } from '../parts.ts'

/** Said to whoever may not, whatever they tried. */
export const notAllowed =
  'Only this server’s moderators (Manage Messages, or the curator role) can change its answers. Nothing was changed.'

export function curatorOf({ user, member, memberPermissions }: BaseInteraction): Curator {
  const roles =
    member === null
      ? []
      : Array.isArray(member.roles)
        ? member.roles
        : [...member.roles.cache.keys()]
  return { id: user.id, permissions: memberPermissions?.bitfield ?? 0n, roles }
}

/** The person as a curator; throws a UserError where they are none. */
export async function requireCurator(
  interaction: InGuild<BaseInteraction>,
  parts: Parts,
): Promise<Curator> {
  const who = curatorOf(interaction)
  if (!(await parts.mayCurate(interaction.guildId, who))) throw new UserError(notAllowed)
  return who
}
