/** What `npm run data` does with its arguments. */

import { parseArgs } from 'node:util'
import { StartError } from '../../errors.ts'
import { checkFolder, countFolder, reviewFolder } from './folder.ts'
import { importFile } from './import.ts'
import { backupNow, moveTo, restoreFrom } from './keep.ts'
import { writeSchemas } from './schema.ts'

/** Takes one line of output, without its line break. */
export type Print = (line: string) => void

const usage = `Usage: npm run data -- COMMAND

  import FILE      make a file of answers out of questions and answers in text, Markdown, JSON, CSV,
                   a trivia list of Red (YAML), the Open Trivia Database (JSON) or tags (TOML)
      --out FILE       where to write (data/answers/NAME.json)
      --title TEXT     what the answers are about
      --format FORMAT  text, json, csv, yaml or toml, where the file's name does not say
      --dry-run        show what would be taken and write nothing
      --force          replace a file that is there already
  check [FOLDER]   hold a dataset against its schema, Discord's limits, the search and its style (data)
  stats [FOLDER]   count what a dataset holds (data)
  review [FOLDER]  write one page that shows everything as Discord would (data)
      --out FILE       where to write (review.html)
  schema [FOLDER]  write the JSON Schemas that editors use (data)

  backup           copy the bot's database, with the bot stopped (a running bot does so every hour)
      --out FILE       where to (the folder of backups)
  restore [FILE]   put a backup back: the newest sound one, or FILE
  move TARGET      move everything into another database: postgres://… or a folder for SQLite

How to make a dataset of your own: docs/your-own-dataset.md
Exit codes: 0 fine, 1 problems, 2 not understood.`

const options = {
  out: { type: 'string' },
  title: { type: 'string' },
  format: { type: 'string' },
  'dry-run': { type: 'boolean' },
  force: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Which options each command knows, besides --help. */
const known: Readonly<Record<string, readonly string[]>> = {
  import: ['out', 'title', 'format', 'dry-run', 'force'],
  check: [],
  stats: [],
  review: ['out'],
  schema: [],
  backup: ['out'],
  restore: [],
  move: [],
}

/** Runs one command and resolves with the exit code; throws a StartError for what a person can put right. */
export async function runData(args: readonly string[], print: Print): Promise<number> {
  const { command, given, values } = readArguments(args)
  if (command === undefined || values.help) {
    print(usage)
    return 0
  }
  const folder = given ?? 'data'
  switch (command) {
    case 'import':
      return await importFile(given ?? refuse('Which file is to be imported?'), values, print)
    case 'check':
      return await checkFolder(folder, print)
    case 'stats':
      return await countFolder(folder, print)
    case 'review':
      return await reviewFolder(folder, values.out ?? 'review.html', print)
    case 'schema':
      return await writeSchemas(folder, print)
    case 'backup':
      return await backupNow(values.out, print)
    case 'restore':
      return await restoreFrom(given, print)
    case 'move':
      return await moveTo(given ?? refuse('Where is everything to be moved?'), print)
    default:
      return refuse(`There is no command "${command}".`)
  }
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parse(args)
  const [command, given, ...rest] = positionals
  if (rest.length > 0)
    refuse(`Too many names: ${rest.join(' ')}. Put names with spaces in quotation marks.`)
  const allowed = known[command ?? '']
  const stray = Object.keys(values).find((name) => name !== 'help' && !allowed?.includes(name))
  if (command !== undefined && allowed !== undefined && stray !== undefined)
    refuse(`"${command}" has no option --${stray}.`)
  return { command, given, values }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    return refuse((error as Error).message)
  }
}

function refuse(why: string): never {
  throw new StartError(`${why}\n\n${usage}`, 2)
}
