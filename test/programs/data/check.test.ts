import { describe, expect, test } from 'vitest'
import { readAnswers } from '../../../src/knowledge/dataset.ts'
import type { EntryFile } from '../../../src/knowledge/entry.ts'
import { problemLine } from '../../../src/knowledge/problem.ts'
import { styleOf } from '../../../src/knowledge/style.ts'
import { checkDataset } from '../../../src/programs/data/check.ts'
import { readTrivia } from '../../../src/trivia/dataset.ts'
import type { TriviaItemFile } from '../../../src/trivia/question.ts'

const source = { title: 'The Book of Tea', publisher: 'Putnam', year: 1906 }

const green: EntryFile = {
  id: 'green-tea',
  question: 'How long does green tea draw?',
  answer: 'Green tea draws for two or three minutes. The water should not boil.',
  aliases: ['green tea minutes'],
  sources: [source],
  checked: '2024-05-20',
}

const camellia: EntryFile = {
  id: 'tea-plant',
  question: 'From which plant does tea come?',
  answer: 'All tea comes from one shrub, Camellia sinensis.',
  aliases: ['camellia sinensis'],
  sources: [source],
  checked: '2024-05-20',
}

const item: TriviaItemFile = {
  id: 'tea-plant',
  question: 'What is the botanical name of the shrub whose leaves become tea?',
  right: 'Camellia sinensis',
  wrong: ['Coffea arabica', 'Humulus lupulus', 'Ilex paraguariensis'],
  note: 'Green and black tea come from the same shrub.',
  sources: [source],
  difficulty: 'medium',
  entry: 'tea-plant',
  topics: ['plants'],
}

const style = styleOf({
  answerWords: { least: 5, most: 60 },
  leastAliases: 1,
  hardest: 60,
  avoid: [{ phrases: ['recently'], instead: 'give the date', except: ['green-tea'] }],
})

/** `[rule] file:line: message` of every finding, with the two answers and the trivia changed as given. */
function findings(
  change: Partial<EntryFile> = {},
  trivia: object = {},
  other: Partial<EntryFile> = {},
) {
  const file = (list: string, things: object[]) =>
    JSON.stringify({ title: 'Tea', description: 'On tea.', [list]: things }, null, 2)
  const answers = readAnswers([
    {
      name: 'a.json',
      text: file('entries', [
        { ...green, ...other },
        { ...camellia, ...change },
      ]),
    },
  ])
  const ids = new Set(answers.items.map(({ item }) => item.id))
  const questions = readTrivia(
    [{ name: 't.json', text: file('items', [{ ...item, ...trivia }]) }],
    ids,
  )
  return checkDataset({ answers, trivia: questions }, style, '2024-06-01').map(
    (finding) => `[${finding.rule}] ${problemLine(finding)}`,
  )
}

test('a sound dataset has no findings', () => {
  expect(findings()).toEqual([])
})

const long = 'x'.repeat(50)
const manySources = Array.from({ length: 10 }, (_, at) => ({
  title: `${at} ${'A title that is long '.repeat(9).trim()}`,
  publisher: 'A publisher with a name',
  year: 2000,
  url: `https://example.org/${'a/'.repeat(30)}`,
}))

