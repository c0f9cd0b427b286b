/** Files of answers into entries, and everything that is wrong with them at once. */

import { z } from 'zod'
import { type Entry, entryFileSchema, entryOf } from './entry.ts'
import { type Place, readJson } from './json.ts'
import { type Issue, inOrder, issueText, meantIssues, type Path, type Problem } from './problem.ts'
import { sameKey } from './sameness.ts'

/** A file's name, for messages, and what is in it. */
export interface TextFile {
  readonly name: string
  readonly text: string
}

/** A part of a file, and where it stands. */
export interface Located<Item> {
  readonly item: Item
  readonly file: string
  /** From 1: the line of the part at `path`, or of the item itself. */
  readonly lineOf: (path?: Path) => number
}

/** What files hold, and what is wrong with them; items of a file with problems of its own are left out. */
export interface Reading<Item> {
  readonly items: readonly Located<Item>[]
  /** What makes the files unusable. */
  readonly problems: readonly Problem[]
  /** References that lead nowhere: a flaw, but nothing that the bot would stumble over. */
  readonly loose: readonly Problem[]
}

/** Most entries in one file. */
export const mostEntries = 5000

const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^\S(?:[\s\S]*\S)?$/, 'must not be empty or begin or end with white space')

/** A file of answers. */
export const answersFileSchema = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds the schema of this file.'),
  title: text(100).describe('What the answers are about, in a few words.'),
  description: text(400).describe('What the answers are about, in a sentence.'),
  entries: z.array(entryFileSchema).max(mostEntries),
})

/** Reads files of answers and checks what one file alone cannot show: ids, wordings and relations. */
export function readAnswers(files: readonly TextFile[]): Reading<Entry> {
  const readings = files.map((file) =>
    readDocument(file, answersFileSchema, 'entries', ({ entries }) => entries.map(entryOf)),
  )
  const items = readings.flatMap((reading) => reading.items)
  const own = readings.flatMap((reading) => reading.problems)
  // A relation to an entry of a broken file is not broken itself.
  const loose = own.length === 0 ? strangers(items) : []
  const problems = inOrder([...own, ...repeatedIds(items), ...repeatedWordings(items)])
  return { items, problems, loose }
}

/**
 * Reads one file of `schema`, whose list is the field `list`; `itemsOf` gives the list's items in order.
 * Never throws: a broken file has problems and no items.
 */
export function readDocument<Document, Item>(
  file: TextFile,
  schema: z.ZodType<Document>,
  list: string,
  itemsOf: (document: Document) => readonly Item[],
): Reading<Item> {
  const reading = readFields(file, schema)
  if ('problems' in reading) return { items: [], problems: reading.problems, loose: [] }
  const items = itemsOf(reading.document).map((item, at) => ({
    item,
    file: file.name,
    lineOf: (path: Path = []) => reading.placeOf([list, at, ...path]).line,
  }))
  return { items, problems: [], loose: [] }
}

type Fields<Document> =
  | { readonly document: Document; readonly placeOf: (path: Path) => Place }
  | { readonly problems: readonly Problem[] }

/** The document in a file that passes `schema`, or every reason why it does not. */
export function readFields<Document>(
  { name: file, text }: TextFile,
  schema: z.ZodType<Document>,
): Fields<Document> {
  const reading = readJson(text)
  if ('faults' in reading) return { problems: reading.faults.map((fault) => ({ file, ...fault })) }
  const { value, placeOf } = reading
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return { document: parsed.data, placeOf }
  const issues = meantIssues(parsed.error.issues)
  return { problems: issues.map((issue) => problemOf(file, issue, placeOf)) }
}

function problemOf(file: string, issue: Issue, placeOf: (path: Path) => Place): Problem {
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return { file, ...placeOf([...issue.path, ...keys]), message: issueText(issue) }
}

/** Ids that a second item uses. */
export function repeatedIds(items: readonly Located<{ readonly id: string }>[]): Problem[] {
  const first = new Map<string, Located<unknown>>()
  return items.flatMap((place) => {
    const { item, file, lineOf } = place
    const earlier = first.get(item.id)
    if (earlier === undefined) first.set(item.id, place)
    if (earlier === undefined) return []
    const where = `${earlier.file}:${earlier.lineOf(['id'])}`
    return { file, line: lineOf(['id']), message: `the id "${item.id}" is taken at ${where}` }
  })
}

interface Wording {
  readonly text: string
  readonly path: Path
}

/** An entry's question and aliases, each with its place in the entry. */
function wordingsOf({ question, aliases }: Entry): Wording[] {
  return [
    { text: question, path: ['question'] },
    ...aliases.map((alias, at) => ({ text: alias, path: ['aliases', at] })),
  ]
}

/** Wordings that read the same as one before, whoever has that one. */
function repeatedWordings(items: readonly Located<Entry>[]): Problem[] {
  const first = new Map<string, () => string>()
  return items.flatMap(({ item, file, lineOf }) =>
    wordingsOf(item).flatMap(({ text, path }) => {
      const key = sameKey(text)
      const earlier = first.get(key)
      if (earlier === undefined) first.set(key, () => `"${item.id}" at ${file}:${lineOf(path)}`)
      if (earlier === undefined) return []
      const message = `"${text}" reads the same as a wording of ${earlier()}`
      return { file, line: lineOf(path), message }
    }),
  )
}

/** Related ids that no entry has, and entries related to themselves. */
function strangers(items: readonly Located<Entry>[]): Problem[] {
  const known = new Set(items.map(({ item }) => item.id))
  return items.flatMap(({ item, file, lineOf }) =>
    item.related.flatMap((id, at) => {
      if (known.has(id) && id !== item.id) return []
      const line = lineOf(['related', at])
      if (id === item.id) return { file, line, message: `"${id}" names itself as related` }
      return { file, line, message: `"${item.id}" is related to "${id}", which no file has` }
    }),
  )
}
