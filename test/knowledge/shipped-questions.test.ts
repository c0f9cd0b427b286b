/** The shipped answers as people ask for them: what was measured when this was written must not be lost. */

import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '../../src/knowledge/entry.ts'
import { buildIndex, type SearchIndex, search } from '../../src/knowledge/search.ts'
import { loadDataset } from '../../src/store/shipped.ts'

/** Questions by what is known of them: an entry's id, `-` for off the topic, `~` for on it but unanswered. */
const asked = readFileSync('test/knowledge/questions.tsv', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [id = '', question = ''] = line.split('\t')
    return { id, question }
  })
const answerable = asked.filter(({ id }) => id !== '-' && id !== '~')

let entries: readonly Entry[]
let index: SearchIndex
beforeAll(async () => {
  ;({ entries } = await loadDataset('data'))
  index = buildIndex(entries)
})

const found = (question: string) => search(index, question, { evenUnlikely: true })
const firstOf = (question: string) => found(question).matches[0]?.entry.id
const share = (of: readonly unknown[], all: readonly unknown[]) => of.length / all.length
const direct = (of: string) =>
  asked.filter(({ id, question }) => id === of && found(question).verdict === 'answer')

describe('questions as people type them', () => {
  test('are at least 200, about entries that there are', () => {
    const ids = new Set(entries.map(({ id }) => id))
    expect(asked.length).toBeGreaterThanOrEqual(200)
    expect(answerable.filter(({ id }) => !ids.has(id))).toEqual([])
  })

  test('find their entry first in 95 of 100 cases, and among five always', () => {
    const first = answerable.filter(({ id, question }) => firstOf(question) === id)
    const five = answerable.filter(({ id, question }) =>
      found(question).matches.some(({ entry }) => entry.id === id),
    )
    expect(share(first, answerable)).toBeGreaterThanOrEqual(0.955)
    expect(share(five, answerable)).toBe(1)
  })

  test('are answered without asking back in four of five cases, and then rightly', () => {
    const answered = answerable.filter(({ question }) => found(question).verdict === 'answer')
    const right = answered.filter(({ id, question }) => firstOf(question) === id)
    expect(share(answered, answerable)).toBeGreaterThanOrEqual(0.8)
    expect(share(right, answered)).toBeGreaterThanOrEqual(0.98)
  })

  test('get no answer of another subject', () => {
    expect(direct('-')).toEqual([])
    expect(direct('~')).toEqual([])
  })
})

/** The ten questions of the list that the collection began with, word for word, with their answers. */
const begun = answerable.slice(0, 10)

test('the ten questions it all began with, and three rewordings of each, find their answer', () => {
  expect(new Set(begun.map(({ id }) => id)).size).toBe(10)
  for (const { id } of begun) {
    const wordings = answerable.filter((one) => one.id === id)
    expect(wordings.length, id).toBeGreaterThanOrEqual(4)
    for (const { question } of wordings)
      expect([question, firstOf(question)]).toEqual([question, id])
  }
})

/** Slips of the finger, each at the letter in place `at` of a word. */
const slips: readonly ((word: string, at: number) => string)[] = [
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at) + word[at] + word.slice(at),
  (word, at) => word.slice(0, at) + (word[at + 1] ?? '') + word[at] + word.slice(at + 2),
  (word, at) => `${word.slice(0, at)}e${word.slice(at + 1)}`,
]

describe('the question of every entry', () => {
  test('finds it first', () => {
    expect(entries.filter(({ id, question }) => firstOf(question) !== id)).toEqual([])
  })

  test('finds it first with a slip in any one word', () => {
    const missed = entries.flatMap(({ id, question }) => {
      const words = question.split(' ')
      return words
        .map((word, at) => {
          const slip = slips[at % slips.length] as (word: string, at: number) => string
          return words.with(at, slip(word, Math.floor(word.length / 2))).join(' ')
        })
        .filter((slipped) => firstOf(slipped) !== id)
    })
    expect(missed).toEqual([])
  }, 60_000)

  test('finds it first with its words in another order', () => {
    const missed = entries.flatMap(({ id, question }) => {
      const words = question.split(' ')
      const half = Math.ceil(words.length / 2)
      const orders = [words.toReversed(), [...words.slice(half), ...words.slice(0, half)]]
      return orders.map((order) => order.join(' ')).filter((moved) => firstOf(moved) !== id)
    })
    expect(missed).toEqual([])
  })
})
