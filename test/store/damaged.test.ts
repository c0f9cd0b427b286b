import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { type Database, openDatabase, sqliteName } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { createSettingsStore } from '../../src/store/settings.ts'
import { opening } from '../trivia/game.ts'

let folder: string
let database: Database
let told: Error[]
const open = () => openDatabase({ folder, onError: (error) => void told.push(error) })
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinquiry-damaged-'))
  told = []
  database = await open()
})
afterEach(async () => {
  await database.close().catch(() => {})
  rmSync(folder, { recursive: true, force: true })
})

const file = () => join(folder, sqliteName)

/** Changes the closed file as nobody should, with SQLite's own checks off. */
function meddle(statement: string): void {
  const raw = new DatabaseSync(file(), { defensive: false })
  raw.exec(`pragma writable_schema = on; ${statement}`)
  raw.close()
}

describe('a row that damage has hit', () => {
  test('of an answer is read from its history; the others are as they were', async () => {
    const store = createEntryStore(database, { mayChange: async () => true })
    const entries = ['flag', 'anthem'].map((id) =>
      entryOf({ id, question: `What is the ${id}?`, answer: 'Old.' }),
    )
    const add = entries.map(
      (entry) => ({ action: 'add', status: 'live', entry, expected: 0 }) as const,
    )
    const who = { id: '1', permissions: 0n, roles: [] }
    await store.commit('g', who, add, 1)
    const before = await store.since('g', { version: 0 }, 10)
    for (const broken of [
      '{"id"',
      '{"id":"flag"}',
      '{"id":"other","question":"A?","answer":"B."}',
    ]) {
      const of = database.db.updateTable('entries').where('id', '=', 'flag')
      await of.set({ body: broken }).execute()
      expect(await store.since('g', { version: 0 }, 10)).toEqual(before)
      expect(await store.find('g', 'flag')).toEqual(before.find(({ entry }) => entry.id === 'flag'))
    }
    expect(told.length).toBeGreaterThan(0)
    expect(told[0]?.message).toContain('a row cannot be read')
  })

  test('of settings costs the one that cannot be read', async () => {
    const store = createSettingsStore(database)
    await store.change('g', { private: true, curators: '7' }, 'u', 1)
    const of = database.db.updateTable('guild_settings')
    await of.set({ settings: '{"private":true,"curators":7,"pinz":"board"}' }).execute()
    expect(await store.read('g')).toMatchObject({ private: true, curators: '', pins: 'native' })
    await of.set({ settings: '{"private":true' }).execute()
    expect(await store.read('g')).toMatchObject({ private: false })
  })

  test('of a game that is on ends that game, and its channel is free', async () => {
    const store = createRoundStore(database, () => undefined)
    const begin = (id: string, channel: string) =>
      store.open({ opening: opening({}, { id, channel }), hostJoined: 1, events: [] })
    await begin('sound', 'here')
    await begin('broken', 'there')
    const of = database.db.updateTable('games').where('id', '=', 'broken')
    await of.set({ opening: '{"id":"broken"' }).execute()
    expect((await store.unclosed()).map(({ opening: { id } }) => id)).toEqual(['sound'])
    expect(told).toHaveLength(1)
    expect(await begin('next', 'here')).toBe(false)
    expect(await begin('next', 'there')).toBe(true)
  })
})

describe('tables that are not as they were made', () => {
  const refused = async () => {
    const before = readFileSync(file())
    await expect(open()).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining('is damaged or not a database'),
    })
    expect(readFileSync(file()).equals(before)).toBe(true)
  }
  const inSchema = (from: string, to: string) =>
    `update sqlite_schema set sql = replace(sql, '${from}', '${to}')`

  test.each([
    ['a column of another name', inSchema('"body" text', '"bodx" text')],
    ['a column that may be empty', inSchema('"body" text not null', '"body" text')],
    ['an index that is not unique', inSchema('CREATE UNIQUE INDEX', 'CREATE INDEX')],
    ['a table that is missing', 'drop table trivia_plans'],
    ['no list of the steps that were taken', 'drop table kysely_migration'],
    [
      'a step of a name that is none',
      "update kysely_migration set name = '0x1-trivia' where name like '001-%'",
    ],
    [
      'a step at no time',
      "update kysely_migration set timestamp = 'x' || timestamp where name like '003-%'",
    ],
  ])('are refused: %s', async (_what, statement) => {
    await database.close()
    meddle(statement)
    await refused()
  })

  test('but more than there need be is no harm', async () => {
    await database.close()
    meddle('create table mine (a text); create index more on games (host)')
    database = await open()
  })
})
