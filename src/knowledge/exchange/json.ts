/** Questions and answers out of JSON: our own files, lists of objects or pairs, maps, and the Open Trivia Database's. */

import { UserError } from '../../errors.ts'
import { mostEntries } from '../dataset.ts'
import { readJson } from '../json.ts'
import type { Path } from '../problem.ts'
import type { Draft, Drafts, Skipped, Warning } from './draft.ts'
import { chooseFields } from './fields.ts'
import { type OpenTriviaQuestion, openTriviaLicence, openTriviaQuestion } from './open-trivia.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads JSON of any of the known shapes; throws a UserError with line and column where it is broken or none of them. */
export function readJsonDrafts(text: string): Drafts {
  const reading = readJson(text)
  if ('faults' in reading) {
    const [fault] = reading.faults
    throw new UserError(
      `Line ${fault?.line}, column ${fault?.column}: ${fault?.message}. Nothing was imported.`,
    )
  }
  const { value, placeOf } = reading
  const lineOf = (path: Path) => placeOf(path).line
  const listAt = listPath(value)
  if (listAt !== undefined) return readList(at(value, listAt) as unknown[], listAt, lineOf)
  if (isObject(value) && Object.values(value).some(isAnswer)) return readMap(value, lineOf)
  throw new UserError(
    'The file holds no list of questions and answers. It should be a list such as [{ "question": "…", "answer": "…" }] or a map such as { "question": "answer" }.',
  )
}

/** Where the list of questions stands: the document itself, or the longest list of objects in one of its fields. */
function listPath(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return []
  if (!isObject(value)) return undefined
  const lists = Object.entries(value).filter(
    (field): field is [string, unknown[]] =>
      Array.isArray(field[1]) && (field[1].length === 0 || field[1].some(isRecord)),
  )
  const [longest] = lists.toSorted(([, a], [, b]) => b.length - a.length)
  return longest === undefined ? undefined : [longest[0]]
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, step) => (part as Fields)[step], value)
}

function readList(list: readonly unknown[], path: Path, lineOf: (path: Path) => number): Drafts {
  const drafts: Draft[] = []
  const skipped: Skipped[] = []
  const warnings: Warning[] = []
  const ignored = new Map<string, number>()
  // A few more than can be imported, so that it shows.
  for (const [position, item] of list.slice(0, 2 * mostEntries + 2).entries()) {
    const line = lineOf([...path, position])
    const trivia = openTriviaQuestion(item)
    if (trivia !== undefined && warnings.length === 0)
      warnings.push({ line, message: openTriviaLicence })
    const found = trivia ? fieldsOfTrivia(trivia) : partsOf(item, line, ignored)
    const draft = draftOf(found, line)
    if ('reason' in draft) skipped.push({ ...draft, text: JSON.stringify(item) ?? '' })
    else drafts.push(draft)
  }
  for (const [name, line] of ignored)
    warnings.push({ line, message: `the field "${name}" means nothing here and was left out` })
  return { drafts, skipped, warnings }
}

function fieldsOfTrivia({ question, right, isTrueOrFalse, category }: OpenTriviaQuestion): Fields {
  const topics = category === '' ? undefined : [category]
  return {
    question: isTrueOrFalse ? `True or false: ${question}` : question,
    answer: right,
    topics,
  }
}

function partsOf(item: unknown, line: number, ignored: Map<string, number>): Fields {
  return isPair(item) ? { question: item[0], answer: item[1] } : fieldsOf(item, line, ignored)
}

/** The parts of an entry that an object names; the names of its other fields go to `ignored`. */
function fieldsOf(item: unknown, line: number, ignored: Map<string, number>): Fields {
  if (!isObject(item)) return {}
  const names = Object.keys(item)
  const chosen = chooseFields(names)
  const used = new Set(chosen.values())
  for (const name of names)
    if (!used.has(name) && !name.startsWith('@') && !name.startsWith('$') && !ignored.has(name))
      ignored.set(name, line)
  return Object.fromEntries([...chosen].map(([field, name]) => [field, item[name]]))
}

function draftOf(fields: Fields, line: number): Draft | Omit<Skipped, 'text'> {
  const { question, answer, ...more } = fields
  const said = isObject(answer) ? answer.text : answer
  if (typeof question !== 'string' || question.trim() === '')
    return { line, reason: 'has no question' }
  if (!isAnswer(said)) return { line, reason: 'has no answer' }
  return { line, question, answer: said, more }
}

function readMap(map: Fields, lineOf: (path: Path) => number): Drafts {
  const drafts: Draft[] = []
  const skipped: Skipped[] = []
  for (const [question, answer] of Object.entries(map)) {
    const line = lineOf([question])
    if (question.startsWith('$')) continue
    if (isAnswer(answer)) drafts.push({ line, question, answer })
    else skipped.push({ line, reason: 'has no answer', text: question })
  }
  return { drafts, skipped, warnings: [] }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a list of questions is made of. */
function isRecord(value: unknown): boolean {
  return isObject(value) || isPair(value)
}

function isPair(value: unknown): value is [string, string] {
  return (
    Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
  )
}

/** Text, or a list of paragraphs, that is not all blank. */
function isAnswer(value: unknown): value is string | string[] {
  if (typeof value === 'string') return value.trim() !== ''
  const isTexts = Array.isArray(value) && value.every((part) => typeof part === 'string')
  return isTexts && value.some((part) => part.trim() !== '')
}
