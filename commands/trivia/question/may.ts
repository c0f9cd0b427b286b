/** Who may change a server's own questions, and how many it may have. */

import type { BaseInteraction } from 'discord.js'
import type { InGuild } from '../../../src/discord/command.ts'
import { UserError } from '../../../src/errors.ts'
import { ownLimits } from '../../../src/trivia/own.ts'
import { curatorOf } from '../../answers/who.ts'
import type { Parts } from '../../parts.ts'

/** Throws a UserError for whoever does not look after this server's questions. */
export async function requireCurator(
  interaction: InGuild<BaseInteraction>,
  parts: Parts,
): Promise<void> {
  if (!(await parts.mayCurate(interaction.guildId, curatorOf(interaction))))
    throw new UserError(
      'Only this server’s moderators (Manage Messages, or the curator role) look after its questions. Anybody may use `/trivia question suggest`.',
    )
}

/** Throws a UserError where so many more are too many. */
export async function requireRoom(
  { guildId }: InGuild<BaseInteraction>,
  { questions }: Parts,
  count: number,
): Promise<void> {
  const all = (await questions.all(guildId)).length
  if (all + count > ownLimits.questions)
    throw new UserError(
      `A server has ${ownLimits.questions.toLocaleString('en')} questions of its own at most, removed ones included; this one has ${all}.`,
    )
}
