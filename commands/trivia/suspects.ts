/** /trivia suspects: for moderators, the questions that the answers of their players speak against. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { suspectsOf } from '../../src/trivia/suspects.ts'
import { suspectsView } from '../../src/views/suspects.ts'
import { curatorOf } from '../answers/who.ts'
import type { Parts } from '../parts.ts'
import { privately } from '../reply.ts'

/** So many of the latest answers are looked at. */
const latest = 20_000

export async function suspects(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  const { guildId } = interaction
  if (!(await parts.mayCurate(guildId, curatorOf(interaction))))
    throw new UserError(
      'Only this server’s moderators (Manage Messages, or the curator role) can see which questions are suspect.',
    )
  const [pool, evidence] = await Promise.all([
    parts.pool(guildId),
    parts.records.evidence(guildId, latest),
  ])
  const all = suspectsOf(pool, evidence)
  const withheld = parts.host.withheld(guildId)
  const shown = all.filter(({ item }) => !withheld.has(item.entry))
  await interaction.reply(privately(suspectsView(shown, all.length - shown.length)))
}
