/** A large database put back from its backup, with the commands that docs/operations.md names. */

import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Database, openDatabase, sqliteName } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { createPersonalData } from '../../src/store/personal.ts'
import { inFolder } from './bot.ts'
import type { Row } from './row.ts'
import { fill } from './sizes.ts'

const root = resolve(import.meta.dirname, '../..')

/** So many servers with so many answers; somebody was forgotten after the backup, and all are lost then. */
export const restoreLoad = (guilds: number, count: number): Promise<readonly Row[]> =>
  inFolder(async (folder) => {
    const names = Array.from({ length: guilds }, (_, at) => `guild-${at}`)
    await fill(folder, names, count)
    const size = statSync(join(folder, sqliteName)).size / 1e6
    const backup = timed(folder, 'backup')
    await within(folder, async (database) => {
      await createPersonalData(database).forget('1', '2', Date.now())
      await database.db.deleteFrom('entries').execute()
    })
    const restore = timed(folder, 'restore')
    const back = await within(folder, (database) => answersIn(database, names))
    return [
      {
        bar: `a database of ${size.toFixed(0)} MB is restored within 60 s`,
        isCost: true,
        measured: `${restore.seconds.toFixed(1)} s (its backup ${backup.seconds.toFixed(1)} s)`,
        met: size >= 100 && restore.seconds <= 60,
      },
      {
        bar: 'everything is back, but who had themselves forgotten meanwhile',
        measured: `${back.answers} of ${guilds * count} answers, ${back.named} name the person; code ${restore.code}`,
        met: back.answers === guilds * count && back.named === 0 && restore.code === 0,
      },
    ]
  })

function timed(folder: string, command: string) {
  const began = performance.now()
  const { status } = spawnSync('npm', ['run', '--silent', 'data', '--', command], {
    cwd: root,
    env: { ...process.env, STATE_DIR: folder, DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { seconds: (performance.now() - began) / 1_000, code: status }
}

async function within<Result>(folder: string, work: (database: Database) => Promise<Result>) {
  const database = await openDatabase({ folder, onError: () => {} })
  return work(database).finally(() => database.close())
}

async function answersIn(database: Database, guilds: readonly string[]) {
  const store = createEntryStore(database, { mayChange: async () => false })
  let [answers, named] = [0, 0]
  for (const guild of guilds) {
    const kept = await store.since(guild, { version: 0 }, Number.MAX_SAFE_INTEGER)
    answers += kept.length
    named += kept.filter(({ madeBy }) => madeBy === '1').length
  }
  return { answers, named }
}
