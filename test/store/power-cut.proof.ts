/**
 * Power cuts: SQLite writes to a file system in a file, which is copied in the midst of it. What was not on disk by then is
 * not in the copy. Needs the right to mount; where there is none, the proof is left out.
 */

import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { expectWhole } from './whole.ts'

const folder = mkdtempSync(join(tmpdir(), 'pinquiry-power-'))
const image = join(folder, 'disk.img')
const disk = join(folder, 'disk')
const copy = join(folder, 'copy.img')
const copied = join(folder, 'copied')

const run = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0

/** A small file system in a file, mounted. */
function makeDisk(): boolean {
  for (const place of [disk, copied]) mkdirSync(place, { recursive: true })
  return (
    run('truncate', '-s', '64M', image) &&
    run('mkfs.ext4', '-q', '-F', image) &&
    run('mount', '-o', 'loop', image, disk)
  )
}

const isMounted = makeDisk()
afterAll(() => {
  run('umount', copied)
  run('umount', disk)
  rmSync(folder, { recursive: true, force: true })
})

/** Lets the writer write for `ms`, cuts the power, and gives the ids whose commits had returned by then. */
async function cut(name: string, ms: number, haste: string): Promise<string[]> {
  const place = join(disk, name)
  mkdirSync(place, { recursive: true })
  const writer = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...[join(import.meta.dirname, 'killed-writer.ts'), place, '', haste],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  const began = new Promise<void>((resolve) =>
    writer.stdout.on('data', (chunk) => {
      said += chunk
      resolve()
    }),
  )
  await began
  await new Promise((resolve) => setTimeout(resolve, ms))
  writer.kill('SIGSTOP')
  // What it had said by then is read; the copy is taken without any sync.
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(run('cp', '--sparse=always', image, copy)).toBe(true)
  const ended = new Promise((resolve) => writer.once('exit', resolve))
  writer.kill('SIGKILL')
  await ended
  return said.split('\n').slice(1, -1)
}

/** Starts the machine again: whether everything acknowledged is on the copy. */
async function survived(name: string, acked: readonly string[]): Promise<void> {
  expect(run('mount', '-o', 'loop', copy, copied)).toBe(true)
  try {
    const database = await openDatabase({ folder: join(copied, name), onError: () => {} })
    await expectWhole(database, acked).finally(() => database.close())
  } finally {
    run('umount', copied)
  }
}

describe.runIf(isMounted)('when the power is cut', () => {
  test('nothing that was acknowledged is lost, fifteen times', async () => {
    let acked = 0
    for (let round = 0; round < 15; round += 1) {
      const ids = await cut(`round-${round}`, 60 + ((round * 307) % 700), '')
      await survived(`round-${round}`, ids)
      acked += ids.length
    }
    expect(acked).toBeGreaterThan(100)
    console.log(`15 power cuts, ${acked} acknowledged entries, none lost`)
  })

  test('a database that does not wait for the disk loses some: the proof can fail', async () => {
    const ids = await cut('hasty', 600, 'hasty')
    expect(ids.length).toBeGreaterThan(10)
    await expect(survived('hasty', ids)).rejects.toThrow()
  })
})
