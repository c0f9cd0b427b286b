/** Copies of the SQLite database: made while it is in use, looked over, kept for a while, put back. */

import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { StartError } from '../errors.ts'
import { checksumFile, isAsNoted, writeChecksum } from './checksum.ts'
import { type Database, sqliteName } from './database.ts'
import { refuseInUse, troubleIn } from './sqlite.ts'

/** Folder of the backups within the state folder. */
export const backupFolder = 'backups'

/** How many backups are kept: the newest of each of the last hours, and of each of the last days. */
const kept = { hours: 24, days: 7 } as const

const hour = 3_600_000
const day = 24 * hour

/** `pinquiry-2026-11-27T10-15-00-000Z.sqlite` for a time in milliseconds since 1970. */
export function backupName(at: number): string {
  return `pinquiry-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}.sqlite`
}

/** The time in a backup's name; undefined for any other file. */
export function backupTime(name: string): number | undefined {
  const [, date, hours, minutes, seconds, ms] =
    /^pinquiry-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.sqlite$/.exec(name) ?? []
  if (date === undefined) return undefined
  const time = Date.parse(`${date}T${hours}:${minutes}:${seconds}.${ms}Z`)
  return Number.isNaN(time) ? undefined : time
}

/**
 * Which of the files named so may go: all but the newest of each of the last 24 hours and of each of the last
 * 7 days. Files of other names never go; nor does the newest backup, however old.
 */
export function surplus(names: readonly string[], now: number): string[] {
  const times = names
    .flatMap((name) => {
      const at = backupTime(name)
      return at === undefined ? [] : [{ name, at }]
    })
    .sort((a, b) => b.at - a.at)
  const newestOf = (unit: number, most: number) => {
    const seen = new Map<number, string>()
    for (const { name, at } of times) {
      const ago = Math.floor(now / unit) - Math.floor(at / unit)
      if (ago < most && !seen.has(ago)) seen.set(ago, name)
    }
    return [...seen.values()]
  }
  const keep = new Set([
    ...times.slice(0, 1).map(({ name }) => name),
    ...newestOf(hour, kept.hours),
    ...newestOf(day, kept.days),
  ])
  return times.map(({ name }) => name).filter((name) => !keep.has(name))
}

/**
 * Copies the open database into `folder`, looks the copy over, and lets go of those no longer needed. Resolves
 * with the copy's path; rejects where it is not sound, leaving nothing behind.
 */
export async function backUp(
  database: Pick<Database, 'backup'>,
  folder: string,
  at: number,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, backupName(at))
  const unfinished = `${path}.part`
  try {
    await database.backup(unfinished)
    // The bot is running: it must not stand still for long.
    const trouble = brokenIn(unfinished, true)
    if (trouble !== undefined) throw new Error(`the copy is not sound: ${trouble}`)
    await writeChecksum(path, unfinished)
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
  for (const name of surplus(await readdir(folder), at)) {
    await rm(join(folder, name))
    await rm(checksumFile(join(folder, name)), { force: true })
  }
  return path
}

/** What is wrong with a backup; undefined where it is sound. It is only read. */
export async function troubleOf(path: string): Promise<string | undefined> {
  return (await isAsNoted(path)) === false
    ? `it is not what its checksum (${basename(checksumFile(path))}) says`
    : brokenIn(path, false)
}

/** What SQLite finds wrong with a file that nobody has open. */
function brokenIn(path: string, isQuick: boolean): string | undefined {
  let database: DatabaseSync | undefined
  try {
    // Nobody writes to a copy: without a log beside it, looking leaves no files behind.
    const address = pathToFileURL(path)
    address.search = '?immutable=1'
    database = new DatabaseSync(address, { readOnly: true })
    const trouble = troubleIn(database, isQuick)
    if (trouble !== undefined) return trouble
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' and name = 'kysely_migration'")
      .all()
    return tables.length === 0 ? 'it is no database of this bot' : undefined
  } catch (error) {
    return (error as Error).message
  } finally {
    database?.close()
  }
}

/** The newest sound backup in `folder`, or undefined. */
export async function newestSound(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => [])
  const byAge = names
    .filter((name) => backupTime(name) !== undefined)
    .sort((a, b) => (backupTime(b) ?? 0) - (backupTime(a) ?? 0))
  for (const name of byAge)
    if ((await troubleOf(join(folder, name))) === undefined) return join(folder, name)
  return undefined
}

/**
 * Puts a backup in the place of the database in `stateFolder`; what was there is kept under another name, which is
 * returned (undefined where there was nothing). Throws a StartError where the bot is running or the backup unsound.
 */
export async function restore(
  stateFolder: string,
  backup: string,
  at: number,
): Promise<string | undefined> {
  const trouble = await troubleOf(backup)
  if (trouble !== undefined)
    throw new StartError(`${backup} cannot be restored: ${trouble}. Nothing was changed.`)
  const path = join(stateFolder, sqliteName)
  await mkdir(stateFolder, { recursive: true })
  const unfinished = `${path}.part`
  try {
    // What is there stays until its successor is whole: the disk may be full.
    await copyFile(backup, unfinished)
    const before = await setAside(path, at)
    await rename(unfinished, path)
    return before
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** Moves a database out of the way, with its log, unless somebody has it open. */
async function setAside(path: string, at: number): Promise<string | undefined> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (!isThere) return undefined
  refuseInUse(path)
  const aside = `${path}.before-${backupName(at)}`
  await rename(path, aside)
  for (const end of ['-wal', '-shm'])
    await rename(`${path}${end}`, `${aside}${end}`).catch(() => undefined)
  return aside
}
