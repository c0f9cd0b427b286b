import { describe, expect, test } from 'vitest'
import {
  type TriviaItemFile,
  triviaItemFileSchema,
  triviaItemOf,
} from '../../src/trivia/question.ts'

const item: TriviaItemFile = {
  id: 'largest-planet',
  question: 'Which planet of the Solar System is the largest?',
  right: 'Jupiter',
  wrong: ['Saturn', 'Neptune', 'Earth'],
  note: 'Jupiter holds more mass than all the other planets together.',
  sources: [{ title: 'Planetary Fact Sheet', publisher: 'NASA', year: 2023 }],
  difficulty: 'easy',
  entry: 'jupiter',
  topics: ['planets'],
}

function problemsOf(change: object): string[] {
  const { error } = triviaItemFileSchema.safeParse({ ...item, ...change })
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('a trivia question', () => {
  test('is complete once read', () => {
    expect(triviaItemOf(triviaItemFileSchema.parse(item))).toEqual({ ...item, accept: [] })
  })

  test('keeps what else is right and which option stays last', () => {
    const more = { accept: ['Planet Jupiter'], last: 'Earth' }
    expect(triviaItemOf(triviaItemFileSchema.parse({ ...item, ...more }))).toMatchObject(more)
  })

  test.each<[string, object, string]>([
    [
      'two options read alike',
      { wrong: ['jupiter!', 'Neptune', 'Earth'] },
      'wrong.0: "jupiter!" reads',
    ],
    [
      'two wrong options read alike',
      { wrong: ['Mars', 'Mars.', 'Earth'] },
      'wrong.1: "Mars." reads',
    ],
    ['there are two wrong answers', { wrong: ['Mars', 'Earth'] }, 'wrong: Too small'],
    ['an option does not fit a button', { right: 'x'.repeat(76) }, 'right: Too big'],
    [
      'a wrong answer is accepted',
      { accept: ['saturn'] },
      'accept.0: "saturn" is one of the wrong',
    ],
    ['the last option is none of the four', { last: 'Pluto' }, 'last: must be the right'],
    ['nothing vouches for it', { sources: [] }, 'sources: Too small'],
    ['the note ends in white space', { note: 'So it is. ' }, 'note: must not be empty'],
    ['it says more than it can', { points: 3 }, ': Unrecognized key'],
  ])('is refused where %s', (_, change, problem) => {
    const problems = problemsOf(change)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(problem)
  })
})
