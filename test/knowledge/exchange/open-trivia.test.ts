import { expect, test } from 'vitest'
import { openTriviaQuestion } from '../../../src/knowledge/exchange/open-trivia.ts'
import { importEntries } from '../../../src/knowledge/exchange.ts'

const plain = {
  type: 'multiple',
  difficulty: 'hard',
  category: 'Science & Nature',
  question: 'What does "É = mc²" say?',
  correct_answer: 'Mass is energy',
  incorrect_answers: ['Time flies', "It's green", 'Less < more'],
}
const over = (write: (text: string) => string) =>
  Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [
      name,
      typeof value === 'string' ? write(value) : value.map(write),
    ]),
  )
const html = over((text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#039;')
    .replaceAll('<', '&lt;')
    .replaceAll('É', '&Eacute;'),
)

test.each([
  ['entities', html],
  ['percent signs', over(encodeURIComponent)],
  ['base64', over((text) => Buffer.from(text).toString('base64'))],
])('a question written with %s is read as plain text', (_how, question) => {
  expect(openTriviaQuestion(question)).toEqual({
    question: plain.question,
    right: plain.correct_answer,
    wrong: plain.incorrect_answers,
    isTrueOrFalse: false,
    difficulty: 'hard',
    category: 'Science & Nature',
  })
})

test('what is written once is decoded once', () => {
  const found = openTriviaQuestion({ ...plain, question: 'Is &amp;lt; an entity?' })
  expect(found?.question).toBe('Is &lt; an entity?')
})

test('what is no such question is none', () => {
  for (const value of [null, 1, [], {}, { question: 'a', answer: 'b' }])
    expect(openTriviaQuestion(value)).toBeUndefined()
})

test('a file of them becomes entries, with a word on the licence', () => {
  const yes = { ...plain, type: 'boolean', question: 'Is it so?', correct_answer: 'True' }
  const text = JSON.stringify({ response_code: 0, results: [html, yes] }, null, 1)
  const { taken, warnings } = importEntries(text, 'json')
  expect(
    taken.map(({ line, entry }) => [line, entry.question, entry.answer, entry.topics]),
  ).toEqual([
    [4, plain.question, 'Mass is energy', ['Science & Nature']],
    [16, 'True or false: Is it so?', 'True', ['Science & Nature']],
  ])
  expect(warnings.map(({ message }) => message)).toContainEqual(expect.stringContaining('CC BY-SA'))
})
