import { afterEach, beforeEach, expect, test } from 'vitest'
import { gapLife } from '../../src/knowledge/feedback.ts'
import type { PickStore } from '../../src/knowledge/proposals.ts'
import type { Database } from '../../src/store/database.ts'
import { createPickStore } from '../../src/store/picks.ts'
import { onEveryEngine } from './engines.ts'

onEveryEngine((newPlace) => {
  let database: Database
  let picks: PickStore
  beforeEach(async () => {
    database = await (await newPlace()).open()
    picks = createPickStore(database)
  })
  afterEach(() => database.close())

  const keep = (text: string, user: string, at = 1, more = {}) =>
    picks.keep({ guild: 'g', entry: 'euro', user, text, at, ...more })

  test('a pick is kept once for each person, entry and wording, and nobody’s id with it', async () => {
    await keep('Which cash?', 'ana', 1)
    await keep('which  cash', 'ana', 3)
    await keep('which cash', 'ben', 2)
    await keep(' ?! ', 'ben', 2)
    const kept = await picks.list('g', 4)
    expect(kept.map(({ text, at }) => [text, at])).toEqual([
      ['which cash', 3],
      ['which cash', 2],
    ])
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1)
    expect(new Set(kept.map(({ picker }) => picker)).size).toBe(2)
    expect(JSON.stringify(kept)).not.toMatch(/ana|ben/)
    expect(await picks.list('other', 4)).toEqual([])
  })

  test('what was refused stays away, also when it is picked again, in that server only', async () => {
    await keep('cash', 'ana')
    await keep('cash', 'ana', 1, { guild: 'h' })
    const [one] = await picks.list('g', 2)
    await picks.refuse('g', one?.id ?? '', 2)
    await keep('cash', 'ben', 3)
    expect(await picks.list('g', 4)).toEqual([])
    expect(await picks.list('h', 4)).toHaveLength(1)
    await keep('cash', 'ben', 3, { entry: 'bank' })
    expect(await picks.list('g', 4)).toHaveLength(1)
  })

  test('what was accepted is gone, and may be proposed again', async () => {
    await keep('cash', 'ana')
    const [one] = await picks.list('g', 2)
    await picks.drop('h', one?.id ?? '')
    expect(await picks.list('g', 2)).toHaveLength(1)
    await picks.drop('g', one?.id ?? '')
    expect(await picks.list('g', 2)).toEqual([])
    await keep('cash', 'ana')
    expect(await picks.list('g', 2)).toHaveLength(1)
  })

  test('old ones are forgotten, and all but the newest fifty of one person', async () => {
    await keep('old', 'ben', 1)
    for (let at = 0; at < 53; at += 1) await keep(`wording ${at}`, 'ana', gapLife + 2 + at)
    const kept = await picks.list('g', gapLife + 60)
    expect(kept.map(({ text }) => text)).not.toContain('old')
    expect(kept).toHaveLength(50)
    expect(kept[0]?.text).toBe('wording 52')
  })
})
