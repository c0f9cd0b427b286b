import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { readRed, redQuestions } from '../../../src/knowledge/exchange/red.ts'

const list = `AUTHOR: somebody
DESCRIPTION: About tea
CONFIG:
  delay: 30
What is tea?:
- A drink
- a beverage
"Is it: hot?":
- yes
? How many
  leaves?
: - 1999
When?: noon
Why?: []
Which?:
- {a: b}
`

test('questions and answers are read as they are written, with their lines', () => {
  const { questions, skipped } = redQuestions(list)
  expect(questions).toEqual([
    { line: 5, question: 'What is tea?', answers: ['A drink', 'a beverage'] },
    { line: 8, question: 'Is it: hot?', answers: ['yes'] },
    { line: 10, question: 'How many leaves?', answers: ['1999'] },
    { line: 13, question: 'When?', answers: ['noon'] },
  ])
  expect(skipped.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '14 has no answer',
    '15 has no answer',
  ])
})

test('an entry names the other answers behind the first', () => {
  const { drafts } = readRed(list)
  expect(drafts[0]).toEqual({
    line: 5,
    question: 'What is tea?',
    answer: 'A drink (also: a beverage)',
  })
  expect(drafts[1]?.answer).toBe('yes')
})

test.each([
  ['What?:\n\t- a\n', /^Line 2: this is not YAML: /],
  ['a: &a 1\nb: *a\n', /^Line 2: "\*" refers to another part/],
  ['- a\n- b\n', /holds no trivia list/],
  ['just words', /holds no trivia list/],
  ['', /^(?:Line \d+: )?(?:this is not YAML|The file holds no trivia list)/],
  [`a:\n${'[ '.repeat(20)}`, /this is not YAML: nesting exceeded/],
])('%j is refused in words', (text, words) => {
  expect(() => redQuestions(text)).toThrow(UserError)
  expect(() => redQuestions(text)).toThrow(words)
})

test('any text is read or refused in words', () => {
  const part = fc.constantFrom(
    'a',
    ':',
    '-',
    ' ',
    '\n',
    '  ',
    '?',
    '"',
    "'",
    '[',
    '{',
    '*',
    '&',
    '#',
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      try {
        redQuestions(parts.join(''))
      } catch (error) {
        expect(error).toBeInstanceOf(UserError)
      }
    }),
    { numRuns: 2_000 },
  )
})
