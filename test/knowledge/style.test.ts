import { describe, expect, test } from 'vitest'
import { phrasesIn, readingIndex, styleOf, wordsIn } from '../../src/knowledge/style.ts'

describe('words to avoid', () => {
  const avoided = { phrases: ['so-called', 'last year', 'KiM'] }

  test.each([
    ['It was founded last year.', ['last year']],
    ['LAST\nYEAR, they say', ['last year']],
    ['the so-called state', ['so-called']],
    ['the last years of the war', []],
    ['Kimchi', []],
    ['They speak of a "so-called state" and of “last year”.', []],
    ['„Last year“ and «last year»', []],
  ])('%j has %j', (text, found) => {
    expect(phrasesIn(text, avoided)).toEqual(found)
  })

  test('are found whatever apostrophe they have', () => {
    expect(phrasesIn('Kosovo’s own', { phrases: ["Kosovo's own"] })).toHaveLength(1)
  })
})

describe('the reading index', () => {
  test('is words a sentence plus long words in a hundred', () => {
    // 5 words a sentence, 2 of 10 words longer than six letters.
    expect(readingIndex('The cat saw a mountain. Nobody there was very surprised.')).toBe(5 + 20)
  })

  test('is 0 where there are no words', () => {
    expect(readingIndex('… — !')).toBe(0)
  })
})

test('words are counted as people count them', () => {
  expect(wordsIn("Kosovo's vote of 10-4, in 2010: 99.5 %")).toHaveLength(7)
})

test('a style that says nothing asks for sources and nothing else', () => {
  expect(styleOf({})).toEqual({
    answerWords: { least: 1, most: 1000 },
    leastAliases: 0,
    hardest: 60,
    needsSources: true,
    avoid: [],
  })
})
