/** A thousand single bytes that are not what they were: each is found when the file is opened, or harms nobody. */

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { StartError } from '../../src/errors.ts'
import { backUp, backupFolder, restore } from '../../src/store/backups.ts'
import { type Database, openDatabase, sqliteName } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { everything } from './held-rows.ts'
import { type LivedIn, liveIn, startOn } from './lived-in.ts'

const flips = 1_000

/** The whole bot is started on each so-manieth file that opens, and so many of its answers are asked for. */
const each = 40
const questions = 100

let lived: LivedIn
let sound: Buffer
let told: string
let written: number[]
beforeAll(async () => {
  lived = await liveIn()
  sound = readFileSync(file())
  told = await opened(everything)
  // Empty room would make it easy: nobody reads what stands there.
  written = [...sound.keys()].filter((at) => sound[at] !== 0)
})
afterAll(async () => {
  await lived.playground.close()
  rmSync(lived.folder, { recursive: true })
})

const file = () => join(lived.folder, sqliteName)

async function opened<Result>(
  work: (database: Database) => Promise<Result>,
  damaged: Error[] = [],
): Promise<Result> {
  const onError = (error: Error) => void damaged.push(error)
  const database = await openDatabase({ folder: lived.folder, onError })
  return work(database).finally(() => database.close())
}

/** `bytes` with one of those at `places` changed: everywhere in turn, and to anything. */
function flipped(bytes: Buffer, places: readonly number[], round: number): Buffer {
  const damaged = Buffer.from(bytes)
  const at = places[Math.floor(((round + 0.5) / flips) * places.length)] ?? 0
  damaged.writeUInt8((damaged[at] ?? 0) ^ (1 + ((round * 151) % 255)), at)
  return damaged
}

/** Why a file is refused; undefined where it opens. A refusal is in words and leaves everything as it is. */
async function refusal(damaged: Buffer): Promise<string | undefined> {
  writeFileSync(file(), damaged)
  try {
    await opened(async () => {})
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(StartError)
    expect(error).toMatchObject({ exitCode: 78 })
    expect(readFileSync(file()).equals(damaged)).toBe(true)
    expect(readdirSync(lived.folder)).toEqual([sqliteName])
    return (error as Error).message
  }
}

/** Everything that the bot reads by itself can be read: every answer, and the game that is on. */
async function expectReadable(database: Database): Promise<void> {
  const { id } = lived.playground.guild
  const store = createEntryStore(database, { mayChange: async () => false })
  const kept = await store.since(id, { version: 0 }, 1_000)
  expect(kept.map(({ entry }) => entry.id).toSorted()).toEqual(lived.answers.toSorted())
  await createRoundStore(database, () => undefined).unclosed()
}

/** The whole bot starts on it, answers, and finds nothing that it cannot do. */
async function expectServed(database: Database): Promise<void> {
  const logged: Record<string, unknown>[] = []
  const app = await startOn(lived.playground, database, logged)
  const ana = lived.playground.person('Ana').in('off-topic')
  for (const id of lived.answers.slice(0, questions)) {
    const { failure, embeds } = await ana.slash('ask', { question: `id:${id}` })
    expect({ id, failure, embeds: embeds.length }).toEqual({ id, failure: null, embeds: 1 })
  }
  await app.stop()
  const wrong = logged.filter(({ level, died }) => level === 'error' || level === 'fatal' || died)
  expect(wrong).toEqual([])
}

test('a thousand of the database: it is refused and left alone, or everything in it can be read', async () => {
  const words = new Map<string, number>()
  let [same, differs, lines, served] = [0, 0, 0, 0]
  for (let round = 0; round < flips; round += 1) {
    const damaged = flipped(sound, written, round)
    const refused = await refusal(damaged)
    if (refused !== undefined) {
      words.set(refused, (words.get(refused) ?? 0) + 1)
      continue
    }
    const errors: Error[] = []
    await opened(async (database) => {
      if ((await everything(database)) === told) same += 1
      else differs += 1
      await expectReadable(database)
      if (differs % each === 0) await expectServed(database)
      if (differs % each === 0) served += 1
    }, errors)
    if (errors.length > 0) lines += 1
  }
  for (const said of words.keys()) expect(said).toMatch(/is damaged or not a database/)
  const refused = flips - same - differs
  expect(refused).toBeGreaterThan(200)
  console.log(
    `${flips} bytes of ${written.length} that are written: ${refused} refused, ${same} without effect, ${differs} in what is kept; ${lines} of these told in the log and left out or read from the history; the whole bot on ${served}`,
  )
}, 120_000)

test('a thousand of a backup: it is not put back, and what is there stays', async () => {
  writeFileSync(file(), sound)
  const backup = await opened((database) =>
    backUp(database, join(lived.folder, backupFolder), Date.now()),
  )
  const before = readFileSync(file())
  const bytes = readFileSync(backup)
  const places = [...bytes.keys()]
  for (let round = 0; round < flips; round += 1) {
    writeFileSync(backup, flipped(bytes, places, round))
    await expect(restore(lived.folder, backup, 1)).rejects.toThrow(/Nothing was changed/)
  }
  expect(readFileSync(file()).equals(before)).toBe(true)
  writeFileSync(backup, bytes)
  await restore(lived.folder, backup, 1)
  expect(await opened(everything)).toBe(told)
}, 120_000)
