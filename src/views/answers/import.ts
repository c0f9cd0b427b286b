/** How an import looks before and after it is done. */

import type { ImportPlan } from '../../knowledge/import-plan.ts'
import { cut, fitLines, limits } from '../limits.ts'
import { escaped } from '../markdown.ts'
import { colours, type View } from '../view.ts'

/** A part of the file that no entry holds. */
interface Left {
  readonly line: number
  readonly reason: string
}

/** "12 new, 3 changed, 1 conflict, 2 refused", with the lines of those that are left out. */
export function importView(file: string, plan: ImportPlan, skipped: readonly Left[]): View {
  const { added, changed, same, conflicts } = plan
  const counts = [
    `**${added} new**`,
    `**${changed} changed**`,
    ...(same > 0 ? [`${same} as they are`] : []),
    `${conflicts.length} ${conflicts.length === 1 ? 'conflict' : 'conflicts'}`,
    `${skipped.length} refused`,
  ]
  const lines = [
    ...conflicts.map(
      ({ line, question, with: other }) =>
        `Line ${line}: “${escaped(cut(question, 100))}” is the question of \`${other}\` already`,
    ),
    ...skipped.map(({ line, reason }) => `Line ${line}: ${reason}`),
  ]
  const nothing =
    plan.changes.length === 0 ? 'There is nothing to import.' : 'Nothing is written yet.'
  const detail = lines.length === 0 ? [] : [fitLines(lines, 3_000, (left) => `… and ${left} more`)]
  const embed = {
    title: cut(`Import of ${file}`, limits.embedTitle),
    description: [`${counts.join(', ')}. ${nothing}`, ...detail].join('\n\n'),
    color: lines.length === 0 ? colours.answer : colours.contested,
  }
  return { content: '', embeds: [embed], components: [] }
}

export function importDoneView(count: number): View {
  const embed = {
    title: `Imported ${count} ${count === 1 ? 'answer' : 'answers'}`,
    description: 'People can ask for them now. Each can be taken back with `/answers history`.',
    color: colours.answer,
  }
  return { content: '', embeds: [embed], components: [] }
}
