/** /trivia question: a server's own questions, from the form or a file, suggested by members, out of an answer. */

import {
  type BaseInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  MessageFlags,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import type { InGuild, Press } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { sameKey } from '../../src/knowledge/sameness.ts'
import {
  fieldsOf,
  noFields,
  type OwnQuestion,
  ownLimits,
  readQuestion,
  type Standing,
  sameQuestion,
} from '../../src/trivia/own.ts'
import {
  type Difficulty,
  ownItemSchema,
  type TriviaItem,
  triviaItemOf,
  triviaLimits,
} from '../../src/trivia/question.ts'
import { cut } from '../../src/views/limits.ts'
import {
  keptView,
  problemsView,
  questionCard,
  questionImportView,
  questionListView,
  removedView,
  reviewView,
} from '../../src/views/questions.ts'
import { ownerOf, type QuestionDraft, questionDraft, questionsDraft } from '../answers/own-draft.ts'
import { shownNamed } from '../answers/pick.ts'
import { curatorOf } from '../answers/who.ts'
import type { Parts } from '../parts.ts'
import { message, privately } from '../reply.ts'
import { idOf, whisper } from './lobby.ts'

type Slash = InGuild<ChatInputCommandInteraction>

/** Twice what the text may have: a file in UTF-16 is larger than its text in UTF-8. */
const mostBytes = 2 * 1024 * 1024

export async function add(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  await openForm(interaction, parts, false)
}

/** For everybody: what they write waits for a moderator. */
export async function suggestOne(interaction: Slash, parts: Parts): Promise<void> {
  const all = await parts.questions.all(interaction.guildId)
  const mine = all.filter(
    ({ standing, author }) => standing === 'suggested' && author === interaction.user.id,
  )
  if (mine.length >= ownLimits.waiting)
    throw new UserError(
      `${mine.length} of your suggestions are waiting already. Suggest more once the moderators have looked at them.`,
    )
  await openForm(interaction, parts, true)
}

async function openForm(interaction: Slash, parts: Parts, suggested: boolean): Promise<void> {
  await requireRoom(interaction, parts, 1)
  const difficulty = interaction.options.getString('difficulty') ?? 'medium'
  const draft = { kind: 'question', question: '', suggested, difficulty, fields: noFields } as const
  await openDraft(interaction, parts, draft)
}

export async function edit(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const named = await questionNamed(interaction, parts)
  await openEdit(interaction, parts, named)
}

export async function pressEdit(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  await openEdit(interaction, parts, await questionById(interaction, parts, id))
}

async function openEdit(
  interaction: Slash | InGuild<Press>,
  parts: Parts,
  { id, of }: OwnQuestion,
): Promise<void> {
  if ('entry' in of)
    throw new UserError(
      'That question is made out of an answer: change the answer with `/answers edit`, or remove the question.',
    )
  const { difficulty } = of.item
  const fields = fieldsOf(of.item)
  await openDraft(interaction, parts, {
    ...{ kind: 'question', question: id, suggested: false, difficulty, fields },
  })
}

async function openDraft(
  interaction: Slash | InGuild<Press>,
  parts: Parts,
  draft: QuestionDraft,
): Promise<void> {
  const at = interaction.createdTimestamp
  const id = await parts.drafts.begin(ownerOf(interaction), draft, at)
  await interaction.showModal(modal(id, draft))
}

/** *Put it right*: the form again, as it was sent. */
export async function more(interaction: InGuild<Press>, parts: Parts, id: string): Promise<void> {
  await interaction.showModal(modal(id, await questionDraft(interaction, parts, id)))
}

const inputs = [
  {
    field: 'question',
    label: 'Question',
    description: 'As the players read it',
    style: TextInputStyle.Paragraph,
    longest: triviaLimits.question,
  },
  {
    field: 'right',
    label: 'Right answer',
    description: 'Up to 75 characters; other typed answers that count after | signs',
    style: TextInputStyle.Short,
    longest: 1_000,
  },
  {
    field: 'wrong',
    label: 'Three wrong answers',
    description: 'One on each line, of the same kind as the right one',
    style: TextInputStyle.Paragraph,
    longest: 400,
  },
  {
    field: 'note',
    label: 'Explanation',
    description: 'Why it is so: shown with the right answer',
    style: TextInputStyle.Paragraph,
    longest: triviaLimits.note,
  },
  {
    field: 'topics',
    label: 'Topics',
    description: 'A few key words, parted by commas',
    style: TextInputStyle.Short,
    longest: 300,
  },
] as const

const optional: ReadonlySet<string> = new Set(['note', 'topics'])

function modal(id: string, { question, suggested, fields }: QuestionDraft) {
  const isNew = suggested ? 'Suggest a question' : 'A new question'
  return {
    custom_id: idOf('question', id),
    title: question === '' ? isNew : 'Edit the question',
    components: inputs.map(({ field, label, description, style, longest }) => ({
      type: ComponentType.Label as const,
      label,
      description,
      component: {
        type: ComponentType.TextInput as const,
        custom_id: field,
        style,
        max_length: longest,
        required: !optional.has(field),
        ...(fields[field] ? { value: fields[field].slice(0, longest) } : {}),
      },
    })),
  }
}

/** The form was sent: what was typed is kept first, and becomes a question where nothing is wrong with it. */
export async function sent(
  interaction: InGuild<ModalSubmitInteraction>,
  parts: Parts,
  draftId: string,
): Promise<void> {
  const { guildId, createdTimestamp: at, user } = interaction
  const before = await questionDraft(interaction, parts, draftId)
  if (!before.suggested) await requireCurator(interaction, parts)
  const typed = inputs.map(({ field }) => [
    field,
    interaction.fields.fields.has(field) ? interaction.fields.getTextInputValue(field) : '',
  ])
  const draft: QuestionDraft = { ...before, fields: Object.fromEntries(typed) }
  await parts.drafts.change(ownerOf(interaction), draftId, draft)
  const all = await parts.questions.all(guildId)
  const kept = all.find(({ id }) => id === draft.question)
  const reading = await read(parts, guildId, draft, kept, all)
  if ('problems' in reading) {
    await interaction.reply(privately(problemsView(reading.problems, draftId, idOf)))
    return
  }
  const { item } = reading
  const standing: Standing = draft.suggested ? 'suggested' : 'live'
  const change = { standing, of: { item }, changedBy: user.id, changedAt: at }
  if (kept === undefined)
    await parts.questions.add([{ guild: guildId, id: item.id, author: user.id, at, ...change }])
  else await parts.questions.change({ ...kept, ...change })
  await parts.drafts.drop(ownerOf(interaction), draftId)
  if (draft.suggested) {
    await whisper(interaction, 'Thank you! The moderators will look at your question.')
    void parts.audit(
      guildId,
      `<@${user.id}> suggested a trivia question. \`/trivia question review\` shows it.`,
    )
    return
  }
  const card = questionCard(item, kept?.author ?? user.id)
  const said =
    kept === undefined
      ? 'Added: games can ask it from now on.'
      : 'Changed. Games that are on ask it as it was.'
  await interaction.reply(privately(keptView(said, card, item.id, idOf)))
  void parts.audit(
    guildId,
    `<@${user.id}> ${kept === undefined ? 'added' : 'changed'} the trivia question “${item.question}”.`,
  )
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

/** `/trivia question from-answer`: an answer is good for a question. */
export async function from(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  await requireRoom(interaction, parts, 1)
  const { guildId: guild, createdTimestamp: at, user, options } = interaction
  const { entry } = await shownNamed(parts, guild, options.getString('answer', true))
  const all = await parts.questions.all(guild)
  if (all.some(({ of, standing }) => 'entry' in of && of.entry === entry.id && standing === 'live'))
    throw new UserError('Games ask about that answer already.')
  const { id: author } = user
  const question: OwnQuestion = {
    ...{ guild, id: parts.newQuestionId(), standing: 'live', of: { entry: entry.id }, author, at },
    ...{ changedBy: author, changedAt: at },
  }
  const item = await parts.itemOf(question)
  if (item === undefined)
    throw new UserError(
      `No question can be made of that answer: it needs a question of at most ${triviaLimits.option} characters, a first sentence that says something, and three other answers that are not too much like it.`,
    )
  await parts.questions.add([question])
  const card = questionCard(item, author)
  await interaction.reply(
    privately(
      keptView('Added: each game makes this question anew out of the answer.', card, item.id, idOf),
    ),
  )
  void parts.audit(guild, `<@${author}> made a trivia question of “${entry.question}”.`)
}

export async function remove(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const question = await questionNamed(interaction, parts)
  await interaction.reply(privately(await removing(interaction, parts, question)))
}

export async function pressRemove(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const question = await questionById(interaction, parts, id)
  await interaction.update(message(await removing(interaction, parts, question)))
}

async function removing(
  interaction: InGuild<BaseInteraction>,
  parts: Parts,
  question: OwnQuestion,
) {
  await stand(interaction, parts, question, 'removed')
  const title = await titleOf(parts, question)
  void parts.audit(
    interaction.guildId,
    `<@${interaction.user.id}> removed the trivia question “${title}”.`,
  )
  return removedView(title, question.id, idOf)
}

/** *Put back* */
export async function putBack(
  interaction: InGuild<Press>,
  parts: Parts,
  id: string,
): Promise<void> {
  await requireCurator(interaction, parts)
  const question = await questionById(interaction, parts, id)
  await stand(interaction, parts, question, 'live')
  await interaction.update({
    content: 'It is back: games can ask it again.',
    embeds: [],
    components: [],
  })
  void parts.audit(
    interaction.guildId,
    `<@${interaction.user.id}> put back the trivia question “${await titleOf(parts, question)}”.`,
  )
}

async function stand(
  { user, createdTimestamp: changedAt }: BaseInteraction,
  { questions }: Parts,
  question: OwnQuestion,
  standing: Standing,
): Promise<void> {
  await questions.change({ ...question, standing, changedBy: user.id, changedAt })
}

export async function list(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const standing = standingFrom(interaction.options.getString('show') ?? 'live')
  await interaction.reply(privately(await listed(interaction, parts, standing, 0)))
}

export async function turn(
  interaction: InGuild<Press>,
  parts: Parts,
  standing: string,
  page = '0',
): Promise<void> {
  await requireCurator(interaction, parts)
  const at = Number.parseInt(page, 10) || 0
  await interaction.update(message(await listed(interaction, parts, standingFrom(standing), at)))
}

function standingFrom(said: string): Standing {
  return said === 'suggested' || said === 'removed' ? said : 'live'
}

async function listed(
  { guildId }: InGuild<BaseInteraction>,
  parts: Parts,
  standing: Standing,
  page: number,
) {
  const all = await parts.questions.all(guildId)
  const some = all.filter((one) => one.standing === standing).toReversed()
  const titled = some.map(async (one) => ({ id: one.id, title: await titleOf(parts, one) }))
  return questionListView(standing, await Promise.all(titled), page, idOf)
}

export async function review(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  await interaction.reply(privately(await nextSuggestion(interaction, parts)))
}

async function nextSuggestion({ guildId }: InGuild<BaseInteraction>, { questions }: Parts) {
  const waiting = (await questions.all(guildId)).filter(({ standing }) => standing === 'suggested')
  const [next] = waiting
  const card =
    next !== undefined && 'item' in next.of ? questionCard(next.of.item, next.author) : undefined
  return reviewView(waiting.length, next && card ? { card, id: next.id } : undefined, idOf)
}

/** *Accept* and *Refuse* of a suggestion; then the next one. */
export const decide =
  (standing: 'live' | 'removed') =>
  async (interaction: InGuild<Press>, parts: Parts, id: string): Promise<void> => {
    await requireCurator(interaction, parts)
    const question = await questionById(interaction, parts, id)
    if (question.standing === 'suggested') {
      await stand(interaction, parts, question, standing)
      const verb = standing === 'live' ? 'accepted' : 'refused'
      void parts.audit(
        interaction.guildId,
        `<@${interaction.user.id}> ${verb} the trivia question “${await titleOf(parts, question)}” that <@${question.author}> suggested.`,
      )
    }
    await interaction.update(message(await nextSuggestion(interaction, parts)))
  }

/** Reads the attached file and shows what it would do; nothing is kept yet. */
export async function importFile(interaction: Slash, parts: Parts): Promise<void> {
  await requireCurator(interaction, parts)
  const { guildId, createdTimestamp: at, options } = interaction
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const file = options.getAttachment('file', true)
  const bytes = await parts.readAttachment(file.url, mostBytes)
  const { questions, skipped } = await parts.readQuestions({ bytes, name: file.name })
  const topic = options.getString('topic')
  const all = await parts.questions.all(guildId)
  const known: { readonly place: number; readonly reason: string }[] = []
  const fresh: TriviaItem[] = []
  for (const { place, item } of questions) {
    const topics = topic === null ? item.topics : [...new Set([topic.trim(), ...item.topics])]
    const [behind] = await parts.library.answering(guildId, item.question)
    const one = {
      ...item,
      id: parts.newQuestionId(),
      topics: topics.slice(0, triviaLimits.topics),
      entry: behind?.id ?? '',
    }
    if (sameQuestion(all, one) === undefined) fresh.push(one)
    else known.push({ place, reason: 'this server asks that already' })
  }
  await requireRoom(interaction, parts, fresh.length)
  const refused = [...skipped, ...known].toSorted((a, b) => a.place - b.place)
  const draft = await parts.drafts.begin(
    ownerOf(interaction),
    { kind: 'questions', items: fresh },
    at,
  )
  await interaction.editReply(message(questionImportView(file.name, fresh, refused, draft, idOf)))
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

async function titleOf({ itemOf }: Parts, question: OwnQuestion): Promise<string> {
  return (await itemOf(question))?.question ?? 'A question about an answer that is gone'
}

/** Suggestions for the option `question`: those that are played, by words of theirs. */
export async function choices(guild: string, typed: string, parts: Parts) {
  const key = sameKey(typed)
  const all = (await parts.questions.all(guild)).filter(({ standing }) => standing !== 'removed')
  const titled = await Promise.all(
    all.map(async (one) => ({ id: one.id, title: await titleOf(parts, one) })),
  )
  return titled
    .filter(({ id, title }) => id.includes(typed.trim()) || sameKey(title).includes(key))
    .slice(0, 25)
    .map(({ id, title }) => ({ name: cut(title, 100), value: id }))
}

async function questionNamed(interaction: Slash, parts: Parts): Promise<OwnQuestion> {
  const typed = interaction.options.getString('question', true).trim()
  const [first, second] = await choices(interaction.guildId, typed, parts)
  const id = second === undefined || first?.value === typed ? first?.value : typed
  return questionById(interaction, parts, id ?? typed)
}

async function questionById(
  { guildId }: InGuild<BaseInteraction>,
  { questions }: Parts,
  id: string,
): Promise<OwnQuestion> {
  const question = (await questions.all(guildId)).find((one) => one.id === id)
  if (question === undefined)
    throw new UserError('No question is meant by that. Choose one from the list that opens.')
  return question
}

async function requireCurator(interaction: InGuild<BaseInteraction>, parts: Parts): Promise<void> {
  if (!(await parts.mayCurate(interaction.guildId, curatorOf(interaction))))
    throw new UserError(
      'Only this server’s moderators (Manage Messages, or the curator role) look after its questions. Anybody may use `/trivia question suggest`.',
    )
}

async function requireRoom(
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
