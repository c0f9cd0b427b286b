import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type DatabaseOptions, openDatabase } from '../../src/store/database.ts'
import { ownPostgres } from '../support/own-postgres.ts'
import { proofSize, tellMeasured } from '../support/proof-size.ts'
import { expectWhole } from './whole.ts'

const folder = mkdtempSync(join(tmpdir(), 'pinquiry-kill-'))
const emptyDatabase = ownPostgres()
afterAll(() => {
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

/** From 20 to 900 ms, another in each round. */
const instant = (round: number) => 20 + ((round * 307) % 880)

test('kills in the midst of writing lose nothing that was acknowledged, on SQLite', async (context) => {
  const acked: string[] = []
  for (let round = 0; round < proofSize.writes; round += 1) {
    acked.push(...(await killed({ folder }, instant(round))))
    const database = await openDatabase({ folder, onError: () => {} })
    await expectWhole(database, acked)
    await database.close()
  }
  expect(acked.length).toBeGreaterThan(1_000)
  tellMeasured(
    context,
    `sqlite: ${proofSize.writes} kills, ${acked.length} acknowledged entries, none lost`,
  )
})

test('kills of a writer lose nothing that was acknowledged, on PostgreSQL', async (context) => {
  const kills = Math.ceil(proofSize.writes / 3)
  const url = await emptyDatabase()
  const acked: string[] = []
  for (let round = 0; round < kills; round += 1) {
    acked.push(...(await killed({ folder: '', url }, instant(round))))
    const database = await openDatabase({ folder: '', url, onError: () => {} })
    await expectWhole(database, acked)
    await database.close()
  }
  expect(acked.length).toBeGreaterThan(100)
  tellMeasured(context, `postgres: ${kills} kills, ${acked.length} acknowledged entries, none lost`)
})
