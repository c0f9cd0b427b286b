/** Changes that need no form: remove, put back, wordings, merge, facts that still hold. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import {
  changed,
  merged,
  pinnedAs,
  removed,
  restored,
  verified,
  withWordings,
} from '../../src/knowledge/curation.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import type { Change } from '../../src/knowledge/entry-store.ts'
import { problemsOf, wordingOf } from '../../src/knowledge/form.ts'
import type { Held } from '../../src/knowledge/held.ts'
import { sameKey } from '../../src/knowledge/sameness.ts'
import { mergeView } from '../../src/views/answers/draft.ts'
import { escaped } from '../../src/views/markdown.ts'
import type { Parts } from '../parts.ts'
import { mergeDraft, ownerOf } from './own-draft.ts'
import { heldById, heldNamed, panelOf, shown, shownNamed } from './pick.ts'
import { dayOf } from './preview.ts'
import { saveAtOnce } from './save.ts'
import { idOf, show } from './show.ts'
import { requireCurator } from './who.ts'

type Slash = InGuild<ChatInputCommandInteraction>

/** Saves `change` and shows what the answer is now, under `note`. */
async function saveAndShow(
  interaction: Slash | InGuild<Press>,
  parts: Parts,
  change: Change,
  note: string,
): Promise<void> {
  const { guildId } = interaction
  const { id } = change.entry
  await saveAtOnce(interaction, parts, [change])
  const held = await heldById(parts, guildId, id)
  await show(interaction, { ...(await panelOf(parts, guildId, held)), content: note })
}

export async function remove(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const named = interaction.options.getString('answer', true)
  await doRemove(interaction, parts, await shownNamed(parts, interaction.guildId, named))
}

/** *Remove* on an answer. */
export async function pressRemove(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await doRemove(interaction, parts, shown(await heldById(parts, interaction.guildId, id)))
}

function doRemove(interaction: Slash | InGuild<Press>, parts: Parts, held: Held): Promise<void> {
  const note = '🗑️ Removed: nobody finds it any more. It is kept and can be put back at any time.'
  return saveAndShow(interaction, parts, removed(held), note)
}

export async function restore(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const named = interaction.options.getString('answer', true)
  await doRestore(interaction, parts, await heldNamed(parts, interaction.guildId, named))
}

/** *Put back* on a removed answer. */
export async function pressRestore(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await doRestore(interaction, parts, await heldById(parts, interaction.guildId, id))
}

async function doRestore(
  interaction: Slash | InGuild<Press>,
  parts: Parts,
  held: Held,
): Promise<void> {
  if (held.shown) throw new UserError('That answer is not removed: people find it with `/ask`.')
  const { guildId } = interaction
  const [before] = await parts.library.history(guildId, held.entry.id, 1, held.rev)
  await saveAndShow(
    interaction,
    parts,
    restored(held, before),
    '✅ Put back: `/ask` finds it again.',
  )
}

export async function addAlias(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId, options } = interaction
  const held = await shownNamed(parts, guildId, options.getString('answer', true))
  const wording = wordingOf(options.getString('wording', true))
  const change = await withAlias(parts, guildId, held, wording)
  await saveAndShow(
    interaction,
    parts,
    change,
    `✅ “${escaped(wording)}” leads to this answer now.`,
  )
}

/** The answer with one more wording; throws a UserError where it cannot have it. */
export async function withAlias(
  parts: Parts,
  guild: string,
  held: Held,
  wording: string,
): Promise<Change> {
  await refuseKnown(parts, guild, held, wording)
  const entry = { ...held.entry, aliases: withWordings(held.entry, [wording]) }
  const problems = problemsOf({ ...entry, aliases: [...held.entry.aliases, wording] })
  if (problems.length > 0) throw new UserError(`That cannot be added. ${problems.join(' ')}`)
  return changed(held, 'alias', entry)
}

