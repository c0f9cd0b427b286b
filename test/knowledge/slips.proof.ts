/** The shipped questions with slips in every word: the entry still comes first. */

import { expect, test } from 'vitest'
import { buildIndex, search } from '../../src/knowledge/search.ts'
import { loadDataset } from '../../src/store/shipped.ts'

const neighbours = 'qwertyuiopasdfghjklzxcvbnm'

/** All single slips of a word: a letter dropped, doubled, swapped with the next, or hit beside itself. */
function slipsOf(word: string): string[] {
  return [...word].flatMap((letter, at) => {
    const [before, after] = [word.slice(0, at), word.slice(at + 1)]
    const beside = neighbours[(neighbours.indexOf(letter.toLowerCase()) + 1) % neighbours.length]
    const next = after[0] ?? ''
    return [
      before + after,
      before + letter + letter + after,
      before + next + letter + after.slice(1),
      before + beside + after,
    ]
  })
}

/** Of all slips, one in so many is tried: enough for every word and kind, in half a minute. */
const every = 3

test('a slip anywhere in a word of four letters or more loses no entry its first place', async () => {
  const { entries } = await loadDataset('data')
  const index = buildIndex(entries)
  const slipped = entries.flatMap(({ id, question }) => {
    const words = question.split(' ')
    return words.flatMap((word, at) =>
      /^\p{L}{4,}/u.test(word)
        ? [...new Set(slipsOf(word))].map((slip) => ({ id, text: words.with(at, slip).join(' ') }))
        : [],
    )
  })
  const tried = slipped.filter((_, at) => at % every === 0)
  expect(tried.length).toBeGreaterThan(4_000)
  const missed = tried.filter(
    ({ id, text }) => search(index, text, { evenUnlikely: true }).matches[0]?.entry.id !== id,
  )
  expect(missed).toEqual([])
})
