import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { createLibrary, pickOf } from '../../src/knowledge/library.ts'

const flag = entryOf({
  id: 'flag',
  question: 'What does the flag of Kosovo show?',
  answer: 'A map.',
  related: ['gone', 'euro'],
})
const entries = [
  flag,
  entryOf({ id: 'euro', question: 'Which currency is used in Kosovo?', answer: 'The euro.' }),
  entryOf({
    id: 'icj',
    question: 'What did the International Court of Justice say?',
    answer: 'No.',
    pinned: true,
  }),
]
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

test('a typed question finds its entry', () => {
  const { verdict, matches } = createLibrary(entries).ask('g', 'Which currency is used in Kosovo?')
  expect(verdict).toBe('answer')
  expect(matches[0]?.entry.id).toBe('euro')
})

test('a picked suggestion is its entry and nothing else', () => {
  const library = createLibrary(entries)
  const result = library.ask('g', pickOf(flag))
  expect(result).toMatchObject({ verdict: 'answer', matches: [{ entry: { id: 'flag' } }] })
  expect(result.matches).toHaveLength(1)
})

test('an empty box shows pinned entries, then the ones used most in this guild', () => {
  const library = createLibrary(entries)
  expect(ids(library.suggest('g', ' ', 25))).toEqual(['icj', 'flag', 'euro'])
  library.ask('g', 'id:euro')
  expect(ids(library.suggest('g', '', 25))).toEqual(['icj', 'euro', 'flag'])
  expect(ids(library.suggest('other', '', 25))).toEqual(['icj', 'flag', 'euro'])
  expect(library.suggest('g', '', 2)).toHaveLength(2)
})

test('related entries that do not exist are left out', () => {
  const library = createLibrary(entries)
  expect(ids(library.related('g', flag))).toEqual(['euro'])
})

test('an id that nobody has is no entry', () => {
  expect(createLibrary(entries).entry('g', 'no-such')).toBeUndefined()
  expect(createLibrary(entries).ask('g', 'id:no-such').matches).toEqual([])
})
