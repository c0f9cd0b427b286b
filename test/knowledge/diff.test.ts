import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryDiff, wordDiff } from '../../src/knowledge/diff.ts'
import { entryOf } from '../../src/knowledge/entry.ts'
import { changesText } from '../../src/views/answers/words.ts'

test('a word that changed is found between those that did not', () => {
  expect(wordDiff('No dogs here.', 'No cats here.')).toEqual([
    { kind: 'same', text: 'No ' },
    { kind: 'removed', text: 'dogs' },
    { kind: 'added', text: 'cats' },
    { kind: 'same', text: ' here.' },
  ])
})

test('the pieces are both texts, whatever they hold', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = wordDiff(before, after)
      const without = (kind: string) =>
        pieces.flatMap((piece) => (piece.kind === kind ? [] : piece.text)).join('')
      expect(without('added')).toBe(before)
      expect(without('removed')).toBe(after)
    }),
  )
})

test('only parts that changed are told', () => {
  const before = entryOf({ id: 'a', question: 'Q?', answer: 'A.', topics: ['t'] })
  const after = { ...before, answer: 'B.', topics: [] }
  expect(entryDiff(before, after).map(({ part }) => part)).toEqual(['answer', 'topics'])
  expect(entryDiff(before, before)).toEqual([])
})

test('the account keeps to its room, whatever changed', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 3_000 })
  fc.assert(
    fc.property(text, text, fc.integer({ min: 200, max: 3_600 }), (one, other, room) => {
      const entry = (answer: string) => ({
        ...entryOf({ id: 'a', question: 'Q?', answer: 'A.' }),
        answer,
      })
      const shown = changesText(entryDiff(entry(one), entry(other)), room)
      expect(shown.length).toBeLessThanOrEqual(room + 2)
    }),
    { numRuns: 50 },
  )
})

test('two long texts with nothing in common are compared at once', () => {
  const words = (from: number) => Array.from({ length: 600 }, (_, at) => `w${from + at}`).join(' ')
  const began = performance.now()
  wordDiff(words(0), words(10_000))
  expect(performance.now() - began).toBeLessThan(1_000)
})
