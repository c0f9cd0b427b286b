import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { createQuestionStore } from '../../src/store/questions.ts'
import type { OwnQuestion, QuestionStore } from '../../src/trivia/own.ts'
import { item } from '../trivia/game.ts'
import { onEveryEngine } from './engines.ts'

const question = (id: string, more: Partial<OwnQuestion> = {}): OwnQuestion => ({
  ...{ guild: 'g', id, standing: 'live', of: { item: item(1, { id }) }, author: 'ana' },
  ...{ changedBy: 'ana', at: 5, changedAt: 5, ...more },
})

onEveryEngine((newPlace) => {
  let database: Database
  let store: QuestionStore
  beforeEach(async () => {
    const place = await newPlace()
    database = await place.open()
    store = createQuestionStore(database)
  })
  afterEach(() => database.close())

  test('questions come back as they were kept, oldest first, and no other server’s', async () => {
    const made = question('own-2', { of: { entry: 'euro' }, at: 3, standing: 'suggested' })
    await store.add([question('own-1'), made, question('own-3', { guild: 'h' })])
    expect(await store.all('g')).toEqual([made, question('own-1')])
  })

  test('many are kept all or none', async () => {
    const many = Array.from({ length: 1_500 }, (_, at) => question(`own-${at}`))
    await expect(store.add([...many, question('own-7')])).rejects.toThrow()
    expect(await store.all('g')).toEqual([])
    await store.add(many)
    expect(await store.all('g')).toHaveLength(1_500)
  })

  test('a change is kept where the question is, and says where it is not', async () => {
    await store.add([question('own-1')])
    const changed = question('own-1', { standing: 'removed', changedBy: 'ben', changedAt: 9 })
    expect(await store.change(changed)).toBe(true)
    expect(await store.all('g')).toEqual([changed])
    expect(await store.change({ ...changed, guild: 'h' })).toBe(false)
  })
})
