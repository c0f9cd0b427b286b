import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { moveAll } from '../../src/store/move.ts'
import { createSettingsStore } from '../../src/store/settings.ts'
import { ownPostgres } from '../support/own-postgres.ts'

const emptyDatabase = ownPostgres()

const sqlite = () =>
  openDatabase({ folder: mkdtempSync(join(tmpdir(), 'pinquiry-move-')), onError: () => {} })
const postgres = async () =>
  openDatabase({ folder: '', url: await emptyDatabase(), onError: () => {} })

const curator = { id: '1', permissions: 0n, roles: [] }
const entriesOf = (database: Database) =>
  createEntryStore(database, { mayChange: async () => true })

async function filled(): Promise<Database> {
  const database = await sqlite()
  await createSettingsStore(database).change('g', { curators: '7', strictness: 'strict' }, 'u', 1)
  const changes = Array.from({ length: 1_234 }, (_, at) => ({
    action: 'add' as const,
    status: 'live' as const,
    entry: entryOf({ id: `e${at}`, question: `Question ${at} ’ä漢😀?`, answer: `Answer ${at}.` }),
    expected: 0,
  }))
  await entriesOf(database).commit('g', curator, changes, 5)
  return database
}

test('everything goes from SQLite to PostgreSQL and back, with equal counts and checksums', async () => {
  const [here, there, back] = [await filled(), await postgres(), await sqlite()]
  const moved = await moveAll(here, there, () => {})
  const entries = moved.find(({ table }) => table === 'entries')
  expect(entries?.rows).toBe(1_234)
  const returned = await moveAll(there, back, () => {})
  expect(returned).toEqual(moved)
  expect(await createSettingsStore(back).read('g')).toMatchObject({
    curators: '7',
    strictness: 'strict',
  })
  for (const database of [here, there, back]) await database.close()
})

test('a target that holds something is refused and left as it is', async () => {
  const [here, there] = [await filled(), await postgres()]
  await createSettingsStore(there).change('other', { private: true }, 'u', 1)
  await expect(moveAll(here, there, () => {})).rejects.toThrow('already has rows in guild_settings')
  expect(await createSettingsStore(there).read('g')).toMatchObject({ curators: '' })
  for (const database of [here, there]) await database.close()
})
