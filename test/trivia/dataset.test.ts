import { describe, expect, test } from 'vitest'
import { problemLine } from '../../src/knowledge/problem.ts'
import { readTrivia } from '../../src/trivia/dataset.ts'

const item = {
  id: 'largest-planet',
  question: 'Which planet is the largest?',
  right: 'Jupiter',
  wrong: ['Saturn', 'Neptune', 'Earth'],
  note: 'By far.',
  sources: [{ title: 'Planetary Fact Sheet', publisher: 'NASA', year: 2023 }],
  difficulty: 'easy',
  entry: 'jupiter',
  topics: ['planets'],
}

function read(items: object[], ids?: string[]) {
  const text = JSON.stringify({ title: 'Sky', description: 'What is above.', items }, null, 2)
  return readTrivia([{ name: 't.json', text }], ids && new Set(ids))
}

describe('files of trivia', () => {
  test('become complete questions', () => {
    const { items, problems, loose } = read([item], ['jupiter'])
    expect([...problems, ...loose]).toEqual([])
    expect(items.map(({ item }) => item)).toEqual([{ ...item, accept: [] }])
  })

  test('ids and questions are used once', () => {
    const { problems } = read([item, { ...item, question: 'Which PLANET is the largest' }])
    expect(problems.map(problemLine)).toEqual([
      't.json:29: the id "largest-planet" is taken at t.json:6',
      't.json:30: "Which PLANET is the largest" is asked already by "largest-planet" at t.json:7',
    ])
  })

  test('what a field contradicts is told with its line', () => {
    const { problems } = read([{ ...item, wrong: ['Saturn', 'JUPITER', 'Earth'] }])
    expect(problems.map(problemLine)).toEqual([
      't.json:11:9: items[0].wrong[1] "JUPITER" reads the same as another option',
    ])
  })

  test('a question without an entry behind it is a loose end', () => {
    expect(read([item], ['saturn']).loose.map(problemLine)).toEqual([
      't.json:23: "largest-planet" rests on the entry "jupiter", which no file of answers has',
    ])
    expect(read([item]).loose).toEqual([])
  })
})