/** Throws where the wording leads to an answer already. */
async function refuseKnown(
  { library }: Parts,
  guild: string,
  held: Held,
  wording: string,
): Promise<void> {
  const key = sameKey(wording)
  if (key === '') throw new UserError('Type the wording as people would ask it.')
  const alike = await library.duplicates(guild, [wording])
  const owner = [held.entry, ...alike.map(({ entry }) => entry)].find((entry) => says(entry, key))
  if (owner === undefined) return
  throw new UserError(
    owner.id === held.entry.id
      ? 'That answer has this wording already.'
      : `“${owner.question}” has this wording already. Take it away there first, or merge the two with \`/answers merge\`.`,
  )
}

function says({ question, aliases }: Entry, key: string): boolean {
  return [question, ...aliases].some((wording) => sameKey(wording) === key)
}

export async function removeAlias(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId, options } = interaction
  const held = await shownNamed(parts, guildId, options.getString('answer', true))
  const key = sameKey(options.getString('wording', true))
  const gone = held.entry.aliases.find((alias) => sameKey(alias) === key)
  if (gone === undefined)
    throw new UserError('That answer has no such wording. Pick one from the list that opens.')
  const aliases = held.entry.aliases.filter((alias) => alias !== gone)
  const change = changed(held, 'alias', { ...held.entry, aliases })
  await saveAndShow(
    interaction,
    parts,
    change,
    `✅ “${escaped(gone)}” no longer leads to this answer.`,
  )
}

/** `/answers merge`: first what it would do. */
export async function merge(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId, options } = interaction
  const from = await shownNamed(parts, guildId, options.getString('from', true))
  const into = await shownNamed(parts, guildId, options.getString('into', true))
  if (from.entry.id === into.entry.id)
    throw new UserError('Those are the same answer. Pick two that differ.')
  const id = await parts.drafts.begin(
    ownerOf(interaction),
    { kind: 'merge', from: from.entry.id, into: into.entry.id, revs: [from.rev, into.rev] },
    interaction.createdTimestamp,
  )
  const [{ entry }] = merged(from, into)
  const gained = entry.aliases.slice(into.entry.aliases.length)
  await show(interaction, mergeView(from, into, gained, id, idOf))
}

/** *Merge* under that. */
export async function pressMerge(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId } = interaction
  const draft = await mergeDraft(interaction, parts, id)
  const from = await heldById(parts, guildId, draft.from)
  const into = await heldById(parts, guildId, draft.into)
  const [one, other] = merged({ ...from, rev: draft.revs[0] }, { ...into, rev: draft.revs[1] })
  await saveAtOnce(interaction, parts, [one, other])
  await parts.drafts.drop(ownerOf(interaction), id)
  const held = await heldById(parts, guildId, draft.into)
  const content = `✅ Merged. “${escaped(from.entry.question)}” leads here now; the old answer can be put back with \`/answers restore\`.`
  await show(interaction, { ...(await panelOf(parts, guildId, held)), content })
}

/** *Facts still hold* on an answer. */
export async function pressChecked(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await check(interaction, parts, shown(await heldById(parts, interaction.guildId, id)))
}

/** `/answers verify` with an answer. */
export function check(
  interaction: Slash | InGuild<Press>,
  parts: Parts,
  held: Held,
): Promise<void> {
  const change = verified(held, dayOf(interaction.createdAt))
  return saveAndShow(interaction, parts, change, '✅ Noted: its facts were checked today.')
}

/** *Pin* and *Unpin* on an answer. */
export async function pressPin(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
  pin: boolean,
): Promise<void> {
  await requireCurator(interaction, parts)
  const held = shown(await heldById(parts, interaction.guildId, id))
  const note = pin
    ? '📌 Pinned: it comes first in the list of `/ask` before anything is typed.'
    : 'Unpinned: it stands where its use puts it.'
  if (held.entry.pinned !== pin) return saveAndShow(interaction, parts, pinnedAs(held, pin), note)
  await show(interaction, { ...(await panelOf(parts, interaction.guildId, held)), content: note })
}
