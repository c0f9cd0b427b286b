import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const items = pool(8).map((item) => ({ ...item, difficulty: 'easy' as const }))

let database: Database
let world: BotWorld

const rate = (ids: readonly string[], value: number, answers: number) =>
  database.db
    .insertInto('ratings')
    .values(ids.map((id) => ({ guild: '', kind: 'item', id, value, answers })))
    .execute()

beforeAll(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([], { database, trivia: items })
  const ids = items.map(({ id }) => id)
  await rate(ids.slice(0, 3), 1_500, 10)
  await rate(ids.slice(3, 6), 1_500, 9)
})
afterAll(async () => {
  await world.close()
  await database.close()
})

test('questions that players found hard are drawn as hard ones, once ten answers say so', async () => {
  const ana = world.person('Ana')
  const none = await ana.slash('trivia start', { difficulty: 'medium', questions: 3 })
  expect(none.embeds).toEqual([])
  const game = await ana.slash('trivia start', { difficulty: 'hard', questions: 5 })
  expect(game.embeds[0]?.title).toBe('Trivia: 3 questions')
})
