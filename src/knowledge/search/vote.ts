/** fuse.js as a voter over the few best entries: it sees likeness of letters where whole words do not meet. */

import Fuse from 'fuse.js'
import type { Query } from './query.ts'

/** How many entries are voted on: fuse.js takes about 0.1 ms for each. */
export const mostVoted = 12
/** What a perfect match is worth, in units of the rank score. */
const worth = 0.9
/** A question of so few words is matched as keywords. */
const fewWords = 3

/** Whether letters may tell more than words: the question has a word nobody knows, or hardly any words. */
export function isWorthAVote({ words, concepts }: Query): boolean {
  return words.length <= fewWords || concepts.some(({ known }) => !known)
}

/** What fuse.js adds to the score of each of `texts`, from minus to plus half of `worth`. */
export function votesFor(question: string, texts: readonly string[]): number[] {
  const fuse = new Fuse(texts, {
    includeScore: true,
    ignoreLocation: true,
    threshold: 0.6,
    useTokenSearch: question.split(' ').length <= fewWords,
  })
  const votes = texts.map(() => -worth / 2)
  for (const { refIndex, score } of fuse.search(question))
    votes[refIndex] = worth * (0.5 - (score ?? 1))
  return votes
}
