import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Gap, mostlyUnhelpful } from '../../src/knowledge/feedback.ts'
import { clustersOf, gapText } from '../../src/knowledge/gaps.ts'

let made = 0
const gap = (text: string, asker: string, more: Partial<Gap> = {}): Gap => {
  made += 1
  const id = `g${made}`
  return {
    id,
    text,
    asker,
    channel: 'c',
    at: made,
    refused: '',
    tell: '',
    dismissed: false,
    ...more,
  }
}

describe('clusters of questions without an answer', () => {
  test('wordings that ask the same stand together, the commonest first', () => {
    const clusters = clustersOf([
      gap('when does the swimming pool open', 'a'),
      gap('When does the swimming pool open?', 'b'),
      gap('when dose the swiming pool open', 'c'),
      gap('who won the cup', 'a'),
    ])
    expect(clusters.map(({ texts, askers }) => [texts.length, askers])).toEqual([
      [2, 3],
      [1, 1],
    ])
    expect(clusters[0]?.texts[0]).toBe('when does the swimming pool open')
  })

  test('one person asking ten times weighs less than two people', () => {
    const many = Array.from({ length: 10 }, () => gap('who won the cup', 'a'))
    const clusters = clustersOf([...many, gap('pool hours', 'a'), gap('pool hours', 'b')])
    expect(clusters.map(({ texts }) => texts[0])).toEqual(['pool hours', 'who won the cup'])
  })

  test('what is like something put aside is put aside too', () => {
    const gaps = [gap('who won the cup', 'a', { dismissed: true }), gap('who won the cup?!', 'b')]
    expect(clustersOf(gaps)).toEqual([])
  })

  test('every question is in just one cluster, whatever the words', () => {
    const word = fc.constantFrom('pool', 'cup', 'won', 'open', 'night', '長', 'ë', '?')
    const text = fc
      .array(word, { minLength: 1, maxLength: 5 })
      .map((words) => `q ${words.join(' ')}`)
    const gaps = fc.array(fc.tuple(text, fc.constantFrom('a', 'b', 'c')), { maxLength: 30 })
    fc.assert(
      fc.property(gaps, (list) => {
        const all = list.map(([words, asker]) => gap(words, asker))
        const ids = clustersOf(all).flatMap((cluster) => cluster.gaps.map(({ id }) => id))
        expect(ids.sort()).toEqual(all.map(({ id }) => id).sort())
      }),
      { numRuns: 60 },
    )
  })
})

test('a question is kept as one clean line of at most 200 characters that cuts no character', () => {
  expect(gapText('  a\n\u202eb  ')).toBe('a b')
  expect(gapText('…?!')).toBe('')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
      const text = gapText(typed)
      expect(text.length).toBeLessThanOrEqual(200)
      expect(text.isWellFormed()).toBe(true)
      expect(gapText(text)).toBe(text)
    }),
  )
})

test('an answer wants another look when most say that it does not help, and they are some', () => {
  expect([
    mostlyUnhelpful({ yes: 0, no: 2 }),
    mostlyUnhelpful({ yes: 0, no: 3 }),
    mostlyUnhelpful({ yes: 3, no: 3 }),
    mostlyUnhelpful({ yes: 3, no: 4 }),
  ]).toEqual([false, true, false, true])
})
