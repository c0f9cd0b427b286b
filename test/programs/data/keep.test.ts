import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runData } from '../../../src/programs/data/run.ts'
import { type Database, openDatabase, sqliteName } from '../../../src/store/database.ts'
import { createPersonalData } from '../../../src/store/personal.ts'
import { everything, fillEverything } from '../../store/held-rows.ts'

const [left, stayed, late] = ['123456789012345678', '223456789012345678', '323456789012345678']

let folder: string
let lines: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keep-'))
  vi.stubEnv('STATE_DIR', folder)
  lines = []
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

async function withDatabase<Result>(work: (database: Database) => Promise<Result>) {
  const database = await openDatabase({ folder, onError: () => {} })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const run = (...args: string[]) => runData(args, (line) => lines.push(line))
const kept = () => withDatabase(everything)

test('a restored backup does not bring back who had themselves forgotten since', async () => {
  await withDatabase((database) => fillEverything(database, 'one', left))
  await withDatabase((database) => fillEverything(database, 'two', stayed))
  expect(await run('backup')).toBe(0)
  await withDatabase(async (database) => {
    await fillEverything(database, 'three', late)
    await createPersonalData(database).forget(left, '1', Date.now())
  })
  expect(await run('restore')).toBe(0)
  const text = await kept()
  expect(text).toContain(stayed)
  expect(text).not.toContain(late)
  expect(text).not.toContain(left)
  expect(lines.join('\n')).toContain('Forgot 1 again who had asked for it.')
})

test('a restore in the place of a broken database says what it cannot know', async () => {
  await withDatabase((database) => fillEverything(database, 'one', left))
  expect(await run('backup')).toBe(0)
  await writeFile(join(folder, sqliteName), 'no database at all, but long enough to be looked at')
  expect(await run('restore')).toBe(0)
  expect(lines.join('\n')).toContain('could not be read from the database that was there')
  expect(await kept()).toContain(left)
  expect((await readdir(folder)).some((name) => name.includes('.before-'))).toBe(true)
})
