/** The form in which moderators write an entry: its fields as text, and the entry that they make. */

import { clean, oneLine } from './clean.ts'
import {
  type Entry,
  type EntryFile,
  entryFileOf,
  entryFileSchema,
  entryOf,
  type Source,
} from './entry.ts'
import { complaint, meantIssues } from './problem.ts'
import { sameKey } from './sameness.ts'

/** Longest text that a field of Discord's forms takes, in characters. */
export const fieldLimit = 4000

/** As they were typed. A field that is absent was not shown, and what the entry has there stays. */
export interface Fields {
  readonly question: string
  readonly answer: string
  /** One wording a line. */
  readonly aliases?: string
  /** Parted by commas. */
  readonly topics?: string
  /** One source a line: title | publisher | year | address, or an address alone. */
  readonly sources?: string
}

/** The fields of `entry`; lists that are too long for a field are left out. */
export function fieldsOf({ question, answer, aliases, topics, sources }: Entry): Fields {
  const fitting = (name: string, text: string) => (text.length > fieldLimit ? {} : { [name]: text })
  return {
    question,
    answer,
    ...fitting('aliases', aliases.join('\n')),
    ...fitting('topics', topics.join(', ')),
    ...fitting('sources', sources.map(sourceLine).join('\n')),
  }
}

export type FormReading =
  | { readonly entry: Entry }
  /** What is wrong, each in a sentence that says where. */
  | { readonly problems: readonly string[] }

/** What an entry that does not exist yet has from the start. */
export type Beginning = Pick<EntryFile, 'id' | 'language'>

/** The entry that `fields` make of `base` or of its beginning; `year` is for sources without one. */
export function readForm(fields: Fields, base: Entry | Beginning, year: number): FormReading {
  const question = oneLine(clean(fields.question).text)
  const problems: string[] = []
  const sources =
    fields.sources === undefined ? undefined : readSources(fields.sources, year, problems)
  const typed = {
    question,
    answer: clean(fields.answer).text,
    ...(fields.aliases === undefined ? {} : { aliases: wordings(fields.aliases, question) }),
    ...(fields.topics === undefined ? {} : { topics: listed(fields.topics, /[,\n]/) }),
    ...(sources === undefined ? {} : { sources }),
  }
  const entry: Entry = { ...('question' in base ? base : blank(base)), ...typed }
  problems.push(...problemsOf(entry))
  return problems.length === 0 ? { entry } : { problems }
}

/** A wording as it is kept: one line, without what no reader sees. */
export function wordingOf(text: string): string {
  return oneLine(clean(text).text)
}

/** Everything wrong with an entry, in words. */
export function problemsOf(entry: Entry): string[] {
  const { success, error } = entryFileSchema.safeParse(entryFileOf(entry), { reportInput: true })
  const issues = success ? [] : meantIssues(error.issues)
  return issues.map((issue) => `${placeName(issue.path)} ${complaint(issue)}`)
}

function blank(beginning: Beginning): Entry {
  return entryOf({ ...beginning, question: '', answer: '' })
}

function wordings(text: string, question: string): string[] {
  const own = sameKey(question)
  return listed(text, /\n/).filter((wording) => sameKey(wording) !== own)
}

/** The parts of `text`, without blank ones and second ones that read the same. */
function listed(text: string, by: RegExp): string[] {
  const found = new Map<string, string>()
  for (const part of clean(text).text.split(by)) {
    const item = oneLine(part)
    if (item !== '' && !found.has(sameKey(item))) found.set(sameKey(item), item)
  }
  return [...found.values()]
}

function sourceLine({ title, publisher, year, url }: Source): string {
  return [title, publisher, year, ...(url === undefined ? [] : [url])].join(' | ')
}

function readSources(text: string, thisYear: number, problems: string[]): Source[] {
  const lines = clean(text)
    .text.split('\n')
    .map(oneLine)
    .filter((line) => line !== '')
  return lines.flatMap((line): Source[] => {
    const source = readSource(line, thisYear)
    if (source !== undefined) return [source]
    problems.push(
      `Source “${line.slice(0, 80)}”: write it as \`Title | Publisher | Year | https://…\`, or the address alone.`,
    )
    return []
  })
}

function readSource(line: string, thisYear: number): Source | undefined {
  if (/^https?:\/\/\S+$/.test(line)) {
    const host = URL.parse(line)?.host
    return host === undefined
      ? undefined
      : { title: host, publisher: host, year: thisYear, url: line }
  }
  const [title = '', publisher = '', year = '', url, ...rest] = line
    .split('|')
    .map((part) => part.trim())
  if (title === '' || publisher === '' || !/^\d{4}$/.test(year) || rest.length > 0) return undefined
  return { title, publisher, year: Number(year), ...(url ? { url } : {}) }
}

const names: Readonly<Record<string, string>> = {
  question: 'The question',
  answer: 'The answer',
  aliases: 'The other wordings:',
  topics: 'The topics:',
  sources: 'The sources:',
}

function placeName(path: readonly PropertyKey[]): string {
  const name = names[String(path[0])] ?? String(path[0])
  return typeof path[1] === 'number' ? `${name} line ${path[1] + 1}` : name
}
