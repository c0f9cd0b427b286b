import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Pin, PinStore } from '../../src/pins/pin.ts'
import type { Database } from '../../src/store/database.ts'
import { createPinStore } from '../../src/store/pins.ts'
import { onEveryEngine } from './engines.ts'

const pin = (message: string, more: Partial<Pin> = {}): Pin => ({
  ...{ guild: 'g', channel: 'c', message, entry: '', wording: '', title: `Title of ${message}` },
  ...{ topic: '', by: 'marek', at: 1, place: 'native', state: '', copy: '', ...more },
})

onEveryEngine((newPlace) => {
  let database: Database
  let store: PinStore
  beforeEach(async () => {
    const place = await newPlace()
    database = await place.open()
    store = createPinStore(database)
  })
  afterEach(() => database.close())

  test('pins of one server come back as they were kept, oldest first, and no other server’s', async () => {
    const later = pin('1', { at: 9, entry: 'euro', wording: 'which money?', topic: 'Money' })
    const sooner = pin('2', { at: 3, place: 'board', copy: 'c/8' })
    for (const one of [later, sooner, pin('3', { guild: 'h' })]) await store.add(one)
    expect(await store.pins('g')).toEqual([sooner, later])
  })

  test('of many who pin one message at once, one does', async () => {
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, at) => store.add(pin('1', { by: `p${at}` }))),
    )
    expect(added.filter(Boolean)).toHaveLength(1)
    expect(await store.pins('g')).toHaveLength(1)
  })

  test('a change touches what it names, and what is removed is gone', async () => {
    for (const id of ['1', '2', '3']) await store.add(pin(id))
    await store.change('1', { place: 'board', state: 'deleted' })
    await store.remove(['2', '3', 'none'])
    await store.remove([])
    expect(await store.pins('g')).toEqual([pin('1', { place: 'board', state: 'deleted' })])
  })

  test('only servers with a pin in Discord’s own lists are looked at after a start', async () => {
    await store.add(pin('1'))
    await store.add(pin('2'))
    await store.add(pin('3', { guild: 'h', place: 'board' }))
    expect(await store.guilds()).toEqual(['g'])
  })

  test('a board has one message at each position', async () => {
    const at = (position: number, message: string, place = 'c') => ({
      ...{ guild: 'g', place, position, message, digest: `of ${message}` },
    })
    for (const one of [at(1, '2'), at(0, '1'), at(0, '3'), at(0, '4', 'b')])
      await store.putBoard(one)
    expect(await store.boards('g')).toEqual([at(0, '4', 'b'), at(0, '3'), at(1, '2')])
    expect(await store.boards('h')).toEqual([])
    await store.removeBoard(['3', '4'])
    expect(await store.boards('g')).toEqual([at(1, '2')])
  })
})
