/** /answers import and export: a server's answers as files. */

import { ButtonStyle, type ChatInputCommandInteraction, MessageFlags } from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { entryOf } from '../../src/knowledge/entry.ts'
import { type ExportFormat, exported } from '../../src/knowledge/export.ts'
import { planImport } from '../../src/knowledge/import-plan.ts'
import { importDoneView, importView } from '../../src/views/answers/import.ts'
import { button, row } from '../../src/views/round.ts'
import type { Parts } from '../parts.ts'
import { message } from '../reply.ts'
import { importDraft, ownerOf } from './own-draft.ts'
import { save } from './save.ts'
import { idOf } from './show.ts'
import { requireCurator } from './who.ts'

/** Twice what the text may have: a file in UTF-16 is larger than its text in UTF-8. */
const mostBytes = 2 * 1024 * 1024

/** Sends the server's answers as a file, to the person alone. */
export async function exportAnswers(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  await requireCurator(interaction, parts)
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const format = (interaction.options.getString('format') ?? 'json') as ExportFormat
  const all = interaction.options.getBoolean('shipped') ?? false
  const withheld = parts.host.withheld(interaction.guildId)
  const held = (await parts.library.all(interaction.guildId)).filter(
    ({ shown, origin, entry }) => shown && (all || origin !== 'shipped') && !withheld.has(entry.id),
  )
  if (held.length === 0)
    throw new UserError(
      'This server has no answers of its own yet. `/answers export shipped:True` gives those that come with me.',
    )
  const { name, text } = exported(
    held.map(({ entry }) => entry),
    format,
  )
  await interaction.editReply({
    content: `${held.length} ${held.length === 1 ? 'answer' : 'answers'}.`,
    files: [{ attachment: Buffer.from(text), name }],
  })
}

/** Reads the attached file and shows what it would do; nothing is written yet. */
export async function importAnswers(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  const { guildId, createdTimestamp, options } = interaction
  await requireCurator(interaction, parts)
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const file = options.getAttachment('file', true)
  const bytes = await parts.readAttachment(file.url, mostBytes)
  const { taken, skipped } = await parts.readImport({ bytes, name: file.name })
  const incoming = taken.map(({ line, entry }) => ({ line, entry: entryOf(entry) }))
  const plan = planImport(incoming, await parts.library.all(guildId))
  const view = importView(file.name, plan, skipped)
  if (plan.changes.length === 0) {
    await interaction.editReply(message(view))
    return
  }
  const draft = await parts.drafts.begin(
    ownerOf(interaction),
    { kind: 'import', changes: plan.changes },
    createdTimestamp,
  )
  const buttons = row(
    button(`Import ${plan.changes.length}`, ButtonStyle.Success, idOf('import', draft)),
    button('Discard', ButtonStyle.Secondary, idOf('discard', draft)),
  )
  await interaction.editReply({ ...message(view), components: [buttons] })
}

/** Writes what was shown, all or nothing. */
export async function confirmImport(
  interaction: InGuild<Press>,
  parts: Parts,
  draftId: string,
): Promise<void> {
  const draft = await importDraft(interaction, parts, draftId)
  await interaction.deferUpdate()
  const outcome = await save(interaction, parts, draft.changes)
  if (outcome.kind !== 'saved')
    throw new UserError(
      'Somebody changed one of these answers meanwhile, so nothing was imported. Use `/answers import` again to see what would change now.',
    )
  await parts.drafts.drop(ownerOf(interaction), draftId)
  await interaction.editReply(message(importDoneView(draft.changes.length)))
}
