/** Many questions are brought in from a file: shown first, then kept. */

import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js'
import type { InGuild, Press } from '../../../src/discord/command.ts'
import { type OwnQuestion, sameQuestion } from '../../../src/trivia/own.ts'
import {
  ownItemSchema,
  type TriviaItem,
  triviaItemOf,
  triviaLimits,
} from '../../../src/trivia/question.ts'
import { questionImportView } from '../../../src/views/questions.ts'
import { ownerOf, questionsDraft } from '../../answers/own-draft.ts'
import type { Parts } from '../../parts.ts'
import { message } from '../../reply.ts'
import { idOf } from '../lobby.ts'
import { requireCurator, requireRoom } from './may.ts'

type Read = Awaited<ReturnType<Parts['readQuestions']>>

/** Twice what the text may have: a file in UTF-16 is larger than its text in UTF-8. */
const mostBytes = 2 * 1024 * 1024

/** Reads the attached file and shows what it would do; nothing is kept yet. */
export async function importFile(
  interaction: InGuild<ChatInputCommandInteraction>,
  parts: Parts,
): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId, createdTimestamp: at, options } = interaction
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const file = options.getAttachment('file', true)
  const bytes = await parts.readAttachment(file.url, mostBytes)
  const { questions, skipped } = await parts.readQuestions({ bytes, name: file.name })
  const topic = options.getString('topic')
  const { fresh, known } = await sorted(parts, guildId, questions, topic)
  await requireRoom(interaction, parts, fresh.length)
  const refused = [...skipped, ...known].toSorted((a, b) => a.place - b.place)
  const draft = await parts.drafts.begin(
    ownerOf(interaction),
    { kind: 'questions', items: fresh },
    at,
  )
  await interaction.editReply(message(questionImportView(file.name, fresh, refused, draft, idOf)))
}

/** Parts what was read into questions that are new here, as they would be kept, and those that are not. */
async function sorted(
  parts: Parts,
  guild: string,
  questions: Read['questions'],
  topic: string | null,
): Promise<{ fresh: TriviaItem[]; known: Read['skipped'] }> {
  const all = await parts.questions.all(guild)
  const known: Read['skipped'][number][] = []
  const fresh: TriviaItem[] = []
  for (const { place, item } of questions) {
    const topics = topic === null ? item.topics : [...new Set([topic.trim(), ...item.topics])]
    const [behind] = await parts.library.answering(guild, item.question)
    const one = {
      ...item,
      id: parts.newQuestionId(),
      topics: topics.slice(0, triviaLimits.topics),
      entry: behind?.id ?? '',
    }
    if (sameQuestion(all, one) === undefined) fresh.push(one)
    else known.push({ place, reason: 'this server asks that already' })
  }
  return { fresh, known }
}

/** Keeps what was shown, all or nothing. */
export async function confirmImport(
  interaction: InGuild<Press>,
  parts: Parts,
  draftId: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId: guild, createdTimestamp: at, user } = interaction
  const items = (await questionsDraft(interaction, parts, draftId)).map((one) =>
    triviaItemOf(ownItemSchema.parse(one)),
  )
  await requireRoom(interaction, parts, items.length)
  const all = await parts.questions.all(guild)
  const fresh = items.filter((item) => sameQuestion(all, item) === undefined)
  const by = { author: user.id, changedBy: user.id, at, changedAt: at }
  await parts.questions.add(
    fresh.map(
      (item): OwnQuestion => ({ guild, id: item.id, standing: 'live', of: { item }, ...by }),
    ),
  )
  await parts.drafts.drop(ownerOf(interaction), draftId)
  const many = `${fresh.length} ${fresh.length === 1 ? 'question' : 'questions'}`
  await interaction.update({ content: `Imported ${many}.`, embeds: [], components: [] })
  void parts.audit(guild, `<@${user.id}> imported ${many} for trivia.`)
}
