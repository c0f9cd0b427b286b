import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSettings, defaultSettings, type SettingsStore } from '../../src/guild/settings.ts'
import type { Database } from '../../src/store/database.ts'
import { createSettingsStore } from '../../src/store/settings.ts'
import { onEveryEngine, type Place } from './engines.ts'

onEveryEngine((newPlace) => {
  let place: Place
  let database: Database
  let store: SettingsStore
  beforeEach(async () => {
    place = await newPlace()
    database = await place.open()
    store = createSettingsStore(database)
  })
  afterEach(() => database.close())

  test('a server that changed nothing has the defaults', async () => {
    expect(await store.read('g')).toEqual(defaultSettings)
  })

  test('a change keeps what it does not name, and only its own server’s', async () => {
    await store.change('g', { curators: '77' }, 'u', 1)
    const now = await store.change('g', { strictness: 'strict' }, 'u', 2)
    expect(now).toEqual({ ...defaultSettings, curators: '77', strictness: 'strict' })
    expect(await store.read('g')).toEqual(now)
    expect(await store.read('other')).toEqual(defaultSettings)
  })

  test('changes of two people at once are both kept', async () => {
    await Promise.all([
      store.change('g', { private: true }, 'a', 1),
      store.change('g', { audit: '5' }, 'b', 1),
      store.change('g', { shipped: false }, 'c', 1),
    ])
    expect(await store.read('g')).toMatchObject({ private: true, audit: '5', shipped: false })
  })

  test('settings are read once and again when they may be old, or from memory where they cannot be read', async () => {
    let reads = 0
    let broken = false
    let now = 0
    const counted: SettingsStore = {
      ...store,
      async read(guild) {
        reads += 1
        if (broken) throw new Error('cut')
        return store.read(guild)
      },
    }
    const settings = createSettings(counted, () => now, 1_000)
    await settings.of('g')
    await settings.of('g')
    expect(reads).toBe(1)
    await settings.change('g', { private: true }, 'u', 1)
    expect((await settings.of('g')).private).toBe(true)
    now = 5_000
    broken = true
    expect((await settings.of('g')).private).toBe(true)
    expect(reads).toBe(2)
    await expect(settings.of('never read')).rejects.toThrow('cut')
  })

  test('settings that are read again only slowly are used from memory, and by others without waiting', async () => {
    let now = 0
    let read: (settings: typeof defaultSettings) => void = () => {}
    const slow: SettingsStore = {
      ...store,
      read: (guild) => (now === 0 ? store.read(guild) : new Promise((done) => (read = done))),
    }
    const settings = createSettings(slow, () => now, 1_000)
    await settings.of('g')
    now = 5_000
    const first = settings.of('g')
    expect((await settings.of('g')).private).toBe(false)
    expect((await first).private).toBe(false)
    read({ ...defaultSettings, private: true })
    await new Promise((done) => setImmediate(done))
    expect((await settings.of('g')).private).toBe(true)
  })
})
