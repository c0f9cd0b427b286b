/** Files of questions and answers, as people have them, into entries that pass the schema. Pure: nothing is read or written here. */

import { UserError } from '../errors.ts'
import { mostEntries } from './dataset.ts'
import type { Entry } from './entry.ts'
import { Builder, type Import } from './exchange/builder.ts'
import { readCsv } from './exchange/csv.ts'
import { type Drafts, mostBytes } from './exchange/draft.ts'
import { readJsonDrafts } from './exchange/json.ts'
import { readRed } from './exchange/red.ts'
import { readTags } from './exchange/tags.ts'
import { readText } from './exchange/text.ts'

export const formats = ['text', 'json', 'csv', 'yaml', 'toml'] as const
export type Format = (typeof formats)[number]

/** The format of a file: by the end of its name or, where that says nothing, by how it begins. */
export function formatOf(name: string, text: string): Format {
  if (/\.json$/i.test(name)) return 'json'
  if (/\.(?:csv|tsv)$/i.test(name)) return 'csv'
  if (/\.ya?ml$/i.test(name)) return 'yaml'
  if (/\.toml$/i.test(name)) return 'toml'
  if (/\.(?:txt|md|markdown|text)$/i.test(name)) return 'text'
  return /^\s*(?:\{|\[\s*[[{"\]])/.test(text) ? 'json' : 'text'
}

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark or, failing that, Windows-1252. Throws a UserError for
 * more than 1 MiB or what is no text.
 */
export function decode(bytes: Uint8Array): string {
  if (bytes.length > 2 * mostBytes) throw tooLarge()
  const text = decoded(bytes)
  if (new TextEncoder().encode(text).length > mostBytes) throw tooLarge()
  const zero = text.indexOf('\0')
  if (zero >= 0) {
    const line = text.slice(0, zero).split('\n').length
    throw new UserError(`Line ${line}: this is not a text file. Save it as plain text in UTF-8.`)
  }
  return text
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function tooLarge(): UserError {
  return new UserError('The file is larger than 1 MiB. Split it and import the parts.')
}

const readers: Readonly<Record<Format, (text: string) => Drafts>> = {
  text: readText,
  json: readJsonDrafts,
  csv: readCsv,
  yaml: readRed,
  toml: readTags,
}

/**
 * Makes entries of a file's questions. Ids and wordings of `existing` are left alone: an id is made unique, a
 * question that is there already is skipped. Throws a UserError, with the line, where the file is broken, and
 * where there are more than 5,000 questions.
 */
export function importEntries(
  text: string,
  format: Format,
  existing: readonly Entry[] = [],
): Import {
  const { drafts, skipped, warnings } = readers[format](
    text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'),
  )
  const beyond = drafts[mostEntries] ?? skipped[mostEntries]
  if (beyond !== undefined) {
    const most = mostEntries.toLocaleString('en')
    const what = drafts.length > mostEntries ? 'questions' : 'parts that are no answered question'
    throw new UserError(
      `Line ${beyond.line}: the file holds more than ${most} ${what}. Split it and import the parts.`,
    )
  }
  const builder = new Builder(existing)
  for (const draft of drafts) builder.add(draft)
  return builder.finish(skipped, warnings)
}
