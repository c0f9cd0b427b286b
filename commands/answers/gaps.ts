/** `/answers gaps`: what people asked in vain, most wanted first, to be answered or put aside. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { clustersOf, type GapCluster } from '../../src/knowledge/gaps.ts'
import { gapsView } from '../../src/views/answers/gaps.ts'
import type { Parts } from '../parts.ts'
import { openNew } from './form.ts'
import { pageOf } from './look.ts'
import { idOf, show } from './show.ts'
import { requireCurator } from './who.ts'

/** Most wordings that are filled in: they fit their field, whatever their length. */
const mostAliases = 15

type Showing = InGuild<ChatInputCommandInteraction | Press>

export async function gaps(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  await showGaps(interaction, parts, 0)
}

/** Another page. */
export async function turnGaps(
  interaction: InGuild<Press>,
  parts: Parts,
  page: string,
): Promise<void> {
  await showGaps(interaction, parts, pageOf(page))
}

/** *Answer*: the form for a new answer, with the wordings filled in. */
export async function answerGap(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const [question = '', ...others] = (await clusterWith(interaction, parts, id)).texts
  const aliases = others.slice(0, mostAliases).join('\n')
  await openNew(interaction, parts, { question, answer: '', aliases, topics: '', sources: '' })
}

/** *Dismiss* */
export async function dismissGap(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  page: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const cluster = await clusterWith(interaction, parts, id)
  await parts.gaps.dismiss(
    interaction.guildId,
    cluster.gaps.map((gap) => gap.id),
  )
  await showGaps(interaction, parts, pageOf(page), '✅ Put aside.')
}

async function showGaps(
  interaction: Showing,
  parts: Parts,
  page: number,
  note?: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await show(interaction, gapsView(await clusters(interaction, parts), page, idOf, note))
}

async function clusters(
  { guildId, createdTimestamp }: Showing,
  parts: Parts,
): Promise<readonly GapCluster[]> {
  return clustersOf(await parts.gaps.list(guildId, createdTimestamp))
}

async function clusterWith(interaction: Showing, parts: Parts, id: string): Promise<GapCluster> {
  const all = await clusters(interaction, parts)
  const found = all.find((cluster) => cluster.gaps.some((gap) => gap.id === id))
  if (found === undefined)
    throw new UserError(
      'That question has an answer by now or was put aside. Look again with `/answers gaps`.',
    )
  return found
}
