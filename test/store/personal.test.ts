import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createDepartures, departedLife } from '../../src/store/departures.ts'
import { ownership } from '../../src/store/ownership.ts'
import { createPersonalData, forgottenLife } from '../../src/store/personal.ts'
import { onEveryEngine, type Place } from './engines.ts'
import { everything, fillEverything, tablesOf } from './held-rows.ts'

const person = '123456789012345678'
const other = '223456789012345678'
const alias = '123456789000000001'

onEveryEngine((newPlace) => {
  let place: Place
  let database: Database
  beforeEach(async () => {
    place = await newPlace()
    database = await place.open()
  })
  afterEach(() => database.close())

  test('it is said of every table whose its rows are, and of no column that is not there', async () => {
    const tables = await tablesOf(database)
    expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(ownership).sort())
    for (const { name, columns } of tables) {
      const { belongsTo, ...kinds } = ownership[name] ?? { belongsTo: 'nobody' }
      const there = columns.map((column) => column.name)
      for (const named of Object.values(kinds).flat()) expect(there, name).toContain(named)
      if (belongsTo !== 'nobody') expect(there, name).toContain(belongsTo)
    }
  })

  test('a person reads every row that names them, and none of anybody else', async () => {
    await fillEverything(database, 'one', person)
    await fillEverything(database, 'two', other)
    const found = await createPersonalData(database).read(person)
    const named = Object.entries(ownership).filter(
      ([, { people, own, hashed, ownHashed }]) => people || own || hashed || ownHashed,
    )
    expect(Object.keys(found).sort()).toEqual(named.map(([table]) => table).sort())
    expect(JSON.stringify(found)).not.toContain(other)
    expect(Object.values(found).every((rows) => rows.length === 1)).toBe(true)
  })

  test('a person who is forgotten is named nowhere, and what counts stays', async () => {
    await fillEverything(database, 'one', person)
    await fillEverything(database, 'two', other)
    const before = await everything(database)
    const data = createPersonalData(database)
    expect(await data.forget(person, alias, 5)).toEqual(['one'])
    const after = await everything(database)
    expect(before).toContain(person)
    expect(after).not.toContain(person)
    expect(await data.read(person)).toEqual({})
    for (const table of ['scores', 'item_answers', 'games', 'entry_revisions', 'entry_votes'])
      expect(after.split('\n').filter((line) => line.startsWith(`${table} `))).toHaveLength(2)
    for (const table of ['answer_drafts', 'trivia_hidden', 'gaps'])
      expect(after.split('\n').filter((line) => line.startsWith(`${table} `))).toHaveLength(1)
    expect(after).toContain(`\\"${alias}\\"`)
    // Nothing of anybody else was touched.
    const theirs = (text: string) => text.split('\n').filter((line) => line.includes('"two"'))
    expect(theirs(after)).toEqual(theirs(before))
  })

  test('who was forgotten can be told from a backup that names them still, for a while', async () => {
    await fillEverything(database, 'one', person)
    const data = createPersonalData(database)
    await data.forget(other, alias, 1)
    const list = await data.forgotten()
    expect(JSON.stringify(list)).not.toContain(other)
    expect(await data.forgetAgain(list)).toBe(0)
    await fillEverything(database, 'two', other)
    expect(await data.forgetAgain(list)).toBe(1)
    expect(await everything(database)).not.toContain(other)
    expect(await everything(database)).toContain(person)
    await data.forget('323456789012345678', alias, 1 + forgottenLife)
    expect(await data.forgotten()).toHaveLength(1)
  })

  test('a server that removed the bot is deleted after 30 days, all of it and nothing else', async () => {
    await fillEverything(database, 'one', person)
    await fillEverything(database, 'two', other)
    const departures = createDepartures(database)
    expect([...(await departures.known())].sort()).toEqual(['one', 'two'])
    await departures.left(['one'], 1_000)
    // A second notice does not begin the time anew.
    await departures.left(['one'], 2_000)
    expect(await departures.due(1_000 + departedLife - 1)).toEqual([])
    expect(await departures.due(1_000 + departedLife)).toEqual(['one'])
    const before = await everything(database)
    expect(await departures.purge('one')).toBe(true)
    const after = await everything(database)
    expect(after).not.toMatch(/"one"|game-of-one/)
    const theirs = (text: string) => text.split('\n').filter((line) => /"two"|of-two/.test(line))
    expect(theirs(after)).toEqual(theirs(before))
    expect(await departures.due(9e15)).toEqual([])
  })

  test('a server that took the bot back is not deleted', async () => {
    await fillEverything(database, 'one', person)
    const departures = createDepartures(database)
    await departures.left(['one', 'two'], 1)
    await departures.back(['one', 'three'])
    expect(await departures.due(9e15)).toEqual(['two'])
    expect(await departures.purge('one')).toBe(false)
    expect(await everything(database)).toContain(person)
  })
})

describe('in the files of SQLite', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pinquiry-forget-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const bytes = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name)).toString('latin1'))
      .join('')

  test.each(['forgotten', 'purged'])('not a byte is left of who was %s', async (how) => {
    const database = await openDatabase({ folder, onError: () => {} })
    try {
      for (let guild = 0; guild < 20; guild += 1)
        await fillEverything(database, `guild-${guild}-of-nine`, person)
      await sql`pragma wal_checkpoint(truncate)`.execute(database.db)
      expect(bytes()).toContain(person)
      if (how === 'forgotten') await createPersonalData(database).forget(person, alias, 1)
      else {
        const departures = createDepartures(database)
        const guilds = [...(await departures.known())]
        await departures.left(guilds, 1)
        for (const guild of guilds) await departures.purge(guild)
        expect(bytes()).not.toMatch(/guild-\d+-of-nine/)
      }
      expect(bytes()).not.toContain(person)
    } finally {
      await database.close()
    }
  })
})
