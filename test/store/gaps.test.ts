import { afterEach, beforeEach, expect, test } from 'vitest'
import { type GapStore, gapLife, type VoteStore } from '../../src/knowledge/feedback.ts'
import type { Database } from '../../src/store/database.ts'
import { createGapStore } from '../../src/store/gaps.ts'
import { createVoteStore } from '../../src/store/votes.ts'
import { onEveryEngine, type Place } from './engines.ts'

onEveryEngine((newPlace) => {
  let place: Place
  let database: Database
  let gaps: GapStore
  let votes: VoteStore
  beforeEach(async () => {
    place = await newPlace()
    database = await place.open()
    gaps = createGapStore(database)
    votes = createVoteStore(database)
  })
  afterEach(() => database.close())

  const keep = (text: string, more = {}) =>
    gaps.keep({ guild: 'g', channel: 'c', user: 'ana', text, at: 1, refused: '', ...more })
  const texts = async (guild = 'g', now = 2) =>
    (await gaps.list(guild, now)).map(({ text }) => text)

  test('a question is kept once for each person, whatever its capitals, and nobody’s id with it', async () => {
    await keep('Where is the  pool?\u202e')
    await keep('where is the pool', { at: 5, channel: 'd' })
    await keep('Where is the pool?', { user: 'ben', at: 3 })
    const kept = await gaps.list('g', 6)
    expect(kept.map(({ at, channel }) => [at, channel])).toEqual([
      [5, 'd'],
      [3, 'c'],
    ])
    expect(kept[0]?.text).toBe('Where is the pool?')
    expect(new Set(kept.map(({ asker }) => asker)).size).toBe(2)
    expect(JSON.stringify(kept)).not.toMatch(/ana|ben/)
  })

  test('one person is named differently in each server', async () => {
    await keep('one')
    await keep('one', { guild: 'h' })
    const [here, there] = [await gaps.list('g', 2), await gaps.list('h', 2)]
    expect(here[0]?.asker).not.toBe(there[0]?.asker)
    expect(here[0]?.id).not.toBe(there[0]?.id)
  })

  test('what has no word in it is not kept, and what is long is cut', async () => {
    expect(await keep(' ?!\u200b ')).toBeUndefined()
    await keep('word '.repeat(100))
    expect((await texts())[0]?.length).toBeLessThanOrEqual(200)
  })

  test('after 90 days a question is forgotten', async () => {
    await keep('old one')
    expect(await texts('g', gapLife)).toEqual(['old one'])
    expect(await texts('g', gapLife + 1)).toEqual([])
    await keep('new one', { guild: 'h', at: gapLife + 1 })
    expect(await database.db.selectFrom('gaps').select('text').execute()).toHaveLength(1)
  })

  test('one person cannot fill the list', async () => {
    for (let at = 1; at <= 55; at += 1) await keep(`question ${at}`, { at })
    await keep('somebody else’s', { user: 'ben' })
    const all = await texts('g', 60)
    expect(all).toHaveLength(51)
    expect(all).not.toContain('question 5')
    expect(all).toContain('question 6')
  })

  test('only the asker can ask to be told, and whoever closes it first tells them', async () => {
    const id = (await keep('where is it')) ?? ''
    expect(await gaps.tell('g', id, 'ben')).toBe(false)
    expect(await gaps.tell('other', id, 'ana')).toBe(false)
    expect(await gaps.tell('g', id, 'ana')).toBe(true)
    expect(await gaps.close('other', [id])).toEqual([])
    const both = await Promise.all([gaps.close('g', [id, 'none']), gaps.close('g', [id])])
    expect(both.flat()).toMatchObject([{ tell: 'ana', text: 'where is it' }])
    expect(await texts()).toEqual([])
  })

  test('what is put aside stays so when it is asked again', async () => {
    const id = (await keep('silly')) ?? ''
    await gaps.dismiss('other', [id])
    expect((await gaps.list('g', 2))[0]?.dismissed).toBe(false)
    await gaps.dismiss('g', [id])
    await keep('silly', { at: 2 })
    expect((await gaps.list('g', 2))[0]?.dismissed).toBe(true)
  })

  test('each person has one voice on an answer, and may change it', async () => {
    await votes.vote('g', 'euro', 'ana', true, 1)
    await votes.vote('g', 'euro', 'ben', true, 1)
    await votes.vote('g', 'euro', 'ana', false, 2)
    await votes.vote('g', 'euro', 'ana', false, 3)
    await votes.vote('h', 'euro', 'ana', true, 1)
    expect([...(await votes.counts('g'))]).toEqual([['euro', { yes: 1, no: 1 }]])
    const rows = await database.db.selectFrom('entry_votes').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/ana|ben/)
  })
})
