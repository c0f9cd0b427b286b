/** A database that is away just while the bot starts, as one that is restarted with it. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { openDatabase } from '../../src/store/database.ts'
import { type FaultyLine, openFaultyLine } from '../support/faulty-line.ts'
import { ownPostgres } from '../support/own-postgres.ts'
import { openWorld } from '../support/world.ts'

const emptyDatabase = ownPostgres()

let line: FaultyLine
beforeEach(async () => {
  line = await openFaultyLine(await emptyDatabase())
})
afterEach(() => line.close())

const entries = [
  entryOf({ id: 'pool', question: 'Where is the pool?', answer: 'Behind the house.' }),
]
const open = (patience?: number, onAway = () => {}) =>
  openDatabase({
    ...{ folder: '', url: line.url, onError: () => {}, onAway },
    ...(patience === undefined ? {} : { patience }),
  })
/** It is back after a while. */
const awayFor = (ms: number) => {
  line.become('cut')
  setTimeout(() => line.become('fine'), ms)
}

test('it is waited for before its tables are looked at, and that is said', async () => {
  awayFor(1_200)
  let said = 0
  const database = await open(10_000, () => {
    said += 1
  })
  expect(said).toBe(1)
  await database.close()
})

test('where nobody waits, as in a program that is run by hand, it is told at once what to do', async () => {
  line.become('cut')
  await expect(open()).rejects.toThrow(/Cannot reach the database.*Check DATABASE_URL/)
  await expect(open(600)).rejects.toThrow(/Cannot reach the database.*Check DATABASE_URL/)
})

test.each([
  ['its shards are taken', 'pg_advisory_xact_lock'],
  ['its games are read', '"closed" ='],
])('a bot starts although its line is cut just when %s', async (_when, words) => {
  const database = await open()
  const struck = line.strike(words, 'before', 'cut')
  const world = await openWorld(entries, { database })
  await struck
  const { embeds } = await world.person('Ana').slash('ask', { question: 'where is the pool' })
  expect(embeds[0]?.description).toContain('Behind the house')
  expect(JSON.stringify(world.logged)).toContain('the database is away')
  await world.close()
  await database.close()
})
