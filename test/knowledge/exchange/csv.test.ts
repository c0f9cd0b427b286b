import { describe, expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { readCsv } from '../../../src/knowledge/exchange/csv.ts'

function takenFrom(text: string): string[] {
  return readCsv(text).drafts.map(({ line, question, answer }) => `${line} ${question} ${answer}`)
}

describe('a table of questions', () => {
  test.each([
    ['commas', 'Question,Answer\nWhat is tea?,"A drink, hot."'],
    ['semicolons', 'question;answer\nWhat is tea?;A drink, hot.'],
    ['tabs', 'QUESTION\tANSWER\nWhat is tea?\tA drink, hot.'],
    ['bars', 'Question|Answer\nWhat is tea?|A drink, hot.'],
    ['columns in another order', 'Response,Prompt\n"A drink, hot.",What is tea?'],
    ['columns of its own', 'votes,question,answer\n5,What is tea?,"A drink, hot."'],
    ['empty lines', '\nquestion,answer\n\n,\nWhat is tea?,"A drink, hot."\n\n'],
  ])('may have %s', (_, text) => {
    expect(takenFrom(text)).toEqual([expect.stringContaining('What is tea? A drink, hot.')])
  })

  test('may have line breaks in a cell, and still knows its lines', () => {
    expect(takenFrom('question,answer\nA?,"one\n\ntwo"\nB?,three')).toEqual([
      '2 A? one\n\ntwo',
      '5 B? three',
    ])
  })

  test('may have quotation marks in a cell', () => {
    expect(takenFrom('question,answer\n"What is ""tea""?",so "called"')).toEqual([
      '2 What is "tea"? so "called"',
    ])
  })

  test('may have no header where it has two columns', () => {
    const { drafts, warnings } = readCsv('What is tea?,A drink.\nWho drinks it?,Most.')
    expect(drafts).toHaveLength(2)
    expect(warnings[0]?.message).toContain('no header')
  })

  test('may have cells that list', () => {
    const [draft] = readCsv(
      'question,answer,tags,aliases,pinned,id\nA?,a,one; two,b|c,yes,my-a',
    ).drafts
    expect(draft?.more).toEqual({
      topics: ['one', 'two'],
      aliases: ['b', 'c'],
      pinned: true,
      id: 'my-a',
    })
  })

  test('has no guard against formulas any more', () => {
    expect(takenFrom("question,answer\n'=What?,'-5 °C")).toEqual(['2 =What? -5 °C'])
  })

  test('is told which rows and columns were left out', () => {
    const { skipped, warnings } = readCsv('question,answer,votes\nA?,,1\n,b,2\nC?,c,3')
    expect(skipped.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '2 has no answer',
      '3 has no question',
    ])
    expect(warnings.map(({ message }) => message)).toEqual([
      'the column "votes" means nothing here and was left out',
    ])
  })

  test.each([
    [
      'with a quotation mark that is never closed',
      'question,answer\nA?,a\nB?,"b\nC?,c',
      /^Line \d+: a quotation mark/,
    ],
    ['without the columns it needs', 'name of it,votes,day\nA?,1,2', /^Line 1: name the columns/],
    ['that has only questions', 'question,votes\nA?,1', /^Line 1: name the columns/],
    ['that is empty', '', /^The file is empty/],
  ])('is refused %s', (_, text, message) => {
    expect(() => readCsv(text)).toThrow(UserError)
    expect(() => readCsv(text)).toThrow(message)
  })
})
