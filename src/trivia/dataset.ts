/** Files of trivia into questions, and everything that is wrong with them at once. */

import {
  type Located,
  type Reading,
  readDocument,
  repeatedIds,
  type TextFile,
} from '../knowledge/dataset.ts'
import { inOrder, type Problem } from '../knowledge/problem.ts'
import { sameKey } from '../knowledge/sameness.ts'
import { type TriviaItem, triviaFileSchema, triviaItemOf } from './question.ts'

/** Reads files of trivia; with `entryIds` given, questions whose entry is none of them are loose. */
export function readTrivia(
  files: readonly TextFile[],
  entryIds?: ReadonlySet<string>,
): Reading<TriviaItem> {
  const readings = files.map((file) =>
    readDocument(file, triviaFileSchema, 'items', ({ items }) => items.map(triviaItemOf)),
  )
  const items = readings.flatMap((reading) => reading.items)
  const problems = [
    ...readings.flatMap((reading) => reading.problems),
    ...repeatedIds(items),
    ...repeatedQuestions(items),
  ]
  const loose = entryIds === undefined ? [] : orphans(items, entryIds)
  return { items, problems: inOrder(problems), loose }
}

function repeatedQuestions(items: readonly Located<TriviaItem>[]): Problem[] {
  const first = new Map<string, () => string>()
  return items.flatMap(({ item, file, lineOf }) => {
    const key = sameKey(item.question)
    const earlier = first.get(key)
    if (earlier === undefined)
      first.set(key, () => `"${item.id}" at ${file}:${lineOf(['question'])}`)
    if (earlier === undefined) return []
    const message = `"${item.question}" is asked already by ${earlier()}`
    return { file, line: lineOf(['question']), message }
  })
}

function orphans(items: readonly Located<TriviaItem>[], entryIds: ReadonlySet<string>): Problem[] {
  return items.flatMap(({ item, file, lineOf }) => {
    if (entryIds.has(item.entry)) return []
    const message = `"${item.id}" rests on the entry "${item.entry}", which no file of answers has`
    return { file, line: lineOf(['entry']), message }
  })
}
