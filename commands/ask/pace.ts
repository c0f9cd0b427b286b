/** Questions that come too fast: the first of them is told to wait, the rest go unanswered, so that a flood costs nothing. */

import { type BaseInteraction, PermissionFlagsBits } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { relative } from '../../src/views/round.ts'
import type { Parts } from '../parts.ts'

/** Whether to go on; throws a UserError with the time to ask again, once until that time. */
export async function isInPace(
  interaction: InGuild<BaseInteraction>,
  { pacer, settings }: Parts,
): Promise<boolean> {
  const { guildId, user, createdTimestamp: at, memberPermissions } = interaction
  const moderates = memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false
  const cooldown = moderates ? 'off' : (await settings.of(guildId)).cooldown
  const pacing = pacer.ask({ guild: guildId, person: user.id, at }, cooldown)
  if (pacing.wait === 0) return true
  if (pacing.told) return false
  // A second more: Discord shows whole ones, and a press in the last of them should count.
  throw new UserError(
    `That is faster than I may answer here. Ask again ${relative(at + pacing.wait + 1_000)}.`,
  )
}
