import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Entry } from '../../src/knowledge/entry.ts'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Change, Curator, EntryStore } from '../../src/knowledge/entry-store.ts'
import type { Library } from '../../src/knowledge/library.ts'
import { pickOf } from '../../src/knowledge/pick.ts'
import type { Database } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { nextVersion } from '../../src/store/entry-commit.ts'
import { libraryOf } from '../knowledge/shelves.ts'
import { onEveryEngine, type Place } from './engines.ts'

const mod: Curator = { id: '1001', permissions: 1n, roles: [] }
const member: Curator = { id: '1002', permissions: 0n, roles: [] }

function entry(id: string, question = `What is ${id} about?`, more: Partial<Entry> = {}): Entry {
  return { ...entryOf({ id, question, answer: `About ${id}.` }), ...more }
}
const put = (body: Entry, expected = 0, more: Partial<Change> = {}): Change => ({
  action: expected === 0 ? 'add' : 'edit',
  status: 'live',
  entry: body,
  expected,
  ...more,
})
const shipped = entry('shipped', 'Which entry ships with the bot?')

onEveryEngine((newPlace) => {
  let place: Place
  let database: Database
  let store: EntryStore
  const storeOf = (on: Database) =>
    createEntryStore(on, { mayChange: async (_tx, _guild, { permissions }) => permissions !== 0n })
  beforeEach(async () => {
    place = await newPlace()
    database = await place.open()
    store = storeOf(database)
  })
  afterEach(() => database.close())
  const commit = (changes: readonly Change[], who = mod, guild = 'g') =>
    store.commit(guild, who, changes, 5_000)

  test('an entry is read as it was written, whatever it holds', async () => {
    const rich = entry('rich', 'Ποιος; 🏴󠁧󠁢󠁥󠁮󠁧󠁿', {
      aliases: ['a', 'b'],
      topics: ['t'],
      related: ['other'],
      sources: [{ title: 'T', publisher: 'P', year: 2001, url: 'https://example.org' }],
      checked: '2026-01-02',
      contested: { note: 'n', positions: [] },
      pinned: true,
      language: 'sr',
    })
    expect(await commit([put(rich)])).toMatchObject({ kind: 'saved', version: 1 })
    expect(await store.find('g', 'rich')).toEqual({
      entry: rich,
      status: 'live',
      rev: 1,
      version: 1,
      madeBy: mod.id,
      madeAt: 5_000,
      changedBy: mod.id,
      changedAt: 5_000,
    })
  })

  test('whoever saves while another save takes longer than a lock is waited for is saved after it', async () => {
    const holding = database.transaction(async (tx) => {
      await nextVersion(tx as never, 'g')
      await new Promise((resolve) => setTimeout(resolve, 1_300))
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await commit([put(entry('a'))])).toMatchObject({ kind: 'saved' })
    await holding
  })

  test('a guild reads and changes nothing of another', async () => {
    await commit([put(entry('a'))])
    expect(await store.find('other', 'a')).toBeUndefined()
    expect(await store.history('other', 'a', 9)).toEqual([])
    expect(await store.revision('other', 'a', 1)).toBeUndefined()
    expect(await store.since('other', { version: 0 }, 9)).toEqual([])
    const theirs = await commit([put(entry('a', 'Another question?'))], mod, 'other')
    expect(theirs).toMatchObject({ kind: 'saved', version: 1 })
    expect((await store.find('g', 'a'))?.entry.question).toBe('What is a about?')
  })

  test('who may not change answers writes nothing', async () => {
    expect(await commit([put(entry('a'))], member)).toEqual({ kind: 'refused' })
    expect(await store.version('g')).toBe(0)
  })

  test('every state stays readable, newest first', async () => {
    await commit([put(entry('a'))])
    await commit([put(entry('a', 'Second?'), 1)])
    await commit([put(entry('a', 'Second?'), 2, { action: 'remove', status: 'removed' })])
    const history = await store.history('g', 'a', 9)
    expect(history.map(({ rev, action, status }) => [rev, action, status])).toEqual([
      [3, 'remove', 'removed'],
      [2, 'edit', 'live'],
      [1, 'add', 'live'],
    ])
    expect((await store.history('g', 'a', 1, 3)).map(({ rev }) => rev)).toEqual([2])
    expect((await store.revision('g', 'a', 1))?.entry.question).toBe('What is a about?')
  })

  test('the first change of a shipped entry notes what shipped', async () => {
    const own = entry('shipped', 'Which one is ours now?')
    const saved = await commit([put(own, 0, { action: 'edit', shipped })])
    expect(saved).toMatchObject({ kind: 'saved', entries: [{ rev: 2 }] })
    expect(
      (await store.history('g', 'shipped', 9)).map(({ rev, author }) => [rev, author]),
    ).toEqual([
      [2, mod.id],
      [1, ''],
    ])
    expect((await commit([put(own, 2, { shipped })])).kind).toBe('saved')
    expect((await store.find('g', 'shipped'))?.rev).toBe(3)
  })

  test('of two who edit at once the second writes nothing and is shown the first', async () => {
    await commit([put(entry('a'))])
    const [one, two] = await Promise.all([
      commit([put(entry('a', 'First?'), 1)]),
      commit([put(entry('a', 'Second?'), 1)]),
    ])
    const kinds = [one.kind, two.kind].sort()
    expect(kinds).toEqual(['saved', 'stale'])
    const stale = one.kind === 'stale' ? one : two
    const now = await store.find('g', 'a')
    expect(stale).toEqual({ kind: 'stale', id: 'a', now })
    expect(now?.rev).toBe(2)
  })

  test('twenty at once add what they add, each under a version of its own', async () => {
    const all = Array.from({ length: 20 }, (_, at) => commit([put(entry(`e${at}`))]))
    const versions = (await Promise.all(all)).map((one) => (one.kind === 'saved' ? one.version : 0))
    expect(versions.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    )
  })

  test('one question has one live entry, whatever letters it is written in', async () => {
    await commit([put(entry('a', 'Where is the plaza?'))])
    const twin = put(entry('b', 'Whеre is the PLАZA')) // Cyrillic е and А
    expect(await commit([put(entry('c')), twin])).toEqual({ kind: 'taken', id: 'b', by: 'a' })
    expect(await store.find('g', 'c')).toBeUndefined()
    expect(await store.version('g')).toBe(1)
    await commit([
      put(entry('a', 'Where is the plaza?'), 1, { action: 'remove', status: 'removed' }),
    ])
    expect((await commit([twin])).kind).toBe('saved')
  })

  test('titles may change places in one change', async () => {
    await commit([put(entry('a', 'One?')), put(entry('b', 'Two?'))])
    const swap = [put(entry('a', 'Two?'), 1), put(entry('b', 'One?'), 1)]
    expect((await commit(swap)).kind).toBe('saved')
  })

  test('a thousand entries are one change, read page by page in order', async () => {
    const many = Array.from({ length: 1_000 }, (_, at) => put(entry(`n${at}`)))
    expect((await commit(many)).kind).toBe('saved')
    await commit([put(entry('n5', 'Later?'), 1)])
    const seen: string[] = []
    for (let cursor: { version: number; id?: string } = { version: 0 }; ; ) {
      const page = await store.since('g', cursor, 300)
      seen.push(...page.map((kept) => kept.entry.id))
      const last = page.at(-1)
      if (last === undefined) break
      cursor = { version: last.version, id: last.entry.id }
    }
    expect(new Set(seen).size).toBe(1_000)
    expect(seen).toHaveLength(1_000)
    expect(seen.at(-1)).toBe('n5')
    expect(await store.since('g', { version: 2 }, 9)).toEqual([])
  })

  test('uses add up', async () => {
    await store.addUses('g', new Map([['a', 2]]), 1)
    await store.addUses(
      'g',
      new Map([
        ['a', 3],
        ['b', 1],
      ]),
      2,
    )
    expect(await store.uses('g')).toEqual(
      new Map([
        ['a', 5],
        ['b', 1],
      ]),
    )
    expect(await store.uses('other')).toEqual(new Map())
  })

  const question = async (library: Library, asked: string) =>
    (await library.ask('g', asked)).matches[0]?.entry.question

  test('the library sees its own writes at once, and those of another process at the next question', async () => {
    let now = 0
    const clock = { now: () => now, after: () => () => {} }
    const here = libraryOf([shipped], { store, clock, shared: true })
    const second = place.engine === 'postgres' ? await place.open() : database
    const there = libraryOf([shipped], { store: storeOf(second), clock, shared: true })
    expect(await question(there, 'which entry ships with the bot')).toBe(shipped.question)
    await here.commit('g', mod, [put(entry('pool', 'When does the pool open?'))], 1)
    expect(await question(here, 'when does the pool open')).toBe('When does the pool open?')
    now += 50
    expect(await question(there, 'when does the pool open')).toBe('When does the pool open?')
    await here.commit('g', mod, [put(entry('pool', 'When does the sauna close?'), 1)], 1)
    now += 50
    expect(await question(there, 'when does the sauna close')).toBe('When does the sauna close?')
    expect(await there.entry('g', 'pool')).toMatchObject({ question: 'When does the sauna close?' })
    if (second !== database) await second.close()
  })

  test('an own wording takes the place of a shipped one, a removed one hides it, as it ships brings it back', async () => {
    const library = libraryOf([shipped], { store })
    const own = entry('shipped', 'Which entry is the own wording?')
    await library.commit('g', mod, [put(own, 0, { shipped })], 1)
    expect(await library.entry('g', 'shipped')).toEqual(own)
    expect(await question(library, 'which entry is the own wording')).toBe(own.question)
    expect(await library.entries('g')).toEqual([own])
    expect(await library.entries('other')).toEqual([shipped])
    await library.commit('g', mod, [put(own, 2, { action: 'remove', status: 'removed' })], 1)
    expect(await library.entry('g', 'shipped')).toBeUndefined()
    expect((await library.ask('g', shipped.question)).verdict).toBe('nothing')
    expect((await library.ask('g', pickOf(shipped))).verdict).toBe('nothing')
    await library.commit('g', mod, [put(shipped, 3, { action: 'restore', status: 'shipped' })], 1)
    expect(await library.entry('g', 'shipped')).toEqual(shipped)
    const reread = libraryOf([shipped], { store })
    expect(await reread.entries('g')).toEqual([shipped])
  })

  test('without the shipped entries a guild has its own alone', async () => {
    const library = libraryOf([shipped], { store, asking: { shippedDataset: false } })
    await library.commit('g', mod, [put(entry('pool', 'When does the pool open?'))], 1)
    expect(await library.entry('g', 'shipped')).toBeUndefined()
    expect((await library.ask('g', shipped.question)).verdict).toBe('nothing')
    expect((await library.suggest('g', '', 25)).map(({ id }) => id)).toEqual(['pool'])
  })

  test('what was asked most outlives the process', async () => {
    const library = libraryOf([shipped, entry('b')], { store })
    await library.ask('g', 'id:b')
    await library.flush()
    const next = libraryOf([shipped, entry('b')], { store })
    expect((await next.suggest('g', '', 2)).map(({ id }) => id)).toEqual(['b', 'shipped'])
  })
})
