/** Questions made out of answers: the beginning of one is shown, and which question it answers is asked. */

import type { Entry } from '../knowledge/entry.ts'
import { sameKey } from '../knowledge/sameness.ts'
import { type TriviaItem, triviaLimits } from './question.ts'
import { createDice } from './random.ts'

/** Longest beginning of an answer that is shown, in characters. */
const longestQuote = 180

/**
 * A question out of `entry`; undefined where fewer than three others could stand beside it. `alike` are ids of entries
 * that the search takes for an answer to the same, which would make it ambiguous. The same entries give the same question.
 */
export function itemFrom(
  id: string,
  entry: Entry,
  others: readonly Entry[],
  alike: ReadonlySet<string>,
): TriviaItem | undefined {
  const quote = quoteOf(entry)
  const right = entry.question
  if (quote === undefined || right.length > triviaLimits.option) return undefined
  const fit = others.filter(
    (other) =>
      other.id !== entry.id && !alike.has(other.id) && other.question.length <= triviaLimits.option,
  )
  const topics = new Set(entry.topics.map(sameKey))
  const siblings = fit.filter((other) => other.topics.some((topic) => topics.has(sameKey(topic))))
  const wrong = chosen(siblings.length >= triviaLimits.wrong ? siblings : fit, id)
  if (wrong.length < triviaLimits.wrong) return undefined
  return {
    ...{ id, right, wrong, difficulty: 'medium', entry: entry.id, accept: [] },
    question: `Which question does this answer? “${quote}”`,
    note: '',
    sources: entry.sources,
    topics: entry.topics,
  }
}

/** Three questions, none of which reads as another. */
function chosen(entries: readonly Entry[], seed: string): string[] {
  const questions = new Map(entries.map(({ question }) => [sameKey(question), question]))
  return createDice(seed)
    .shuffle([...questions.values()])
    .slice(0, triviaLimits.wrong)
}

/** The first sentence of an answer, as plain text; undefined where it would give the question away or says too little. */
function quoteOf({ answer, question }: Entry): string | undefined {
  const plain = answer
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_~`#>|]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const [sentence = plain] = plain.match(/^.*?[.!?…](?=\s|$)/u) ?? []
  const quote =
    sentence.length <= longestQuote
      ? sentence
      : `${sentence.slice(0, longestQuote).replace(/\s+\S*$/, '')} …`
  const isPlain = quote.split(' ').length >= 3 && !sameKey(quote).includes(sameKey(question))
  return isPlain ? quote : undefined
}
