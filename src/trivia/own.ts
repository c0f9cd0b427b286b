/** A server's own questions: written by moderators, suggested by members, imported, or made out of an answer. */

import { clean, oneLine } from '../knowledge/clean.ts'
import { complaint, type Issue, meantIssues } from '../knowledge/problem.ts'
import { sameKey } from '../knowledge/sameness.ts'
import {
  type Difficulty,
  ownItemSchema,
  type TriviaItem,
  triviaItemOf,
  triviaLimits,
} from './question.ts'

/** `live` is played, `suggested` waits for a moderator, `removed` can be put back. */
export type Standing = 'live' | 'suggested' | 'removed'

export interface OwnQuestion {
  readonly guild: string
  readonly id: string
  readonly standing: Standing
  /** A question, or the entry that one is made of anew for each game. */
  readonly of: { readonly item: TriviaItem } | { readonly entry: string }
  /** Who wrote or suggested it, and who changed it last. */
  readonly author: string
  readonly changedBy: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly changedAt: number
}

export interface QuestionStore {
  /** Every question of a guild, oldest first. */
  all(guild: string): Promise<readonly OwnQuestion[]>
  /** Keeps new questions, all or none. */
  add(questions: readonly OwnQuestion[]): Promise<void>
  /** Keeps a changed one; false where there is none under its id in its guild. */
  change(question: OwnQuestion): Promise<boolean>
}

/** Most questions of a guild, and most suggestions of one member that wait. */
export const ownLimits = { questions: 2_000, waiting: 10 } as const

/** What is typed into the form; `wrong` has an answer on each line, `right` others that count after `|`. */
export interface QuestionFields {
  readonly question: string
  readonly right: string
  readonly wrong: string
  readonly note: string
  readonly topics: string
}

export interface Base {
  readonly id: string
  readonly difficulty: Difficulty
  readonly entry: string
  readonly sources: TriviaItem['sources']
}

export type QuestionReading =
  | { readonly item: TriviaItem }
  | { readonly problems: readonly string[] }

/** The question that was typed, or all that is wrong with it in words. */
export function readQuestion(fields: QuestionFields, base: Base): QuestionReading {
  const [right = '', ...accept] = listed(fields.right, '|')
  const wrong = listed(fields.wrong, '\n')
  const problems =
    wrong.length === triviaLimits.wrong
      ? []
      : [`Wrong answers: write ${triviaLimits.wrong}, each on a line of its own.`]
  const parsed = ownItemSchema.safeParse(
    {
      ...base,
      question: oneLine(clean(fields.question).text),
      right,
      wrong,
      note: clean(fields.note).text.trim(),
      topics: listed(fields.topics, ','),
      ...(accept.length === 0 ? {} : { accept }),
    },
    { reportInput: true },
  )
  if (parsed.success) return { item: triviaItemOf(parsed.data) }
  const issues = meantIssues(parsed.error.issues).filter(
    ({ path }) => problems.length === 0 || path[0] !== 'wrong' || path.length > 1,
  )
  return { problems: [...problems, ...issues.map(wordsOf)] }
}

/** What the form shows of a question. */
export function fieldsOf({
  question,
  right,
  accept,
  wrong,
  note,
  topics,
}: TriviaItem): QuestionFields {
  return {
    question,
    right: [right, ...accept].join(' | '),
    wrong: wrong.join('\n'),
    note,
    topics: topics.join(', '),
  }
}

export const noFields: QuestionFields = { question: '', right: '', wrong: '', note: '', topics: '' }

const fieldWords: Readonly<Record<string, string>> = {
  question: 'Question',
  right: 'Right answer',
  accept: 'Other right answers',
  wrong: 'Wrong answers',
  note: 'Explanation',
  topics: 'Topics',
}

function wordsOf(issue: Issue): string {
  const [field] = issue.path
  return `${fieldWords[String(field)] ?? 'Question'}: ${complaint(issue)}.`
}

/** Parts of a text without blank ones and second ones that read the same. */
function listed(text: string, by: string): string[] {
  const found = new Map<string, string>()
  for (const part of clean(text).text.split(by)) {
    const item = oneLine(part)
    if (item !== '' && !found.has(sameKey(item))) found.set(sameKey(item), item)
  }
  return [...found.values()]
}

/** Those of `all` that ask the same as `item`, word for word; removed ones do not count. */
export function sameQuestion(
  all: readonly OwnQuestion[],
  item: Pick<TriviaItem, 'id' | 'question'>,
): OwnQuestion | undefined {
  const key = sameKey(item.question)
  return all.find(
    ({ id, standing, of }) =>
      id !== item.id && standing !== 'removed' && 'item' in of && sameKey(of.item.question) === key,
  )
}

/** People who know answers of a game's questions: their authors, and whoever read or wrote any within a day. */
export function insidersOf(
  all: readonly OwnQuestion[],
  asked: ReadonlySet<string>,
  at: number,
): readonly string[] {
  const day = 24 * 60 * 60_000
  const people = all.flatMap(({ id, author, changedBy, changedAt }) =>
    asked.has(id) ? [author, changedBy] : at - changedAt < day ? [changedBy] : [],
  )
  return [...new Set(people)]
}
