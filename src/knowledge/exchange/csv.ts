/** Questions and answers out of a table: CSV with commas, semicolons or tabs, with or without a header. */

import { CsvError } from 'csv-parse'
import { type Info, parse } from 'csv-parse/sync'
import { UserError } from '../../errors.ts'
import { mostEntries } from '../dataset.ts'
import type { Draft, Drafts, Skipped, Warning } from './draft.ts'
import { chooseFields, type FieldName } from './fields.ts'

interface Row {
  /** Line on which the row begins. */
  readonly line: number
  readonly cells: readonly string[]
}

interface Columns {
  readonly of: ReadonlyMap<FieldName, number>
  readonly warnings: readonly Warning[]
  /** Rows that are no data: the header. */
  readonly head: number
}

/** Reads a table; throws a UserError with the line where it is broken or has no question and answer. */
export function readCsv(text: string): Drafts {
  const rows = rowsOf(text)
  const [first] = rows
  if (first === undefined) throw new UserError('The file is empty.')
  const columns = columnsOf(first)
  const drafts: Draft[] = []
  const skipped: Skipped[] = []
  for (const row of rows.slice(columns.head)) {
    const draft = draftOf(row, columns.of)
    if ('reason' in draft) skipped.push(draft)
    else drafts.push(draft)
  }
  return { drafts, skipped, warnings: columns.warnings }
}

/** The rows below a header, by the names of its columns in lower case; throws a UserError where the table is broken. */
export function namedRows(text: string): readonly ReadonlyMap<string, string>[] {
  const [head, ...rows] = rowsOf(text)
  const names = head?.cells.map((cell) => cell.trim().toLowerCase()) ?? []
  return rows.map(({ cells }) => new Map(names.map((name, at) => [name, cells[at] ?? ''])))
}

function rowsOf(text: string): Row[] {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relaxColumnCount: true,
      // A quotation mark within an unquoted cell is an ordinary one.
      relaxQuotes: true,
      skipEmptyLines: true,
      // More rows than can be imported, so that it shows, but not all of a file without end.
      to: 2 * mostEntries + 2,
    }) as unknown as { record: string[]; info: Info }[]
    return records
      .map(({ record, info }) => ({
        line: startOf(record, info.lines),
        cells: record.map(unguarded),
      }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UserError(`${brokenAt(error)}. Nothing was imported.`)
  }
}

/** The parser tells the line where a row ends. */
function startOf(record: readonly string[], end: number): number {
  return end - record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}

function brokenAt(error: CsvError): string {
  const line = Number(error.lines)
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return `Line ${line}: a quotation mark is opened and never closed`
  return `Line ${line}: the row cannot be read (${error.code.toLowerCase().replaceAll('_', ' ')})`
}

/** A spreadsheet's guard against formulas: an apostrophe before what would start one. */
function unguarded(cell: string): string {
  return cell.replace(/^'(?=\s*[=+\-@\t\r])/, '')
}

/** The separator that the first line has most of outside quotation marks; a comma where it has none. */
function delimiterOf(text: string): string {
  const [head = ''] = text
    .replace(/"(?:[^"]|"")*"/g, '')
    .trimStart()
    .split(/\r?\n|\r/, 1)
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: head.split(sign).length - 1 }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign
}

function columnsOf({ line, cells }: Row): Columns {
  const chosen = chooseFields(cells)
  const of = new Map([...chosen].map(([field, name]) => [field, cells.indexOf(name)]))
  if (of.has('question') && of.has('answer')) {
    const warnings = cells
      .filter((cell) => cell.trim() !== '' && ![...chosen.values()].includes(cell))
      .map((cell) => ({
        line,
        message: `the column "${cell}" means nothing here and was left out`,
      }))
    return { of, warnings, head: 1 }
  }
  if (cells.length !== 2 || of.size > 0)
    throw new UserError(
      `Line ${line}: name the columns in the first line; "question" and "answer" are needed. It has: ${cells.map((cell) => `"${cell.slice(0, 40)}"`).join(', ')}. Nothing was imported.`,
    )
  const message = 'no header: the first column is taken for questions, the second for answers'
  return {
    of: new Map([
      ['question', 0],
      ['answer', 1],
    ]),
    warnings: [{ line, message }],
    head: 0,
  }
}

function draftOf({ line, cells }: Row, of: ReadonlyMap<FieldName, number>): Draft | Skipped {
  const cell = (field: FieldName) => cells[of.get(field) ?? -1]?.trim() ?? ''
  const text = cells.join(' | ')
  if (cell('question') === '') return { line, reason: 'has no question', text }
  if (cell('answer') === '') return { line, reason: 'has no answer', text: cell('question') }
  const more = [...of.keys()]
    .filter((field) => field !== 'question' && field !== 'answer' && cell(field) !== '')
    .map((field) => [field, partOf(field, cell(field))] as const)
  return {
    line,
    question: cell('question'),
    answer: cell('answer'),
    more: Object.fromEntries(more),
  }
}

/** A cell that holds several wordings, topics or ids parts them with semicolons, bars or line breaks. */
function partOf(field: FieldName, cell: string): unknown {
  if (field === 'pinned') return /^(?:true|yes|1|x)$/i.test(cell)
  if (['aliases', 'topics', 'related', 'sources'].includes(field))
    return cell
      .split(/[;|\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
  return cell
}
