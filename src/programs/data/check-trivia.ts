/** What can be wrong with a trivia question beyond its shape. */

import { sameKey } from '../../knowledge/sameness.ts'
import type { Style } from '../../knowledge/style.ts'
import type { TriviaItem } from '../../trivia/question.ts'
import { bareSources, type Fault, wordFaults } from './finding.ts'

/** Faults of one question: an answer that can be guessed, a source that says nothing, words to avoid. */
export function triviaFaults(item: TriviaItem, style: Style): Fault[] {
  return [
    ...givenAway(item),
    ...bareSources(item.sources).map(
      ([at, message]): Fault => ({ rule: 'sources', path: ['sources', at], message }),
    ),
    ...wordFaults(item.id, style, [
      [['question'], item.question],
      [['right'], item.right],
      [['note'], item.note],
    ]),
  ]
}

/** The right answer must not stand in the question, nor stand out by its length. */
function givenAway({ question, right, wrong }: TriviaItem): Fault[] {
  const asked = ` ${sameKey(question)} `
  const isSaid = (option: string) => asked.includes(` ${sameKey(option)} `)
  const lengths = wrong.map((option) => option.length)
  const shortest = Math.min(...lengths)
  const longest = Math.max(...lengths)
  // A question such as "Which came first, A or B?" says wrong answers too, and so gives nothing away.
  if (isSaid(right) && !wrong.some(isSaid))
    return [
      { rule: 'trivia', path: ['right'], message: `the question says its answer, "${right}"` },
    ]
  if (right.length > 2 * longest + 8 || 2 * right.length + 8 < shortest)
    return [
      {
        rule: 'trivia',
        path: ['right'],
        message: `"${right}" stands out from the wrong answers by its length`,
      },
    ]
  return []
}
