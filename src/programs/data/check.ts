/** Everything that a machine can say about the quality of a dataset. */

import type { Located } from '../../knowledge/dataset.ts'
import { inOrder, type Problem } from '../../knowledge/problem.ts'
import { buildIndex } from '../../knowledge/search.ts'
import type { Style } from '../../knowledge/style.ts'
import type { DatasetReading } from '../../store/shipped.ts'
import { entryFaults } from './check-entry.ts'
import { triviaFaults } from './check-trivia.ts'
import type { Fault, Finding, Rule } from './finding.ts'

/** Holds a dataset against all rules; `today` (YYYY-MM-DD) is the last day that can have been checked on. */
export function checkDataset(reading: DatasetReading, style: Style, today: string): Finding[] {
  const { answers, trivia } = reading
  const index = buildIndex(answers.items.map(({ item }) => item))
  return inOrder<Finding>([
    ...ruled('files', [...answers.problems, ...trivia.problems]),
    ...ruled('references', [...answers.loose, ...trivia.loose]),
    ...placed(answers.items, (entry) => entryFaults(entry, index, style, today)),
    ...placed(trivia.items, (item) => triviaFaults(item, style)),
  ])
}

function ruled(rule: Rule, problems: readonly Problem[]): Finding[] {
  return problems.map((problem) => ({ ...problem, rule }))
}

function placed<Item>(
  items: readonly Located<Item>[],
  faultsOf: (item: Item) => Fault[],
): Finding[] {
  return items.flatMap(({ item, file, lineOf }) =>
    faultsOf(item).map(({ rule, path, message }) => ({ rule, file, line: lineOf(path), message })),
  )
}
