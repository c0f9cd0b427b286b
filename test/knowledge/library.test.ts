import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { pickOf } from '../../src/knowledge/pick.ts'
import { emptyStore, libraryOf } from './shelves.ts'

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

test('a typed question finds its entry', async () => {
  const { verdict, matches } = await libraryOf(entries).ask(
    'g',
    'Which currency is used in Kosovo?',
  )
  expect(verdict).toBe('answer')
  expect(matches[0]?.entry.id).toBe('euro')
})

test('a picked suggestion is its entry and nothing else', async () => {
  const library = libraryOf(entries)
  const result = await library.ask('g', pickOf(flag))
  expect(result).toMatchObject({ verdict: 'answer', matches: [{ entry: { id: 'flag' } }] })
  expect(result.matches).toHaveLength(1)
})

test('an empty box shows pinned entries, then the ones used most in this guild', async () => {
  const library = libraryOf(entries)
  expect(ids(await library.suggest('g', ' ', 25))).toEqual(['icj', 'flag', 'euro'])
  await library.ask('g', 'id:euro')
  expect(ids(await library.suggest('g', '', 25))).toEqual(['icj', 'euro', 'flag'])
  expect(ids(await library.suggest('other', '', 25))).toEqual(['icj', 'flag', 'euro'])
  expect(await library.suggest('g', '', 2)).toHaveLength(2)
})

test('related entries that do not exist are left out', async () => {
  const library = libraryOf(entries)
  expect(ids(await library.related('g', flag))).toEqual(['euro'])
})

test('an id that nobody has is no entry', async () => {
  expect(await libraryOf(entries).entry('g', 'no-such')).toBeUndefined()
  expect((await libraryOf(entries).ask('g', 'id:no-such')).matches).toEqual([])
})

test('a store that cannot be reached leaves a guild with what is in memory', async () => {
  let broken = false
  let now = 0
  const errors: unknown[] = []
  const version = async () => {
    if (broken) throw new Error('no database')
    return 0
  }
  const library = libraryOf(entries, {
    store: { ...emptyStore, version },
    clock: { now: () => now, after: () => () => {} },
    shared: true,
    onError: (error) => errors.push(error),
  })
  await library.ask('g', 'id:euro')
  broken = true
  now += 1_000
  expect((await library.ask('g', 'id:euro')).verdict).toBe('answer')
  expect(errors).toHaveLength(1)
})

test('a guild whose entries could not be read is tried again at the next question', async () => {
  let broken = true
  const since = async () => {
    if (broken) throw new Error('no database')
    return []
  }
  const library = libraryOf(entries, { store: { ...emptyStore, since } })
  await expect(library.ask('g', 'id:euro')).rejects.toThrow('no database')
  broken = false
  expect((await library.ask('g', 'id:euro')).verdict).toBe('answer')
})

test('a guild that nobody asks in leaves memory, and is read anew', async () => {
  let now = 0
  let loads = 0
  const uses = async () => {
    loads += 1
    return new Map()
  }
  const library = libraryOf(entries, {
    store: { ...emptyStore, uses },
    clock: { now: () => now, after: () => () => {} },
  })
  await library.ask('g', 'id:euro')
  now += 20 * 60_000
  await library.ask('g', 'id:euro')
  now += 20 * 60_000
  await library.ask('g', 'id:euro')
  expect(loads).toBe(1)
  now += 40 * 60_000
  await library.ask('g', 'id:euro')
  expect(loads).toBe(2)
})

test('guilds with many entries make room for each other, however small they were before they were read', async () => {
  const loads: string[] = []
  const many = Array.from({ length: 400 }, (_, at) => keptAs(`own-${at}`))
  const library = libraryOf(entries, {
    store: {
      ...emptyStore,
      uses: async (guild) => {
        loads.push(guild)
        return new Map()
      },
      since: async (_guild, { version }) => (version === 0 ? many : []),
    },
  })
  const guilds = Array.from({ length: 60 }, (_, at) => `guild-${at}`)
  for (const guild of guilds) await library.ask(guild, 'id:euro')
  await library.ask('guild-59', 'id:euro')
  expect(loads).toHaveLength(60)
  await library.ask('guild-0', 'id:euro')
  expect(loads).toHaveLength(61)
})

const keptAs = (id: string) => ({
  entry: entryOf({ id, question: `What is ${id}?`, answer: 'It is.' }),
  status: 'live' as const,
  rev: 1,
  version: 1,
  changedAt: 1,
  changedBy: '1',
  madeAt: 1,
  madeBy: '1',
})
