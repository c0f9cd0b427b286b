/** Files of trivia questions, as people have them: ours (JSON), the Open Trivia Database, Red's lists, tables. */

import { UserError } from '../errors.ts'
import { clean, oneLine } from '../knowledge/clean.ts'
import { namedRows } from '../knowledge/exchange/csv.ts'
import { type OpenTriviaQuestion, openTriviaQuestion } from '../knowledge/exchange/open-trivia.ts'
import { redQuestions } from '../knowledge/exchange/red.ts'
import { sameKey } from '../knowledge/sameness.ts'
import { type Base, noFields, type QuestionFields, readQuestion } from './own.ts'
import { type Difficulty, type TriviaItem, triviaLimits } from './question.ts'
import { createDice } from './random.ts'

/** A question of a file, with its number in the order of the file, from 1. */
export interface FileQuestion {
  readonly place: number
  readonly item: Omit<TriviaItem, 'id'>
}

export interface QuestionFile {
  readonly questions: readonly FileQuestion[]
  readonly skipped: readonly { readonly place: number; readonly reason: string }[]
}

/** Most questions of one file. */
export const mostInFile = 1_000

type Raw =
  | { readonly fields: QuestionFields; readonly difficulty: string }
  | { readonly reason: string }

/** The questions of a file; throws a UserError where it holds none of a kind that is known. */
export function questionsIn(
  text: string,
  format: 'json' | 'csv' | 'yaml' | 'text' | 'toml',
): QuestionFile {
  const raw = readers[format]?.(text)
  if (raw === undefined)
    throw new UserError(
      'I read questions from JSON (the Open Trivia Database, or the format of `data/trivia`), YAML (lists of Red) and CSV with the columns question, right, wrong1, wrong2, wrong3.',
    )
  if (raw.length > mostInFile)
    throw new UserError(
      `The file has ${raw.length} questions; at most ${mostInFile} fit. Split it.`,
    )
  const questions: FileQuestion[] = []
  const skipped: { place: number; reason: string }[] = []
  const seen = new Set<string>()
  for (const [at, one] of raw.entries()) {
    const reading =
      'reason' in one ? { problems: [one.reason] } : itemOf(one.fields, one.difficulty)
    const place = at + 1
    if ('problems' in reading) skipped.push({ place, reason: reading.problems.join(' ') })
    else if (seen.has(sameKey(reading.item.question)))
      skipped.push({ place, reason: 'asks the same as an earlier question of the file' })
    else {
      seen.add(sameKey(reading.item.question))
      questions.push({ place, item: reading.item })
    }
  }
  return { questions, skipped }
}

function itemOf(fields: QuestionFields, difficulty: string) {
  const base: Base = {
    id: 'imported',
    difficulty: difficultyOf(difficulty),
    entry: '',
    sources: [],
  }
  const reading = readQuestion(fields, base)
  if ('problems' in reading) return reading
  const { id: _id, ...item } = reading.item
  return { item }
}

function difficultyOf(said: string): Difficulty {
  const word = said.trim().toLowerCase()
  return word === 'easy' || word === 'hard' ? word : 'medium'
}

const readers: Readonly<Record<string, (text: string) => readonly Raw[]>> = {
  json: readJson,
  yaml: readRedList,
  csv: readTable,
}

function readJson(text: string): readonly Raw[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UserError('The file is not valid JSON. Nothing was imported.')
  }
  const list = listIn(value)
  if (list === undefined)
    throw new UserError(
      'The file holds no list of questions: it should be a list, or have one under "results" or "items".',
    )
  return list.map((one) => {
    const known = openTriviaQuestion(one)
    return known === undefined ? ours(one) : openTrivia(known)
  })
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return undefined
  const { results, items } = value as { results?: unknown; items?: unknown }
  return [results, items].find(Array.isArray)
}

function openTrivia(known: OpenTriviaQuestion): Raw {
  if (known.isTrueOrFalse)
    return { reason: 'asks whether something is true: I make such questions myself' }
  const { question, right, wrong, difficulty, category } = known
  return {
    fields: { ...noFields, question, right, wrong: wrong.join('\n'), topics: category },
    difficulty,
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const texts = (value: unknown) => (Array.isArray(value) ? value.map(text) : [])

function ours(value: unknown): Raw {
  const { question, right, wrong, note, topics, accept, difficulty } = Object(value) as Record<
    string,
    unknown
  >
  if (typeof question !== 'string') return { reason: 'has no question' }
  const fields = {
    question,
    right: [text(right), ...texts(accept)].join(' | '),
    wrong: texts(wrong).join('\n'),
    note: text(note),
    topics: texts(topics).join(', '),
  }
  return { fields, difficulty: text(difficulty) }
}

/** Red's lists have no wrong answers: those of their other questions stand in, as they are mostly of one kind. */
function readRedList(source: string): readonly Raw[] {
  const { questions } = redQuestions(source)
  const answers = questions.map((one) => one.answers.map((answer) => oneLine(clean(answer).text)))
  return questions.map(({ question }, at) => {
    const own = answers[at] ?? []
    const keys = new Set(own.map(sameKey))
    const others = new Map(
      answers.flatMap(([answer = '']) =>
        answer === '' || keys.has(sameKey(answer)) || answer.length > triviaLimits.option
          ? []
          : [[sameKey(answer), answer] as const],
      ),
    )
    const wrong = likest(own[0] ?? '', [...others.values()], question)
    if (wrong.length < triviaLimits.wrong)
      return { reason: 'the file has too few other answers that could stand beside the right one' }
    return {
      fields: { ...noFields, question, right: own.join(' | '), wrong: wrong.join('\n') },
      difficulty: '',
    }
  })
}

/** Three of `others` that look most like `right`: numbers beside numbers, of a like length; drawn by `seed` among equals. */
function likest(right: string, others: readonly string[], seed: string): string[] {
  const far = (other: string) =>
    (/\d/.test(other) === /\d/.test(right) ? 0 : 100) +
    Math.min(99, Math.abs(other.length - right.length))
  return createDice(seed)
    .shuffle(others)
    .toSorted((a, b) => far(a) - far(b))
    .slice(0, triviaLimits.wrong)
}

function readTable(source: string): readonly Raw[] {
  const rows = namedRows(source)
  const [first] = rows
  if (!(first?.has('question') && first.has('right')))
    throw new UserError(
      'The first row must name the columns: question, right, wrong1, wrong2, wrong3; note, topics and difficulty if you like.',
    )
  return rows.map((row) => {
    const cell = (name: string) => row.get(name) ?? ''
    const wrong = [cell('wrong1'), cell('wrong2'), cell('wrong3')].join('\n')
    const [question, right, note, topics] = ['question', 'right', 'note', 'topics'].map(cell)
    const fields = { ...noFields, question, right, wrong, note, topics } as QuestionFields
    return { fields, difficulty: cell('difficulty') }
  })
}
