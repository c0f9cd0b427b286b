/** The form was sent: what was typed is kept first, and becomes a question where nothing is wrong with it. */

import type { ModalSubmitInteraction } from 'discord.js'
import type { InGuild } from '../../../src/discord/command.ts'
import { type OwnQuestion, readQuestion, sameQuestion } from '../../../src/trivia/own.ts'
import type { Difficulty, TriviaItem } from '../../../src/trivia/question.ts'
import { keptView, problemsView, questionCard } from '../../../src/views/questions.ts'
import { ownerOf, type QuestionDraft, questionDraft } from '../../answers/own-draft.ts'
import type { Parts } from '../../parts.ts'
import { privately } from '../../reply.ts'
import { idOf, whisper } from '../lobby.ts'
import { requireCurator } from './may.ts'
import { typedIn } from './modal.ts'

type Sent = InGuild<ModalSubmitInteraction>

export async function sent(interaction: Sent, parts: Parts, draftId: string): Promise<void> {
  const { guildId } = interaction
  const before = await questionDraft(interaction, parts, draftId)
  if (!before.suggested) await requireCurator(interaction, parts)
  const draft: QuestionDraft = { ...before, fields: typedIn(interaction) }
  await parts.drafts.change(ownerOf(interaction), draftId, draft)
  const all = await parts.questions.all(guildId)
  const kept = all.find(({ id }) => id === draft.question)
  const reading = await read(parts, guildId, draft, kept, all)
  if ('problems' in reading) {
    await interaction.reply(privately(problemsView(reading.problems, draftId, idOf)))
    return
  }
  await keep(interaction, parts, reading.item, draft.suggested, kept)
  await parts.drafts.drop(ownerOf(interaction), draftId)
  if (draft.suggested) await thank(interaction, parts)
  else await confirm(interaction, parts, reading.item, kept)
}

async function keep(
  { guildId: guild, createdTimestamp: at, user }: Sent,
  { questions }: Parts,
  item: TriviaItem,
  suggested: boolean,
  kept: OwnQuestion | undefined,
): Promise<void> {
  const standing = suggested ? 'suggested' : 'live'
  const change = { standing, of: { item }, changedBy: user.id, changedAt: at } as const
  if (kept === undefined)
    await questions.add([{ guild, id: item.id, author: user.id, at, ...change }])
  else await questions.change({ ...kept, ...change })
}

async function thank(interaction: Sent, parts: Parts): Promise<void> {
  await whisper(interaction, 'Thank you! The moderators will look at your question.')
  void parts.audit(
    interaction.guildId,
    `<@${interaction.user.id}> suggested a trivia question. \`/trivia question review\` shows it.`,
  )
}

async function confirm(
  interaction: Sent,
  parts: Parts,
  item: TriviaItem,
  kept: OwnQuestion | undefined,
): Promise<void> {
  const { guildId, user } = interaction
  const isNew = kept === undefined
  const said = isNew
    ? 'Added: games can ask it from now on.'
    : 'Changed. Games that are on ask it as it was.'
  const card = questionCard(item, kept?.author ?? user.id)
  await interaction.reply(privately(keptView(said, card, item.id, idOf)))
  const did = isNew ? 'added' : 'changed'
  void parts.audit(guildId, `<@${user.id}> ${did} the trivia question “${item.question}”.`)
}

async function read(
  { library, newQuestionId }: Parts,
  guild: string,
  draft: QuestionDraft,
  kept: OwnQuestion | undefined,
  all: readonly OwnQuestion[],
) {
  const before = kept !== undefined && 'item' in kept.of ? kept.of.item : undefined
  const [behind] = await library.answering(guild, draft.fields.question)
  const reading = readQuestion(draft.fields, {
    id: kept?.id ?? newQuestionId(),
    difficulty: draft.difficulty as Difficulty,
    entry: behind?.id ?? '',
    sources: before?.sources ?? [],
  })
  if ('problems' in reading) return reading
  const twin = sameQuestion(all, reading.item)
  if (twin === undefined) return reading
  return { problems: [`This server asks that already, as \`${twin.id}\`.`] }
}
