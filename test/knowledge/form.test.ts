import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { fieldsOf, readForm } from '../../src/knowledge/form.ts'

const tea = {
  ...entryOf({
    id: 'tea',
    question: 'How long does tea steep?',
    answer: 'Three minutes.',
    aliases: ['tea time', 'steeping'],
    topics: ['tea', 'kitchen'],
    sources: [{ title: 'Tea', publisher: 'Leaf', year: 2020, url: 'https://leaf.example/a' }],
  }),
  contested: { note: 'Some say two.', positions: [] },
}

test('a form that nobody touched gives the entry back', () => {
  expect(readForm(fieldsOf(tea), tea, 2026)).toEqual({ entry: tea })
})

test('what the form does not show stays', () => {
  const reading = readForm({ question: 'How long?', answer: 'Two.' }, tea, 2026)
  expect(reading).toEqual({ entry: { ...tea, question: 'How long?', answer: 'Two.' } })
})

test('a list too long for a field is not shown, so that it is not cut', () => {
  const aliases = Array.from({ length: 40 }, (_, at) => `${at} `.padEnd(190, 'x'))
  const fields = fieldsOf({ ...tea, aliases })
  expect(fields.aliases).toBeUndefined()
  expect(fields.topics).toBe('tea, kitchen')
})

test('wordings are cleaned, and twice the same is once', () => {
  const reading = readForm(
    { question: ' How\u200b long? ', answer: 'Two.\r\n', aliases: 'a\n\nA!\n how long \nb\u202e' },
    { id: 'x' },
    2026,
  )
  expect(reading).toMatchObject({
    entry: { question: 'How long?', answer: 'Two.', aliases: ['a', 'b'] },
  })
})

test('an address alone is a source; half a source is a mistake that names its line', () => {
  const fields = { question: 'Q?', answer: 'A.' }
  expect(readForm({ ...fields, sources: 'https://a.example/x' }, { id: 'x' }, 2026)).toMatchObject({
    entry: {
      sources: [
        { title: 'a.example', publisher: 'a.example', year: 2026, url: 'https://a.example/x' },
      ],
    },
  })
  for (const bad of [
    'title only',
    'a | b | soon',
    '| b | 2020',
    'a | b | 2020 | ftp://x',
    'a|b|2020|https://x|y',
  ])
    expect(readForm({ ...fields, sources: bad }, { id: 'x' }, 2026)).toHaveProperty('problems')
})

test('an empty question or answer is told in words', () => {
  const reading = readForm({ question: ' \u200b ', answer: '' }, { id: 'x' }, 2026)
  expect(reading).toEqual({
    problems: [
      expect.stringMatching(/^The question .*empty/),
      expect.stringMatching(/^The answer .*empty/),
    ],
  })
})

test('whatever is typed is an entry or a list of problems', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ maxLength: 300 }),
  )
  const fields = fc.record({
    question: text,
    answer: text,
    aliases: text,
    topics: text,
    sources: text,
  })
  fc.assert(
    fc.property(fields, (typed) => {
      const reading = readForm(typed, { id: 'x' }, 2026)
      if ('problems' in reading) expect(reading.problems.length).toBeGreaterThan(0)
      else expect(readForm(fieldsOf(reading.entry), reading.entry, 2026)).toEqual(reading)
    }),
    { numRuns: 300 },
  )
})