describe('an answer with a planted fault fails:', () => {
  test.each<[string, Partial<EntryFile>, string]>([
    ['schema', { id: 'Tea Plant' }, '[files] a.json:22:7: entries[1].id must be lower-case'],
    [
      'a wording that two have',
      { aliases: ['Green tea MINUTES'] },
      '[files] a.json:26: "Green tea MINUTES" reads the same as a wording of "green-tea" at a.json:10',
    ],
    [
      'a relation to nothing',
      { related: ['coffee'] },
      '[references] a.json:37: "tea-plant" is related to "coffee", which no file has',
    ],
    [
      'an alias that finds another',
      // Not the same words, but the same question to the search.
      { aliases: ['whats tea'] },
      '[search] a.json:10: "what is tea" finds "tea-plant" first, not "green-tea"',
    ],
    [
      'a question that another asks',
      { question: 'How long does the green tea draw?' },
      '[duplicates] a.json:6: "green-tea" asks nearly the same as "tea-plant"',
    ],
    [
      'a question that lists would cut',
      { question: `From which plant does tea come, ${long} ${long}?` },
      '[limits] a.json:23: the question has 134 characters; lists show 100',
    ],
    ['more sources than a message shows', { sources: manySources }, 'sources fit into a message'],
    ['no source', { sources: [] }, '[sources] a.json:22: "tea-plant" names no source'],
    [
      'no day of the check',
      { checked: undefined },
      '[sources] a.json:22: "tea-plant" does not say when it was checked',
    ],
    [
      'a check in the future',
      { checked: '2024-06-02' },
      '[sources] a.json:35: "tea-plant" was checked in the future',
    ],
    [
      'a bare address for a source',
      { sources: [{ ...source, title: 'https://tea.org/plant' }] },
      '[sources] a.json:29: the source has an address for a title',
    ],
    [
      'a bare domain for a source',
      { sources: [{ ...source, title: 'tea.org' }] },
      '[sources] a.json:29: the source has an address for a title',
    ],
    [
      'a bare address for a publisher',
      { sources: [{ ...source, publisher: 'www.tea.org' }] },
      '[sources] a.json:29: the source has an address for a publisher',
    ],
    [
      'a source that says one thing twice',
      { sources: [{ ...source, publisher: source.title }] },
      'has one name for title and publisher',
    ],
    [
      'a source from the future',
      { sources: [{ ...source, year: 2025 }] },
      '[sources] a.json:32: the source is from the future',
    ],
    [
      'one side of a dispute',
      { contested: { note: 'Disputed.', positions: [{ who: 'A', view: 'Yes.' }] } },
      '[sides] a.json:36: "tea-plant" is contested, but fewer than two sides are told',
    ],
    [
      'a side that gets all the room',
      {
        contested: {
          note: 'Disputed.',
          positions: [
            { who: 'A', view: 'Yes.' },
            { who: 'B', view: long },
          ],
        },
      },
      '[sides] a.json:36: "tea-plant" gives one side three times',
    ],
    [
      'too few words',
      { answer: 'A shrub.' },
      '[length] a.json:24: the answer has 2 words; 5 to 60 are wanted',
    ],
    [
      'too many words',
      { answer: 'Tea is from a shrub. '.repeat(13).trim() },
      '[length] a.json:24: the answer has 65 words',
    ],
    [
      'too few aliases',
      { aliases: [] },
      '[length] a.json:22: "tea-plant" has 0 aliases; 1 are wanted',
    ],
    [
      'long words in long sentences',
      {
        answer:
          'Botanically considered, practically everything internationally advertised as authentic originates exclusively from Camellia sinensis.',
      },
      '[reading] a.json:24: the answer is hard to read: LIX',
    ],
    [
      'a word to avoid',
      { answer: 'As recently shown, all tea comes from one shrub.' },
      '[words] a.json:24: "recently" is to be avoided; give the date',
    ],
  ])('%s', (_, change, finding) => {
    const other = finding.startsWith('[search]') ? { aliases: ['what is tea', 'minutes'] } : {}
    expect(findings(change, {}, other)).toContainEqual(expect.stringContaining(finding))
  })
})

describe('a trivia question with a planted fault fails:', () => {
  test.each<[string, object, string]>([
    [
      'schema',
      { wrong: ['One', 'Two'] },
      '[files] t.json:9:7: items[0].wrong has 2; at least 3 are needed',
    ],
    [
      'an option that does not fit a button',
      { right: 'x'.repeat(76) },
      '[files] t.json:8:7: items[0].right is 76 characters long; at most 75',
    ],
    [
      'no entry behind it',
      { entry: 'coffee' },
      '[references] t.json:23: "tea-plant" rests on the entry "coffee", which no file of answers has',
    ],
    [
      'a bare source',
      { sources: [{ ...source, title: 'tea.org' }] },
      '[sources] t.json:16: the source has an address for a title',
    ],
    [
      'an answer that the question says',
      { question: 'Is Camellia sinensis the tea plant?' },
      '[trivia] t.json:8: the question says its answer, "Camellia sinensis"',
    ],
    ['an answer that stands out', { right: `Camellia sinensis, ${long}` }, '[trivia] t.json:8'],
    [
      'a word to avoid',
      { note: 'This was recently found.' },
      '[words] t.json:14: "recently" is to be avoided',
    ],
  ])('%s', (_, change, finding) => {
    expect(findings({}, change)).toContainEqual(expect.stringContaining(finding))
  })
})

describe('what is no fault', () => {
  test('questions that are alike, where one names the other as related', () => {
    const twin = { question: 'How long does the green tea draw?', related: ['green-tea'] }
    expect(findings(twin).filter((finding) => finding.includes('[duplicates]'))).toEqual([])
  })

  test('a word to avoid where it is quoted, or where the entry is excepted', () => {
    expect(findings({ answer: 'They say that it was "recently" found on a shrub.' })).toEqual([])
    expect(
      findings({}, {}, { answer: 'Until recently it drew for two or three minutes.' }),
    ).toEqual([])
  })

  test('a question that says several of its options', () => {
    const question = 'Which is tea, Camellia sinensis or Coffea arabica?'
    expect(findings({}, { question })).toEqual([])
  })

  test('an answer without sources where the style does not ask for them', () => {
    const answers = readAnswers([
      {
        name: 'a.json',
        text: JSON.stringify({
          title: 'T',
          description: 'D',
          entries: [{ id: 'a', question: 'A?', answer: 'B.' }],
        }),
      },
    ])
    const trivia = readTrivia([])
    const check = (needsSources: boolean) =>
      checkDataset({ answers, trivia }, styleOf({ needsSources }), '2024-06-01')
    expect(check(false)).toEqual([])
    expect(check(true)).toHaveLength(2)
  })
})
