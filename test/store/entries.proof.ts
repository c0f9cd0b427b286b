import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { openPostgresServer, type PostgresServer } from '../support/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'pinquiry-kill-'))
let server: PostgresServer
beforeAll(() => {
  server = openPostgresServer()
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the writer, kills it `after` ms of writing, and gives the ids whose commits had returned. */
async function killed(
  where: Pick<DatabaseOptions, 'folder' | 'url'>,
  after: number,
): Promise<string[]> {
  const writer = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, 'killed-writer.ts'),
      where.folder,
      where.url ?? '',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  const ended = new Promise((resolve) => writer.once('exit', resolve))
  let timer: NodeJS.Timeout | undefined
  writer.stdout.on('data', (chunk) => {
    said += chunk
    timer ??= setTimeout(() => writer.kill('SIGKILL'), after)
  })
  await ended
  clearTimeout(timer)
  // The last line may be cut off; a whole one was printed after its commit.
  return said.split('\n').slice(1, -1)
}

/** Every entry that was acknowledged is there with its revisions, and nothing is half there. */
async function verify(database: Database, acked: readonly string[]): Promise<void> {
  const { db } = database
  const rows = await db.selectFrom('entries').select(['id', 'rev', 'version']).execute()
  const there = new Map(rows.map(({ id, rev }) => [id, rev]))
  expect(acked.filter((id) => !there.has(id))).toEqual([])
  const edited = acked.filter((id) => Number(id.slice(1)) % 3 === 0)
  expect(edited.filter((id) => there.get(id) !== 2)).toEqual([])
  const revisions = await db.selectFrom('entry_revisions').select(['id', 'rev']).execute()
  const ofEntry = Map.groupBy(revisions, ({ id }) => id)
  for (const [id, rev] of there) expect(ofEntry.get(id)?.length).toBe(rev)
  expect(ofEntry.size).toBe(there.size)
  const version = await createEntryStore(database, { mayChange: async () => false }).version('g')
  expect(version).toBe(Math.max(0, ...rows.map((row) => row.version)))
}

/** From 20 to 900 ms, another in each round. */
const instant = (round: number) => 20 + ((round * 307) % 880)

test('sixty kills in the midst of writing lose nothing that was acknowledged, on SQLite', async () => {
  const acked: string[] = []
  for (let round = 0; round < 60; round += 1) {
    acked.push(...(await killed({ folder }, instant(round))))
    const database = await openDatabase({ folder, onError: () => {} })
    await verify(database, acked)
    await database.close()
  }
  expect(acked.length).toBeGreaterThan(1_000)
  console.log(`60 kills, ${acked.length} acknowledged entries, none lost`)
})

test('twenty kills of a writer lose nothing that was acknowledged, on PostgreSQL', async () => {
  const url = await server.database()
  const acked: string[] = []
  for (let round = 0; round < 20; round += 1) {
    acked.push(...(await killed({ folder: '', url }, instant(round))))
    const database = await openDatabase({ folder: '', url, onError: () => {} })
    await verify(database, acked)
    await database.close()
  }
  expect(acked.length).toBeGreaterThan(100)
  console.log(`20 kills, ${acked.length} acknowledged entries, none lost`)
})
