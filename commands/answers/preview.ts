/** Between typing and saving: the preview, the save itself, and two people who edit at once. */

import type { BaseInteraction } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { added, changed } from '../../src/knowledge/curation.ts'
import { entryDiff } from '../../src/knowledge/diff.ts'
import { type Entry, entryLimits } from '../../src/knowledge/entry.ts'
import type { Change, Commit } from '../../src/knowledge/entry-store.ts'
import { type FormReading, readForm } from '../../src/knowledge/form.ts'
import type { Held } from '../../src/knowledge/held.ts'
import { slugOf, uniqueSlug } from '../../src/knowledge/slug.ts'
import {
  conflictView,
  previewView,
  problemsView,
  takenView,
} from '../../src/views/answers/draft.ts'
import { changesText } from '../../src/views/answers/words.ts'
import type { View } from '../../src/views/view.ts'
import type { Parts } from '../parts.ts'
import { type FormDraft, formDraft, ownerOf } from './own-draft.ts'
import { heldById, panelOf } from './pick.ts'
import { save } from './save.ts'
import { idOf, show } from './show.ts'
import { requireCurator } from './who.ts'

/** Longest account of what somebody else changed meanwhile. */
const theirsRoom = 1_500

/** The draft as it will look, or why it cannot be saved. */
export async function preview(
  interaction: InGuild<BaseInteraction>,
  parts: Parts,
  id: string,
  draft: FormDraft,
): Promise<View> {
  const { guildId } = interaction
  const held = await heldOf(parts, guildId, draft)
  const reading = await read(interaction, parts, draft, held)
  if ('problems' in reading) return problemsView(reading.problems, id, idOf)
  if (held !== undefined && held.rev !== draft.expected)
    return conflict(parts, guildId, id, draft, reading.entry)
  const { entry } = reading
  const alike = await alikeTo(parts, guildId, entry, draft.entry)
  const changes = held === undefined ? {} : { changes: entryDiff(held.entry, entry) }
  return previewView({ entry, alike, ...changes }, id, idOf)
}

/** *Save* */
export async function pressSave(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  const { guildId } = interaction
  await requireCurator(interaction, parts)
  const draft = await formDraft(interaction, parts, id)
  const held = await heldOf(parts, guildId, draft)
  const reading = await read(interaction, parts, draft, held)
  if ('problems' in reading) return show(interaction, problemsView(reading.problems, id, idOf))
  const change = await changeOf(parts, guildId, draft, held, reading.entry)
  const outcome = await save(interaction, parts, [change])
  if (outcome.kind === 'saved') await parts.drafts.drop(ownerOf(interaction), id)
  await show(interaction, await outcomeView(outcome, parts, guildId, id, draft, change.entry))
}

/** *Look again with theirs*: the draft goes on from what is there now. */
export async function rebase(interaction: InGuild<Press>, parts: Parts, id: string): Promise<void> {
  await requireCurator(interaction, parts)
  const draft = await formDraft(interaction, parts, id)
  const held = await heldById(parts, interaction.guildId, draft.entry)
  const next = { ...draft, expected: held.rev }
  await parts.drafts.change(ownerOf(interaction), id, next)
  await show(interaction, await preview(interaction, parts, id, next))
}

/** *Discard* and *Cancel* */
export async function discard(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await parts.drafts.drop(ownerOf(interaction), id)
  await show(interaction, {
    content: 'Discarded. Nothing was changed.',
    embeds: [],
    components: [],
  })
}

async function outcomeView(
  outcome: Exclude<Commit, { kind: 'refused' }>,
  parts: Parts,
  guild: string,
  id: string,
  draft: FormDraft,
  entry: Entry,
): Promise<View> {
  if (outcome.kind === 'stale') return conflict(parts, guild, id, draft, entry)
  if (outcome.kind === 'taken') {
    const by = await parts.library.held(guild, outcome.by)
    return takenView(by?.entry, id, idOf)
  }
  const held = await heldById(parts, guild, entry.id)
  return {
    ...(await panelOf(parts, guild, held)),
    content: '✅ Saved. `/ask` finds it from now on.',
  }
}

async function conflict(
  parts: Parts,
  guild: string,
  id: string,
  { entry, expected }: FormDraft,
  mine: Entry,
): Promise<View> {
  const held = await heldById(parts, guild, entry)
  const seen = (await parts.library.revision(guild, entry, expected))?.entry ?? held.shipped
  const theirs = changesText(entryDiff(seen, held.entry), theirsRoom)
  return conflictView(held.kept, theirs, mine, id, idOf)
}

async function heldOf(
  parts: Parts,
  guild: string,
  { entry }: FormDraft,
): Promise<Held | undefined> {
  return entry === '' ? undefined : heldById(parts, guild, entry)
}

async function read(
  interaction: InGuild<BaseInteraction>,
  { settings }: Parts,
  { fields }: FormDraft,
  held: Held | undefined,
): Promise<FormReading> {
  const now = interaction.createdAt
  const { language } = await settings.of(interaction.guildId)
  const reading = readForm(fields, held?.entry ?? { id: 'new', language }, now.getUTCFullYear())
  if ('problems' in reading || held !== undefined) return reading
  // Whoever writes an answer has looked at its facts.
  return { entry: { ...reading.entry, checked: dayOf(now) } }
}

/** YYYY-MM-DD, in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}

async function changeOf(
  parts: Parts,
  guild: string,
  { expected }: FormDraft,
  held: Held | undefined,
  entry: Entry,
): Promise<Change> {
  if (held !== undefined) return { ...changed(held, 'edit', entry), expected }
  return added({ ...entry, id: await freeId(parts, guild, entry.question) })
}

/** An id out of the question that neither the guild nor the bot's own answers have. */
async function freeId({ library }: Parts, guild: string, question: string): Promise<string> {
  const own = new Set((await library.all(guild)).map(({ entry }) => entry.id))
  const taken = { has: (id: string) => own.has(id) || library.shipped(id) !== undefined }
  return uniqueSlug(slugOf(question, entryLimits.id) || 'answer', taken, entryLimits.id)
}

/** Entries, other than the one with `id`, that answer the same: by their wordings, or because /ask gives them. */
async function alikeTo(
  { library }: Parts,
  guild: string,
  { question, aliases }: Entry,
  id: string,
): Promise<readonly Entry[]> {
  const near = await library.duplicates(guild, [question, ...aliases])
  const found = await library.answering(guild, question)
  const all = new Set([...near.map(({ entry }) => entry), ...found])
  return [...all].filter((entry) => entry.id !== id)
}
