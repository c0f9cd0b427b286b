/** `npm run data -- backup | restore | move`: copies of what the bot keeps, and its way to another engine. */

import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig } from '../../config.ts'
import { StartError } from '../../errors.ts'
import { backUp, backupFolder, newestSound, restore } from '../../store/backups.ts'
import { checksumFile, isAsNoted, writeChecksum } from '../../store/checksum.ts'
import { type Database, openDatabase, sqliteName } from '../../store/database.ts'
import { moveAll } from '../../store/move.ts'
import { createPersonalData, type Forgotten } from '../../store/personal.ts'
import { inUse } from '../../store/sqlite.ts'
import type { Print } from './run.ts'

const pgAdvice =
  'PostgreSQL is backed up with its own tools: pg_dump --format=custom --file=pinquiry.dump "$DATABASE_URL"; docs/operations.md has the way back.'

const onError = () => {}

/** Copies the database, with the bot stopped; a running bot makes copies by itself. */
export async function backupNow(to: string | undefined, print: Print): Promise<number> {
  const { stateFolder, databaseUrl } = await loadConfig('.env', process.env)
  if (databaseUrl !== undefined) throw new StartError(pgAdvice)
  await mustBe(join(stateFolder, sqliteName))
  const path = await using(stateFolder, (database) =>
    backUp(database, join(stateFolder, backupFolder), Date.now()),
  )
  if (to !== undefined) {
    await copyFile(path, to)
    await writeChecksum(to, path)
  }
  print(`Backed up to ${to ?? path}.`)
  return 0
}

/** Puts a backup back, the newest sound one where none is named. */
export async function restoreFrom(file: string | undefined, print: Print): Promise<number> {
  const { stateFolder, databaseUrl } = await loadConfig('.env', process.env)
  if (databaseUrl !== undefined) throw new StartError(pgAdvice)
  const backup = file ?? (await newestSound(join(stateFolder, backupFolder)))
  if (backup === undefined)
    throw new StartError(`There is no sound backup in ${join(stateFolder, backupFolder)}.`)
  const forgotten = await forgottenOf(stateFolder)
  const before = await restore(stateFolder, backup, Date.now())
  print(`Restored ${backup}.`)
  if ((await isAsNoted(backup)) === undefined)
    print(
      `There is no ${checksumFile(backup)} to hold it against: a letter changed in it is not seen.`,
    )
  if (forgotten === undefined)
    print(
      'Who had themselves forgotten since then could not be read from the database that was there.',
    )
  else await forgetAgain(stateFolder, forgotten, print)
  if (before !== undefined) print(`What was there before is ${before}.`)
  return 0
}

/** Who had themselves forgotten of late; undefined where the database that knows it cannot be read. */
async function forgottenOf(stateFolder: string): Promise<readonly Forgotten[] | undefined> {
  const isThere = await stat(join(stateFolder, sqliteName)).catch(() => undefined)
  if (isThere === undefined) return []
  try {
    return await using(stateFolder, (database) => createPersonalData(database).forgotten())
  } catch (error) {
    if (error instanceof StartError && error.exitCode === inUse) throw error
    return undefined
  }
}

/** A backup brings back people who have left since: takes them out again. */
async function forgetAgain(
  stateFolder: string,
  list: readonly Forgotten[],
  print: Print,
): Promise<void> {
  if (list.length === 0) return
  const count = await using(stateFolder, (database) =>
    createPersonalData(database).forgetAgain(list),
  )
  if (count > 0) print(`Forgot ${count} again who had asked for it.`)
}

async function using<Result>(
  folder: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ folder, onError })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Moves everything from the database of the settings into another: a postgres:// address or a folder for SQLite. */
export async function moveTo(target: string, print: Print): Promise<number> {
  const { stateFolder, databaseUrl } = await loadConfig('.env', process.env)
  if (databaseUrl === undefined) await mustBe(join(stateFolder, sqliteName))
  const isAddress = /^postgres(ql)?:\/\//.test(target)
  if (target === databaseUrl || (databaseUrl === undefined && target === stateFolder))
    throw new StartError('That is the database the settings name already.')
  const from = await openDatabase({ folder: stateFolder, url: databaseUrl, onError })
  let to: Database | undefined
  try {
    to = await openDatabase({
      folder: isAddress ? '' : target,
      url: isAddress ? target : undefined,
      onError,
    })
    const tallies = await moveAll(from, to, ({ table, rows, checksum }) =>
      print(`${table}: ${rows} rows, checksum ${checksum}`),
    )
    const rows = tallies.reduce((sum, tally) => sum + tally.rows, 0)
    print(
      `Moved ${rows} rows. Both sides hold the same. Now set ${isAddress ? 'DATABASE_URL' : 'STATE_DIR and an empty DATABASE_URL'} in .env.`,
    )
  } finally {
    await to?.close()
    await from.close()
  }
  return 0
}

async function mustBe(path: string): Promise<void> {
  await stat(path).catch(() => {
    throw new StartError(
      `There is no database at ${path} yet: the bot makes it when it first starts.`,
    )
  })
}
