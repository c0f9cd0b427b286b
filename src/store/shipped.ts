/** The dataset that comes with the bot, or that someone made for it: a folder of files, read once at the start. */

import { access, readdir, readFile } from 'node:fs/promises'
import { isAbsolute, join, relative } from 'node:path'
import { StartError } from '../errors.ts'
import { type Reading, readAnswers, readFields, type TextFile } from '../knowledge/dataset.ts'
import type { Entry } from '../knowledge/entry.ts'
import { type Problem, problemLine } from '../knowledge/problem.ts'
import { type Style, styleFileSchema, styleOf } from '../knowledge/style.ts'
import { readTrivia } from '../trivia/dataset.ts'
import type { TriviaItem } from '../trivia/question.ts'

export interface Dataset {
  readonly entries: readonly Entry[]
  readonly trivia: readonly TriviaItem[]
}

export interface DatasetReading {
  readonly answers: Reading<Entry>
  readonly trivia: Reading<TriviaItem>
}

/** Most problems that a start tells; the rest is counted. */
const mostTold = 20

/**
 * The entries of `folder/answers/*.json` and the questions of `folder/trivia/*.json`, in the order of the
 * files' names. Trivia may be absent. Throws a StartError that names every wrong file and line.
 */
export async function loadDataset(folder: string): Promise<Dataset> {
  const { answers, trivia } = await readDataset(folder)
  const problems = [...answers.problems, ...trivia.problems]
  if (problems.length > 0) throw new StartError(told(folder, problems))
  return {
    entries: answers.items.map(({ item }) => item),
    trivia: trivia.items.map(({ item }) => item),
  }
}

/** Reads a folder with all its problems; throws a StartError only where there is nothing to read. */
export async function readDataset(folder: string): Promise<DatasetReading> {
  const answerFiles = await readFolder(join(folder, 'answers'))
  if (answerFiles.files.length + answerFiles.problems.length === 0)
    throw new StartError(
      `There is no dataset in ${folder}: it should hold a folder "answers" with at least one .json file.`,
    )
  const triviaFiles = await readFolder(join(folder, 'trivia'))
  const answers = withProblems(readAnswers(answerFiles.files), answerFiles.problems)
  // With an answer file unread, what trivia rests on cannot be told.
  const ids = new Set(answers.items.map(({ item }) => item.id))
  const trivia = readTrivia(triviaFiles.files, answers.problems.length === 0 ? ids : undefined)
  return { answers, trivia: withProblems(trivia, triviaFiles.problems) }
}

/** The style that `folder/style.json` asks for, or the plain one where there is none. */
export async function readStyle(folder: string): Promise<Style> {
  const path = join(folder, 'style.json')
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (!isThere) return styleOf({})
  const file = await readText(path)
  const reading = 'text' in file ? readFields(file, styleFileSchema) : { problems: [file] }
  if ('document' in reading) return styleOf(reading.document)
  throw new StartError(['The style cannot be used:', ...reading.problems.map(indented)].join('\n'))
}

function indented(problem: Problem): string {
  return `  ${problemLine(problem)}`
}

function withProblems<Item>(reading: Reading<Item>, more: readonly Problem[]): Reading<Item> {
  return { ...reading, problems: [...more, ...reading.problems] }
}

interface Folder {
  readonly files: readonly TextFile[]
  readonly problems: readonly Problem[]
}

/** The .json files of a folder by name; none where the folder is absent. */
export async function readFolder(folder: string): Promise<Folder> {
  const names = await namesIn(folder)
  const read = await Promise.all(
    names.filter((name) => name.endsWith('.json')).map((name) => readText(join(folder, name))),
  )
  return {
    files: read.filter((file): file is TextFile => 'text' in file),
    problems: read.filter((file): file is Problem => 'message' in file),
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw new StartError(`The folder ${folder} cannot be read: ${reasonOf(error)}.`)
  }
}

async function readText(path: string): Promise<TextFile | Problem> {
  const name = shortName(path)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
    return { name, text }
  } catch (error) {
    const message = isCode(error, 'ERR_ENCODING_INVALID_ENCODED_DATA')
      ? 'is not text in UTF-8; save it in that encoding'
      : `cannot be read: ${reasonOf(error)}`
    return { file: name, message }
  }
}

/** `path` as seen from the current folder, unless it is elsewhere. */
function shortName(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') || isAbsolute(short) ? path : short
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function told(folder: string, problems: readonly Problem[]): string {
  const lines = problems.slice(0, mostTold).map(indented)
  const rest = problems.length - lines.length
  return [
    `The dataset in ${folder} cannot be used:`,
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    'Nothing was started. Correct the files and try again.',
  ].join('\n')
}
