import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import type { Generated } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bindable } from '../../src/store/bind.ts'
import { type Database, openDatabase, sqliteName } from '../../src/store/database.ts'
import type { Step } from '../../src/store/migrations.ts'
import { onEveryEngine, type Place } from './engines.ts'

interface Rows {
  cups: { id: Generated<number>; name: string; size: number; note: string | null }
}

const cups: Step = async ({ db, engine, strict }) => {
  await strict(
    db.schema
      .createTable('cups')
      .addColumn('id', engine === 'sqlite' ? 'integer' : 'bigint', (column) =>
        engine === 'sqlite'
          ? column.primaryKey().autoIncrement()
          : column.primaryKey().generatedAlwaysAsIdentity(),
      )
      .addColumn('name', 'text', (column) => column.notNull().unique())
      .addColumn('size', engine === 'sqlite' ? 'integer' : 'bigint', (column) => column.notNull())
      .addColumn('note', 'text'),
  ).execute()
}
const steps = { '001-cups': cups }

const cup = (name: string, size = 1) => ({ name, size, note: null })

onEveryEngine((place) => {
  let here: Place
  let database: Database<Rows>
  beforeEach(async () => {
    here = await place()
    database = await here.open<Rows>(steps)
  })
  afterEach(() => database.close())

  const names = async () => {
    const rows = await database.db.selectFrom('cups').select('name').orderBy('id').execute()
    return rows.map(({ name }) => name)
  }
  const add = (name: string) => database.db.insertInto('cups').values(cup(name)).execute()

  test('what is written is read, with the same types', async () => {
    const written = { name: 'ë 🍵 ж', size: Number.MAX_SAFE_INTEGER, note: null }
    await database.db.insertInto('cups').values(written).execute()
    expect(await database.db.selectFrom('cups').selectAll().execute()).toEqual([
      { id: 1, ...written },
    ])
    const { count } = await database.db
      .selectFrom('cups')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
  })

  test('what was committed is there after a restart', async () => {
    await add('kept')
    await database.close()
    database = await here.open<Rows>(steps)
    expect(await names()).toEqual(['kept'])
  })

  test('a transaction that throws leaves nothing', async () => {
    const failing = database.transaction(async (tx) => {
      await tx.insertInto('cups').values(cup('lost')).execute()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await names()).toEqual([])
  })

  test('a query on the outer handle inside a transaction throws instead of waiting for ever', async () => {
    const wrong = database.transaction(async (tx) => {
      await tx.insertInto('cups').values(cup('a')).execute()
      await add('b')
    })
    await expect(wrong).rejects.toThrow('its handle')
    await expect(database.transaction(() => database.transaction(async () => {}))).rejects.toThrow(
      'its handle',
    )
    expect(await names()).toEqual([])
  })

  test('twenty transactions at once all count', async () => {
    await add('tally')
    await Promise.all(
      Array.from({ length: 20 }, () =>
        database.transaction((tx) =>
          tx
            .updateTable('cups')
            .set(({ eb }) => ({ size: eb('size', '+', 1) }))
            .execute(),
        ),
      ),
    )
    expect(await database.db.selectFrom('cups').select('size').execute()).toEqual([{ size: 21 }])
  })

  test('a broken uniqueness has the same name everywhere', async () => {
    await add('one')
    await expect(add('one')).rejects.toMatchObject({ name: 'StoreError', fault: 'unique' })
  })

  test('text without NUL and lone surrogates, numbers without NaN, no booleans', async () => {
    await add('a\0b\uD800')
    expect(await names()).toEqual(['ab\uFFFD'])
    for (const bad of [true, undefined, Number.NaN, {}]) {
      const values = { ...cup('x'), size: bad as number }
      const insert = database.db.insertInto('cups').values(values)
      if (bad !== undefined) await expect(insert.execute()).rejects.toThrow()
    }
  })

  test('a step that fails half way leaves nothing of itself', async () => {
    const broken: Step = async (writing) => {
      await writing.db.schema.createTable('half').addColumn('id', 'integer').execute()
      throw new Error('in the middle')
    }
    await database.close()
    await expect(here.open({ ...steps, '002-half': broken })).rejects.toThrow('in the middle')
    const whole: Step = async (writing) => {
      await writing.db.schema.createTable('half').addColumn('id', 'integer').execute()
    }
    database = await here.open<Rows>({ ...steps, '002-half': whole })
    expect(await database.db.introspection.getTables()).toContainEqual(
      expect.objectContaining({ name: 'half' }),
    )
  })

  test('tables of a newer version are left alone, in words', async () => {
    await database.close()
    const later = await here.open({ ...steps, '002-later': async () => {} })
    await later.close()
    await expect(here.open(steps)).rejects.toThrow('newer version')
    database = await here.open<Rows>({ ...steps, '002-later': async () => {} })
  })

  test('several at once bring an empty database up to date together', async () => {
    if (here.engine === 'sqlite') return
    const empty = await place()
    const all = await Promise.all(Array.from({ length: 4 }, () => empty.open<Rows>(steps)))
    await all[0]?.db.insertInto('cups').values(cup('x')).execute()
    expect(await all[3]?.db.selectFrom('cups').select('name').execute()).toEqual([{ name: 'x' }])
    await Promise.all(all.map((one) => one.close()))
  })
})

describe('the SQLite file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pinquiry-file-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const open = () => openDatabase<Rows>({ folder, steps, onError: () => {} })
  const file = () => join(folder, sqliteName)

  test('a second process is refused in a clear sentence, and served once the first was killed', async () => {
    const program = `
      import { openDatabase } from ${JSON.stringify(resolve('src/store/database.ts'))}
      await openDatabase({ folder: ${JSON.stringify(folder)}, onError() {} , steps: {} })
      console.log('open')
      setInterval(() => {}, 1000)`
    const first = spawn(process.execPath, ['--input-type=module-typescript', '-e', program])
    await once(first.stdout, 'data')
    await expect(open()).rejects.toThrow('in use by another process')
    first.kill('SIGKILL')
    await once(first, 'exit')
    const database = await open()
    await database.close()
  })

  test('a file that is no database is refused and stays as it was', async () => {
    writeFileSync(file(), 'these are notes, not a database\n'.repeat(200))
    const before = readFileSync(file())
    await expect(open()).rejects.toMatchObject({
      exitCode: 78,
      message: expect.stringContaining('damaged'),
    })
    expect(readFileSync(file()).equals(before)).toBe(true)
  })

  test('a database with a damaged page is refused, whichever page it is, and stays as it was', async () => {
    const database = await open()
    const many = Array.from({ length: 400 }, (_, at) => cup(`cup ${at} ${'x'.repeat(60)}`))
    await database.db.insertInto('cups').values(many).execute()
    await database.close()
    const sound = readFileSync(file())
    const page = 4096
    // The first page is the schema's: without it there is no database at all.
    for (let at = 0; at < sound.length; at += page) {
      const damaged = Buffer.from(sound)
      damaged.fill(0xa5, at, at + page)
      writeFileSync(file(), damaged)
      await expect(open()).rejects.toMatchObject({ exitCode: 78 })
      expect(readFileSync(file()).equals(damaged)).toBe(true)
    }
  })

  test('a folder that cannot be written is named with the setting', async () => {
    writeFileSync(join(folder, 'plain'), '')
    const impossible = openDatabase({ folder: join(folder, 'plain'), steps, onError: () => {} })
    await expect(impossible).rejects.toThrow('STATE_DIR')
  })

  test('a backup is a whole database of its own', async () => {
    const database = await open()
    await database.db.insertInto('cups').values(cup('kept')).execute()
    const copy = mkdtempSync(join(tmpdir(), 'pinquiry-copy-'))
    await database.backup(join(copy, sqliteName))
    await database.close()
    const restored = await openDatabase<Rows>({ folder: copy, steps, onError: () => {} })
    expect(await restored.db.selectFrom('cups').select('name').execute()).toEqual([
      { name: 'kept' },
    ])
    await restored.close()
    rmSync(copy, { recursive: true })
  })
})

test('whatever JavaScript has, the guard binds it or throws a TypeError', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      try {
        const bound = bindable(value)
        expect(['string', 'number', 'bigint', 'object']).toContain(typeof bound)
        if (typeof bound === 'string')
          expect(bound.isWellFormed() && !bound.includes('\0')).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError)
      }
    }),
  )
})
