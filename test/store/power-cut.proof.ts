/** Power cuts in the midst of writing: a kill leaves what the kernel holds, this does not. */

import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { makeSmallDisk, noSmallDisk } from './small-disk.ts'
import { expectWhole } from './whole.ts'

const reason = noSmallDisk()
if (reason !== undefined)
  console.warn(
    `SKIPPED: power cuts need root, ext4 and loop devices, which are not here. ${reason}`,
  )

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Lets a writer write on a new disk for `ms` and cuts the power: what it had acknowledged, and what is wrong afterwards. */
async function cut(ms: number, synchronous = ''): Promise<{ acked: string[]; wrong?: unknown }> {
  const disk = makeSmallDisk()
  try {
    const acked = await writeFor(ms, join(disk.path, 'state'), synchronous)
    return await expectAll(join(disk.powerCut(), 'state'), acked).then(
      () => ({ acked }),
      (wrong) => ({ acked, wrong }),
    )
  } finally {
    disk.remove()
  }
}

/** The ids whose commits had returned when the writer was stopped; what it wrote is left where it was just then. */
async function writeFor(ms: number, folder: string, synchronous: string): Promise<string[]> {
  mkdirSync(folder)
  const writer = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...[join(import.meta.dirname, 'killed-writer.ts'), folder, '', synchronous],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  const ended = new Promise<string>((done) =>
    writer.once('close', (code, signal) => done(signal ?? `code ${code}`)),
  )
  const began = new Promise<void>((resolve) =>
    writer.stdout.on('data', (chunk) => {
      said += chunk
      resolve()
    }),
  )
  await Promise.race([began, ended])
  await pause(ms)
  // A process that was killed has closed its files, but nobody has asked the disk for anything.
  writer.kill('SIGKILL')
  expect(await ended).toBe('SIGKILL')
  return said.split('\n').slice(1, -1)
}

/** Starts the machine again: rejects where something that was acknowledged is not there. */
async function expectAll(folder: string, acked: readonly string[]): Promise<void> {
  const database = await openDatabase({ folder, onError: () => {} })
  try {
    const { rows } = await sql`pragma integrity_check`.execute(database.db)
    expect(rows).toEqual([{ integrity_check: 'ok' }])
    await expectWhole(database, acked)
  } finally {
    await database.close()
  }
}

test('a power cut in the midst of writing loses nothing that was acknowledged, twenty times', async (context) => {
  if (reason !== undefined) context.skip(reason)
  let acked = 0
  for (let round = 0; round < 20; round += 1) {
    const survived = await cut(20 + ((round * 307) % 600))
    if (survived.wrong !== undefined) throw survived.wrong
    acked += survived.acked.length
  }
  expect(acked).toBeGreaterThan(100)
  console.log(`20 power cuts, ${acked} acknowledged entries, none lost`)
})

test('commits that are not waited for are lost in a power cut: the proof can fail', async (context) => {
  if (reason !== undefined) context.skip(reason)
  const cuts = [await cut(300, 'normal'), await cut(450, 'normal'), await cut(600, 'normal')]
  expect(cuts.filter(({ acked }) => acked.length > 10)).toHaveLength(3)
  expect(cuts.some(({ wrong }) => wrong !== undefined)).toBe(true)
})
