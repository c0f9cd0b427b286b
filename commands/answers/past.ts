/** The revisions of an answer, and the way back to one. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { reverted } from '../../src/knowledge/curation.ts'
import { entryDiff } from '../../src/knowledge/diff.ts'
import type { Held } from '../../src/knowledge/held.ts'
import { revisionView } from '../../src/views/answers/held.ts'
import type { Parts } from '../parts.ts'
import { heldById, heldNamed } from './pick.ts'
import { saveAtOnce } from './save.ts'
import { idOf, show } from './show.ts'
import { requireCurator } from './who.ts'

type Slash = InGuild<ChatInputCommandInteraction>

export async function history(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const named = interaction.options.getString('answer', true)
  await showRevision(interaction, parts, await heldNamed(parts, interaction.guildId, named), 0)
}

/** *History* on an answer, *Older* and *Newer* in it. */
export async function pressHistory(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  rev = '',
): Promise<void> {
  await requireCurator(interaction, parts)
  const held = await heldById(parts, interaction.guildId, id)
  await showRevision(interaction, parts, held, revisionOf(rev))
}

/** *Go back to this*: one press, unless somebody changed the answer since the page was shown. */
export async function revert(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  rev = '',
  seen = '',
): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId } = interaction
  const held = await heldById(parts, guildId, id)
  const to = await parts.library.revision(guildId, id, revisionOf(rev))
  if (to === undefined || to.status === 'removed')
    throw new UserError('There is no such revision to go back to. Open the history again.')
  await saveAtOnce(interaction, parts, [{ ...reverted(held, to), expected: revisionOf(seen) }])
  const now = await heldById(parts, guildId, id)
  await showRevision(interaction, parts, now, 0, `✅ It is as it was in revision ${to.rev} again.`)
}

/** Shows revision `rev`, or the newest for 0. */
async function showRevision(
  interaction: Slash | InGuild<Press>,
  parts: Parts,
  held: Held,
  rev: number,
  note?: string,
): Promise<void> {
  const { guildId } = interaction
  const upTo = rev === 0 ? Number.MAX_SAFE_INTEGER : rev + 1
  const [revision, before] = await parts.library.history(guildId, held.entry.id, 2, upTo)
  if (revision === undefined)
    throw new UserError('Nobody here has changed that answer: it is as it came with me.')
  const view = revisionView(
    {
      held,
      revision,
      changes: entryDiff(before?.entry, revision.entry),
      ...(before === undefined ? {} : { older: before.rev }),
      ...(revision.rev < held.rev ? { newer: revision.rev + 1 } : {}),
      ...(note === undefined ? {} : { note }),
    },
    idOf,
  )
  await show(interaction, view)
}

/** A revision out of a `custom_id`, which anybody may have written: 0 for what is none. */
function revisionOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0
}
