import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startBackups } from '../../src/hourly-backups.ts'
import { createLog } from '../../src/log.ts'
import { virtualClock } from '../../src/playground/clock.ts'
import {
  backUp,
  backupFolder,
  backupName,
  backupTime,
  newestSound,
  restore,
  surplus,
  troubleOf,
} from '../../src/store/backups.ts'
import { type Database, openDatabase, sqliteName } from '../../src/store/database.ts'
import { createSettingsStore } from '../../src/store/settings.ts'

const hour = 3_600_000
const start = Date.parse('2026-11-27T10:00:00Z')

describe('the backups that are kept', () => {
  test('have names that tell their time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (at) => {
        expect(backupTime(backupName(at))).toBe(at)
      }),
    )
    expect(backupTime('pinquiry.sqlite')).toBeUndefined()
    expect(backupTime('notes.txt')).toBeUndefined()
  })

  test('of a bot that ran for a month are 24 hours and 7 days', () => {
    let names: string[] = []
    for (let at = start; at < start + 30 * 24 * hour; at += hour) {
      names.push(backupName(at))
      const gone = new Set(surplus(names, at))
      names = names.filter((name) => !gone.has(name))
    }
    expect(names.length).toBeGreaterThanOrEqual(24 + 6 - 1)
    expect(names.length).toBeLessThanOrEqual(24 + 7)
  })

  test('always hold the newest, and never let go of a file of another name', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: start })), (times) => {
        const names = [...times.map(backupName), 'mine.sqlite']
        const gone = surplus(names, start)
        expect(gone).not.toContain('mine.sqlite')
        if (times.length > 0) expect(gone).not.toContain(backupName(Math.max(...times)))
      }),
    )
  })
})

describe('a backup', () => {
  let folder: string
  let database: Database
  const open = () => openDatabase({ folder, onError: () => {} })
  const curators = async () => (await createSettingsStore(database).read('g')).curators
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pinquiry-backup-'))
    database = await open()
    await createSettingsStore(database).change('g', { curators: '1' }, 'u', 1)
  })
  afterEach(async () => {
    await database.close().catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })

  test('is made while the database is in use, looked over, and put back', async () => {
    const path = await backUp(database, join(folder, backupFolder), start)
    expect(await troubleOf(path)).toBeUndefined()
    await createSettingsStore(database).change('g', { curators: '2' }, 'u', 2)
    await database.close()
    const before = await restore(folder, path, start + 1)
    database = await open()
    expect(await curators()).toBe('1')
    expect(readdirSync(folder)).toContain(before?.split('/').at(-1))
  })

  test('is not put back under a running bot', async () => {
    const path = await backUp(database, join(folder, backupFolder), start)
    await expect(restore(folder, path, start)).rejects.toThrow(/in use by another process/)
    expect(await curators()).toBe('1')
  })

  test('that is damaged is refused and changes nothing, and the newest sound one is found', async () => {
    const at = join(folder, backupFolder)
    const good = await backUp(database, at, start)
    const bad = join(at, backupName(start + hour))
    writeFileSync(bad, readFileSync(good).subarray(0, 5_000))
    await database.close()
    await expect(restore(folder, bad, start)).rejects.toThrow(/Nothing was changed/)
    expect(await newestSound(at)).toBe(good)
    database = await open()
    expect(await curators()).toBe('1')
  })

  test('of which one letter has changed is refused, as sha256sum would; without its checksum it is sound', async () => {
    const path = await backUp(database, join(folder, backupFolder), start)
    execFileSync('sha256sum', ['--check', `${path}.sha256`], { cwd: join(folder, backupFolder) })
    const bytes = readFileSync(path)
    bytes.write('9', bytes.indexOf('"curators":"1"') + '"curators":"'.length)
    writeFileSync(path, bytes)
    await database.close()
    await expect(restore(folder, path, start)).rejects.toThrow(
      /its checksum .* Nothing was changed/,
    )
    rmSync(`${path}.sha256`)
    await restore(folder, path, start)
    database = await open()
    expect(await curators()).toBe('9')
  })

  test('that does not fit on the disk leaves what was there', async () => {
    const path = await backUp(database, join(folder, backupFolder), start)
    await database.close()
    mkdirSync(join(folder, `${sqliteName}.part`))
    await expect(restore(folder, path, start)).rejects.toThrow()
    database = await open()
    expect(await curators()).toBe('1')
    rmSync(join(folder, `${sqliteName}.part`), { recursive: true, force: true })
  })

  test('that goes when its time is over takes its checksum with it', async () => {
    const at = join(folder, backupFolder)
    for (let hours = 0; hours < 26; hours += 1) await backUp(database, at, start + hours * hour)
    const names = readdirSync(at)
    expect(names.filter(backupTime).map((name) => `${name}.sha256`)).toEqual(
      names.filter((name) => name.endsWith('.sha256')),
    )
    expect(names.filter(backupTime).length).toBeLessThan(26)
  })

  test('replaces a damaged database, which is kept', async () => {
    const path = await backUp(database, join(folder, backupFolder), start)
    await database.close()
    writeFileSync(join(folder, sqliteName), 'this is no database')
    await restore(folder, path, start)
    database = await open()
    expect(await curators()).toBe('1')
  })

  test('of a time that is still to come keeps no other from being made', async () => {
    const clock = virtualClock(start)
    await backUp(database, join(folder, backupFolder), start + 90 * 24 * hour)
    const end = await startBackups(database, folder, { clock, log: createLog('silent', []) })
    await clock.advance(hour)
    await expect
      .poll(() => readdirSync(join(folder, backupFolder)))
      .toContain(backupName(start + hour))
    end()
  })

  test('is made every hour by the running bot, an hour after the last', async () => {
    const clock = virtualClock(start)
    const log = createLog('silent', [])
    await backUp(database, join(folder, backupFolder), start - hour / 2)
    const end = await startBackups(database, folder, { clock, log })
    const count = () => readdirSync(join(folder, backupFolder)).filter(backupTime).length
    await clock.advance(hour / 2 - 1)
    expect(count()).toBe(1)
    await clock.advance(1)
    await expect.poll(count).toBe(2)
    await expect.poll(() => clock.waiting).toBe(1)
    await clock.advance(hour)
    await expect.poll(count).toBe(3)
    end()
  })
})
