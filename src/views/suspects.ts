/** How the questions look that should be looked at. */

import type { Suspicion } from '../trivia/rating.ts'
import type { Suspect } from '../trivia/suspects.ts'
import { cut, fitLines } from './limits.ts'
import { escaped } from './markdown.ts'
import { colours, type View } from './view.ts'

const percent = (share: number) => `${Math.round(share * 100)} %`

/** The list; `withheld` questions more are left out, as an open question rests on the same answer. */
export function suspectsView(suspects: readonly Suspect[], withheld: number): View {
  const later =
    withheld === 0 ? [] : ['What is asked just now is left out: look again after the game.']
  if (suspects.length === 0) {
    const none =
      'No question is suspect. One becomes so once 8 answers or more in this server speak against it.'
    return { content: [none, ...later].join('\n'), embeds: [], components: [] }
  }
  const list = fitLines(suspects.map(lineOf), 3_500, (left) => `and ${left} more`)
  const description = [
    'What this server’s players answered speaks against these. Hold each against its source: the right answer may be wrong, out of date, or the question unclear.',
    list,
    ...later,
  ].join('\n\n')
  const embed = { title: 'Questions to look at', color: colours.contested, description }
  return { content: '', embeds: [embed], components: [] }
}

function lineOf({ item, suspicion, answered, right }: Suspect): string {
  const source = item.sources[0]?.url
  return [
    `**${escaped(item.question)}**`,
    `✅ ${escaped(item.right)} · ${right} of ${answered} right · \`${item.id}\`${source === undefined ? '' : ` · <${source}>`}`,
    wordsOf(suspicion),
  ].join('\n')
}

function wordsOf(suspicion: Suspicion): string {
  return suspicion.kind === 'wrong-wins'
    ? `⚠️ ${percent(suspicion.share)} say “${escaped(cut(suspicion.said, 80))}”, more than the right answer.`
    : `⚠️ Those who know more get it right less often: ${percent(suspicion.strong)} of them, ${percent(suspicion.weak)} of the others.`
}
