import { describe, expect, test } from 'vitest'
import { readJsonDrafts } from '../../../src/knowledge/exchange/json.ts'

function read(value: unknown) {
  return readJsonDrafts(JSON.stringify(value, null, 2))
}

const taken = [{ line: expect.any(Number), question: 'What is tea?', answer: 'A drink.' }]

describe('questions in JSON', () => {
  test.each<[string, unknown]>([
    ['a list of objects', [{ question: 'What is tea?', answer: 'A drink.' }]],
    ['a list with other names', [{ Q: 'What is tea?', Response: 'A drink.' }]],
    ['a list within an object', { title: 'Tea', faq: [{ q: 'What is tea?', a: 'A drink.' }] }],
    ['pairs', [['What is tea?', 'A drink.']]],
    ['a map', { 'What is tea?': 'A drink.' }],
    [
      'a page of questions as search engines read it',
      {
        '@type': 'FAQPage',
        mainEntity: [
          {
            '@type': 'Question',
            name: 'What is tea?',
            acceptedAnswer: { '@type': 'Answer', text: 'A drink.' },
          },
        ],
      },
    ],
  ])('may be %s', (_, value) => {
    const { drafts, skipped, warnings } = read(value)
    expect(drafts).toMatchObject(taken)
    expect(drafts).toHaveLength(1)
    expect([...skipped, ...warnings]).toEqual([])
  })

  test('of our own files keep every part', () => {
    const entry = {
      id: 'tea',
      question: 'What is tea?',
      answer: ['A drink.', 'A plant.'],
      aliases: ['tea'],
      topics: ['drinks'],
      related: ['coffee'],
      sources: [{ title: 'Tea', publisher: 'Tea Board', year: 2000 }],
      checked: '2024-01-01',
      pinned: true,
      language: 'en',
    }
    const { question, answer, ...more } = entry
    const { drafts } = read({ title: 'Tea', description: 'On tea.', entries: [entry] })
    expect(drafts).toEqual([{ line: 5, question, answer, more }])
  })

  test('know their lines', () => {
    const { drafts } = read([
      { q: 'A?', a: 'a' },
      { q: 'B?', a: 'b' },
    ])
    expect(drafts.map(({ line }) => line)).toEqual([2, 6])
  })

  test('without a question or an answer are reported', () => {
    const { skipped } = read([
      { q: 'A?', a: '' },
      { a: 'b' },
      { q: 'C?', a: 5 },
      'D?',
      { q: 'E?', a: 'e' },
    ])
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'has no answer',
      'has no question',
      'has no answer',
      'has no question',
    ])
    expect(read({ 'A?': 'a', 'B?': 3 }).skipped).toEqual([
      { line: 3, reason: 'has no answer', text: 'B?' },
    ])
  })

  test('with fields that mean nothing here are told once', () => {
    const { warnings } = read([
      { q: 'A?', a: 'a', votes: 1 },
      { q: 'B?', a: 'b', votes: 2 },
    ])
    expect(warnings).toHaveLength(1)
    expect(warnings[0]?.message).toContain('"votes"')
  })

  test('that are broken are refused with line and column', () => {
    expect(() => readJsonDrafts('[\n  { "q": "A?" "a": "a" }\n]')).toThrow(
      'Line 2, column 15: a comma is missing before this. Nothing was imported.',
    )
  })

  test.each([[5], ['text'], [{ a: 1 }], [null], [true]])('%j is refused', (value) => {
    expect(() => read(value)).toThrow('holds no list of questions')
  })
})
