import { afterAll, beforeAll, expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

// All rest on one answer, so that whichever is drawn withholds all of them.
const items = pool(4).map((item) => ({ ...item, entry: 'ledger' }))
const entries = [entryOf({ id: 'ledger', question: 'What is the ledger?', answer: 'A book.' })]

let database: Database
let world: BotWorld

/** Ten answers to an item in a guild, of which `right` are right. */
function answers(guild: string, item: string, right: number) {
  return Array.from({ length: 10 }, (_, at) => ({
    ...{ game: `${guild}-${at}`, guild, item, player: `${at}`, at },
    ...{ right_answer: at < right ? 1 : 0, said: at < right ? 'yes' : 'the *other* one' },
  }))
}

beforeAll(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld(entries, { database, trivia: items })
  const rows = [
    ...answers(world.guild.id, items[0]?.id ?? '', 1),
    ...answers(world.guild.id, items[1]?.id ?? '', 9),
    ...answers('another', items[2]?.id ?? '', 0),
  ]
  await database.db.insertInto('item_answers').values(rows).execute()
})
afterAll(async () => {
  await world.close()
  await database.close()
})

test('a moderator sees which questions of their server the answers speak against', async () => {
  const reply = await world.person('moderator').slash('trivia suspects')
  const text = reply.embeds[0]?.description ?? ''
  expect(reply.ephemeral).toBe(true)
  expect(text).toContain('1 of 10 right')
  expect(text).toContain('90 % say “the \\*other\\* one”, more than the right answer')
  expect(text).toContain(`\`${items[0]?.id}\``)
  for (const other of [1, 2, 3]) expect(text).not.toContain(`\`${items[other]?.id}\``)
})

test('others are told who may', async () => {
  const reply = await world.person('Ana').slash('trivia suspects')
  expect(reply.content).toContain('moderators (Manage Messages, or the curator role) can see')
  expect(reply.embeds).toEqual([])
})

test('what is asked just now is left out', async () => {
  const ana = world.person('Ana')
  await ana.slash('trivia start', { questions: 4, lobby: 0 })
  const moderator = world.person('moderator')
  await expect
    .poll(async () => (await moderator.slash('trivia suspects')).content, { timeout: 5_000 })
    .toContain('left out: look again')
})
