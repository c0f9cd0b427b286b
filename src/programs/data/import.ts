/** `npm run data -- import FILE`: a file of questions and answers into a file of the dataset. */

import { access, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path'
import { StartError, UserError } from '../../errors.ts'
import { readAnswers } from '../../knowledge/dataset.ts'
import type { Entry, EntryFile } from '../../knowledge/entry.ts'
import type { Import } from '../../knowledge/exchange/builder.ts'
import { mostBytes } from '../../knowledge/exchange/draft.ts'
import { decode, type Format, formatOf, formats, importEntries } from '../../knowledge/exchange.ts'
import { problemLine } from '../../knowledge/problem.ts'
import { slugOf } from '../../knowledge/slug.ts'
import { prettyJson } from '../../knowledge/write-json.ts'
import { readFolder } from '../../store/shipped.ts'
import { likenesses } from './likeness.ts'
import type { Print } from './run.ts'
import { writeWhole } from './write-file.ts'

export interface ImportOptions {
  readonly out?: string | undefined
  readonly title?: string | undefined
  readonly format?: string | undefined
  readonly 'dry-run'?: boolean | undefined
  readonly force?: boolean | undefined
}

const schemaFile = resolve(import.meta.dirname, '../../../data/answers.schema.json')

/** Imports `file` and resolves with 0 when something was taken, else 1. A broken file changes nothing. */
export async function importFile(
  file: string,
  options: ImportOptions,
  print: Print,
): Promise<number> {
  const asked = formatAsked(options.format)
  const name = basename(file, extname(file))
  const out = options.out ?? join('data', 'answers', `${slugOf(name, 60) || 'imported'}.json`)
  if (!options.force && !options['dry-run']) await refuseExisting(out)
  const text = await readImport(file)
  const existing = await neighbours(out, file)
  const result = orStartError(file, () =>
    importEntries(text, asked ?? formatOf(file, text), existing),
  )
  report(file, result, existing, print)
  if (result.taken.length === 0) {
    print('Nothing was taken, so nothing was written.')
    if (existing.length > 0 && result.skipped.length > 0)
      print(`For a dataset of your own, write elsewhere: --out my-data/answers/${basename(out)}`)
    return 1
  }
  if (options['dry-run']) print(`Nothing was written: this was a dry run. It would be ${out}.`)
  else await write(out, options.title ?? titleOf(name), file, result, print)
  return 0
}

async function refuseExisting(out: string): Promise<void> {
  const isThere = await access(out).then(
    () => true,
    () => false,
  )
  if (isThere)
    throw new StartError(
      `${out} is there already. Choose another name with --out, or replace it with --force.`,
    )
}

async function readImport(file: string): Promise<string> {
  try {
    const { size } = await stat(file)
    // Before a byte is read: a name may point at anything.
    if (size > 2 * mostBytes)
      throw new UserError('The file is larger than 1 MiB. Split it and import the parts.')
    const bytes = await readFile(file)
    return decode(bytes)
  } catch (error) {
    if (error instanceof UserError) throw new StartError(`${file}: ${error.message}`)
    throw new StartError(`${file} cannot be read: ${(error as Error).message}`)
  }
}

function formatAsked(format: string | undefined): Format | undefined {
  if (format === undefined) return undefined
  const known = formats.find((name) => name === format)
  if (known !== undefined) return known
  throw new StartError(`There is no format "${format}": it is one of ${formats.join(', ')}.`, 2)
}

/** The entries of the other files in the folder of answers that `out` joins: their ids and wordings must be left alone. */
async function neighbours(out: string, file: string): Promise<Entry[]> {
  if (basename(dirname(resolve(out))) !== 'answers') return []
  const { files, problems } = await readFolder(dirname(out))
  const own = [resolve(out), resolve(file)]
  const others = files.filter(({ name }) => !own.includes(resolve(name)))
  const reading = readAnswers(others)
  const [problem] = [...problems, ...reading.problems]
  if (problem !== undefined)
    throw new StartError(
      `The answers beside ${out} must be sound before more are added:\n  ${problemLine(problem)}`,
    )
  return reading.items.map(({ item }) => item)
}

function orStartError(file: string, work: () => Import): Import {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new StartError(`${file}: ${error.message}`)
  }
}

function report(
  file: string,
  { taken, skipped, warnings }: Import,
  existing: readonly Entry[],
  print: Print,
): void {
  print(`${file}: ${count(taken.length, 'entry', 'entries')} taken, ${skipped.length} skipped.`)
  for (const { line, entry } of taken) print(`  line ${line}: took "${entry.question}"`)
  for (const { line, reason, text } of skipped)
    print(`  line ${line}: skipped, as it ${reason}: "${text}"`)
  for (const { line, message } of [...warnings, ...likenesses(taken, existing)])
    print(`  line ${line}: warning: ${message}`)
}

async function write(
  out: string,
  title: string,
  file: string,
  { taken }: Import,
  print: Print,
): Promise<void> {
  const entries: readonly EntryFile[] = taken.map(({ entry }) => entry)
  const document = {
    $schema: relative(resolve(dirname(out)), schemaFile)
      .split(sep)
      .join('/'),
    title,
    description: `Imported from ${basename(file)}.`,
    entries,
  }
  await writeWhole(out, prettyJson(document))
  print(`Wrote ${count(entries.length, 'entry', 'entries')} to ${out}.`)
  print('Next: add sources and other wordings there, then run npm run data -- check')
}

/** `kosovo-questions` as `Kosovo questions`. */
function titleOf(name: string): string {
  const words = name.replace(/[-_\s]+/g, ' ').trim()
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 100).trim() || 'Imported'
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
