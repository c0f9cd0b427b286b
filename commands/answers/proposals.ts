/** `/answers proposals`: wordings that people taught by picking what they meant, to be accepted or refused. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { wordingOf } from '../../src/knowledge/form.ts'
import { type Proposal, proposalsOf } from '../../src/knowledge/proposals.ts'
import { proposalsView } from '../../src/views/answers/proposals.ts'
import { escaped } from '../../src/views/markdown.ts'
import type { Parts } from '../parts.ts'
import { withAlias } from './change.ts'
import { pageOf } from './look.ts'
import { heldById, shown } from './pick.ts'
import { saveAtOnce } from './save.ts'
import { idOf, show } from './show.ts'
import { requireCurator } from './who.ts'

type Showing = InGuild<ChatInputCommandInteraction | Press>

export async function proposals(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  await showProposals(interaction, parts, 0)
}

/** Another page. */
export async function turnProposals(interaction: InGuild<Press>, parts: Parts, page: string) {
  await showProposals(interaction, parts, pageOf(page))
}

/** *Accept*: the wording leads to the answer from now on. */
export async function accept(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  page: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId } = interaction
  const { text, entry } = await proposalWith(interaction, parts, id)
  const held = shown(await heldById(parts, guildId, entry.id))
  const wording = wordingOf(text)
  await saveAtOnce(interaction, parts, [await withAlias(parts, guildId, held, wording)])
  await parts.picks.drop(guildId, id)
  const note = `✅ “${escaped(wording)}” leads to “${escaped(entry.question)}” now.`
  await showProposals(interaction, parts, pageOf(page), note)
}

/** *Refuse*: it does not come back. */
export async function refuse(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  page: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId, createdTimestamp } = interaction
  const { text } = await proposalWith(interaction, parts, id)
  await parts.picks.refuse(guildId, id, createdTimestamp)
  const note = `Refused: “${escaped(text)}” is not proposed for that answer again.`
  await showProposals(interaction, parts, pageOf(page), note)
}

async function showProposals(
  interaction: Showing,
  parts: Parts,
  page: number,
  note?: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await show(interaction, proposalsView(await all(interaction, parts), page, idOf, note))
}

async function all(
  { guildId, createdTimestamp }: Showing,
  { library, picks }: Parts,
): Promise<readonly Proposal[]> {
  const [kept, held] = await Promise.all([
    picks.list(guildId, createdTimestamp),
    library.all(guildId),
  ])
  return proposalsOf(
    kept,
    held.flatMap((one) => (one.shown ? one.entry : [])),
  )
}

async function proposalWith(interaction: Showing, parts: Parts, id: string): Promise<Proposal> {
  const found = (await all(interaction, parts)).find((proposal) => proposal.id === id)
  if (found === undefined)
    throw new UserError(
      'That wording was decided on by now, or its answer has it. Look again with `/answers proposals`.',
    )
  return found
}
