import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { type Picked, proposalsOf } from '../../src/knowledge/proposals.ts'

const euro = entryOf({ id: 'euro', question: 'Which currency?', answer: '.', aliases: ['money'] })
const bank = entryOf({ id: 'bank', question: 'Which bank?', answer: '.' })
const picked = (entry: string, text: string, picker: string, at: number): Picked => ({
  ...{ entry, text, picker, at },
  id: `${entry} ${text.toLowerCase()}`,
})

test('those with most people come first, each with what speaks for and against it', () => {
  const picks = [
    picked('bank', 'Cash', 'dan', 9),
    picked('euro', 'cash', 'ana', 8),
    picked('euro', 'Cash', 'ben', 7),
    picked('bank', 'vault', 'ana', 6),
  ]
  const made = proposalsOf(picks, [euro, bank])
  expect(
    made.map(({ entry, text, people, others, last }) => [entry.id, text, people, others, last]),
  ).toEqual([
    ['euro', 'cash', 2, 1, 8],
    ['bank', 'Cash', 1, 2, 9],
    ['bank', 'vault', 1, 0, 6],
  ])
})

test('what leads to an answer already is no proposal, nor what is for an answer that is gone', () => {
  const picks = [
    picked('bank', 'Money?', 'ana', 1),
    picked('euro', 'which CURRENCY', 'ana', 1),
    picked('gone', 'treasure', 'ana', 1),
  ]
  expect(proposalsOf(picks, [euro, bank])).toEqual([])
})
