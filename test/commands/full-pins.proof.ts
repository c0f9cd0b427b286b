/** A channel whose list of pins fills up: its 250th pin, its 251st, and twenty at once over the edge. */

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import type { Person } from '../../src/playground/people.ts'
import type { Channel } from '../../src/playground/world.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { createPinStore } from '../../src/store/pins.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

let world: BotWorld
let database: Database
let moderator: Person
let here: Channel
const entry = entryOf({ id: 'pool', question: 'Where is the pool?', answer: 'Downstairs.' })

beforeAll(async () => {
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([entry], { database })
  moderator = world.person('moderator')
  here = moderator.channel
})
afterAll(async () => {
  await world.close()
  await database.close()
})

/** What the database holds, by where it says that it stands. */
async function kept() {
  const pins = await createPinStore(database).pins(world.guild.id)
  const of = (place: string) =>
    new Set(pins.filter((pin) => pin.place === place).map((pin) => pin.message))
  return { native: of('native'), board: of('board') }
}
const boards = () =>
  moderator.sees().filter(({ embeds }) => embeds[0]?.title?.startsWith('📌 Pinned'))
const boardText = () =>
  boards()
    .map(({ embeds }) => embeds[0]?.description ?? '')
    .join('\n')

test('twenty pins at once on a list with room for ten: ten there, ten on the board, all agree', async () => {
  for (let at = 0; at < 240; at++) moderator.pin(moderator.say(`Old ${at}`))
  const messages = Array.from({ length: 20 }, (_, at) => moderator.say(`New ${at}`))
  const replies = await Promise.all(messages.map((one) => moderator.contextMenu('Pin answer', one)))
  expect(replies.map(({ content }) => /^Pinned/.test(content)).filter(Boolean)).toHaveLength(20)
  expect(here.pins.size).toBe(250)
  const { native, board } = await kept()
  expect([native.size, board.size]).toEqual([10, 10])
  const ours = messages.map(({ id }) => id)
  expect(ours.filter((id) => here.pins.has(id)).sort()).toEqual([...native].sort())
  for (const id of board) expect(boardText()).toContain(`/${id})`)
  expect(boards()).toHaveLength(1)
}, 120_000)

test('the 251st goes to the board, and says why; with room made, the next is Discord’s 250th', async () => {
  const over = await moderator.contextMenu('Pin answer', moderator.say('One too many'))
  expect(over.content).toContain('Discord takes no more pins in this channel')
  expect(boardText()).toContain('One too many')
  const [oldest = ''] = here.pins.keys()
  moderator.unpin({ id: oldest, channel_id: here.id } as never)
  const fits = await moderator.contextMenu('Pin answer', moderator.say('The last that fits'))
  expect(fits.content).toMatch(/^Pinned\./)
  expect(here.pins.size).toBe(250)
}, 60_000)

test('twenty that are unpinned by hand at once are gone from the database too', async () => {
  const { native } = await kept()
  for (const id of native) moderator.unpin({ id, channel_id: here.id } as never)
  await vi.waitFor(async () => expect((await kept()).native.size).toBe(0), { timeout: 20_000 })
  expect(here.pins.size).toBe(250 - native.size)
}, 60_000)
