import { describe, expect, test } from 'vitest'
import { readAnswers } from '../../src/knowledge/dataset.ts'
import { problemLine } from '../../src/knowledge/problem.ts'

const moon = { id: 'moon', question: 'How far is the Moon?', answer: ['Far.', 'Very far.'] }
const sun = { id: 'sun', question: 'How hot is the Sun?', answer: 'Hot.', related: ['moon'] }

function fileOf(...entries: object[]): string {
  return JSON.stringify({ title: 'Sky', description: 'What is above.', entries }, null, 2)
}

function read(...texts: string[]) {
  return readAnswers(texts.map((text, at) => ({ name: `${at + 1}.json`, text })))
}

function problemsOf(...texts: string[]): string[] {
  return read(...texts).problems.map(problemLine)
}

describe('files of answers', () => {
  test('become complete entries that know their lines', () => {
    const { items, problems, loose } = read(fileOf(moon), fileOf(sun))
    expect([...problems, ...loose]).toEqual([])
    expect(items.map(({ item }) => item.answer)).toEqual(['Far.\n\nVery far.', 'Hot.'])
    expect(items[0]?.lineOf()).toBe(5)
    expect(items[0]?.lineOf(['answer', 1])).toBe(10)
    expect(items[1]?.file).toBe('2.json')
  })

  test('a broken file is told with line and column, the others are read', () => {
    const { items, problems } = read(fileOf(moon).replace('"How far', 'How far'), fileOf(sun))
    expect(problems.map(problemLine)).toEqual(['1.json:7:19: this is not JSON: How'])
    expect(items.map(({ item }) => item.id)).toEqual(['sun'])
  })

  test.each<[string, object, string]>([
    ['id', { id: 'The Moon' }, '6:7: entries[0].id must be lower-case words joined by hyphens'],
    ['question', { question: '' }, '7:7: entries[0].question must not be empty or begin or end'],
    [
      'question',
      { question: 'x'.repeat(201) },
      '7:7: entries[0].question is 201 characters long; at most 200',
    ],
    ['answer', { answer: 42 }, '8:7: entries[0].answer must be text or a list of paragraphs'],
    ['answer', { answer: [] }, '8:7: entries[0].answer has 0; at least 1 are needed'],
    ['answer', { answer: ['a', ' b'] }, '10:9: entries[0].answer[1] must not be empty'],
    [
      'answer',
      { answer: ['a'.repeat(3000), 'b'.repeat(600)] },
      'is longer than 3500 characters in all',
    ],
    [
      'checked',
      { checked: '2024-02-30' },
      'entries[0].checked must be a day of the calendar written',
    ],
    [
      'sources',
      { sources: [{ title: 'T', publisher: 'P', year: '2020' }] },
      'sources[0].year must be a number',
    ],
    [
      'sources',
      { sources: [{ title: 'T', publisher: 'P', year: 20 }] },
      'sources[0].year is 20; at least 1000 is needed',
    ],
    [
      'url',
      { sources: [{ title: 'T', publisher: 'P', year: 2020, url: 'ftp://x' }] },
      'url must be a web address',
    ],
    ['pinned', { pinned: 'yes' }, 'entries[0].pinned must be true or false'],
    ['unknown field', { sorces: [] }, '12:7: entries[0] has an unknown field "sorces"'],
  ])('a wrong %s is told with its line', (_, change, problem) => {
    const problems = problemsOf(fileOf({ ...moon, ...change }))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(problem)
  })

  test('a missing field is told at the entry that lacks it', () => {
    const { answer: _, ...rest } = moon
    expect(problemsOf(fileOf(sun, rest))).toEqual(['1.json:13:5: entries[1].answer is missing'])
  })

  test('text that is no object of ours is told', () => {
    expect(problemsOf('[]')).toEqual(['1.json:1:1: the file must be an object in { }'])
  })

  test('an id may be used once in all files', () => {
    const problems = problemsOf(fileOf(moon), fileOf({ ...sun, id: 'moon', related: [] }))
    expect(problems).toEqual(['2.json:6: the id "moon" is taken at 1.json:6'])
  })

  test('a wording may be used once, whatever its capitals and accents', () => {
    const twice = { ...sun, aliases: ['hów far is the MOON'] }
    expect(problemsOf(fileOf(moon, twice))).toEqual([
      '1.json:21: "hów far is the MOON" reads the same as a wording of "moon" at 1.json:7',
    ])
  })

  test('a related id that no file has is a loose end, not a problem', () => {
    const { problems, loose } = read(fileOf(sun))
    expect(problems).toEqual([])
    expect(loose.map(problemLine)).toEqual([
      '1.json:10: "sun" is related to "moon", which no file has',
    ])
    expect(read(fileOf({ ...moon, related: ['moon'] })).loose).toHaveLength(1)
  })

  test('relations into a broken file are not called loose', () => {
    expect(read('{', fileOf(sun)).loose).toEqual([])
  })
})
