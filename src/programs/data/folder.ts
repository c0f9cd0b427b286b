/** `npm run data -- check`, `stats` and `review`: what they read, print and write. */

import { resolve } from 'node:path'
import { problemLine } from '../../knowledge/problem.ts'
import { type DatasetReading, readDataset, readStyle } from '../../store/shipped.ts'
import { checkDataset } from './check.ts'
import type { Finding } from './finding.ts'
import type { Print } from './run.ts'
import { countsOf } from './stats.ts'
import { writeWhole } from './write-file.ts'

/** Prints every finding with file and line; resolves with 1 where there is one. */
export async function checkFolder(folder: string, print: Print): Promise<number> {
  const { reading, findings } = await readAndCheck(folder)
  for (const finding of findings) print(findingLine(finding))
  const { answers, trivia } = reading
  const wordings = answers.items.reduce((sum, { item }) => sum + 1 + item.aliases.length, 0)
  const held = `${answers.items.length} answers with ${wordings} wordings, ${trivia.items.length} trivia questions`
  print(
    findings.length === 0 ? `All is well: ${held}.` : `${problems(findings.length)} in ${held}.`,
  )
  return findings.length === 0 ? 0 : 1
}

/** Prints how much of what a dataset holds; resolves with 1 where some of it cannot be read. */
export async function countFolder(folder: string, print: Print): Promise<number> {
  const reading = await readDataset(folder)
  for (const line of countsOf(reading)) print(line)
  return tellUnread(reading, print)
}

/** Writes the page to `out`; resolves with 1 where some of the dataset cannot be read. */
export async function reviewFolder(folder: string, out: string, print: Print): Promise<number> {
  // The parser of Discord's Markdown is not needed where only the bot runs.
  const { reviewPage } = await import('./review.ts')
  const { reading, findings } = await readAndCheck(folder)
  await writeWhole(out, reviewPage(reading, findings))
  print(`Wrote ${resolve(out)}: open it in a browser.`)
  return tellUnread(reading, print)
}

async function readAndCheck(
  folder: string,
): Promise<{ reading: DatasetReading; findings: Finding[] }> {
  const [reading, style] = await Promise.all([readDataset(folder), readStyle(folder)])
  const today = new Date().toISOString().slice(0, 10)
  return { reading, findings: checkDataset(reading, style, today) }
}

function tellUnread({ answers, trivia }: DatasetReading, print: Print): number {
  const unread = [...answers.problems, ...trivia.problems]
  for (const problem of unread) print(problemLine(problem))
  return unread.length === 0 ? 0 : 1
}

function findingLine(finding: Finding): string {
  return problemLine({ ...finding, message: `[${finding.rule}] ${finding.message}` })
}

function problems(count: number): string {
  return count === 1 ? '1 problem' : `${count} problems`
}
