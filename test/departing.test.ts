import { afterEach, beforeEach, expect, test } from 'vitest'
import { entryOf } from '../src/knowledge/entry.ts'
import { type VirtualClock, virtualClock } from '../src/playground/clock.ts'
import { type Database, inMemory, openDatabase } from '../src/store/database.ts'
import { createDepartures } from '../src/store/departures.ts'
import { everything, fillEverything } from './store/held-rows.ts'
import { type BotWorld, openWorld } from './support/world.ts'

const flag = entryOf({ id: 'flag', question: 'What does the flag show?', answer: 'Six stars.' })
const day = 86_400_000
const somebody = '123456789012345678'

let clock: VirtualClock
let database: Database
let world: BotWorld
beforeEach(async () => {
  clock = virtualClock()
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([flag], { database, clock })
})
afterEach(async () => {
  await world.close()
  await database.close()
})

const kept = async () => (await everything(database)).includes(`"${world.guild.id}"`)
const noted = async () =>
  (await database.db.selectFrom('departed_guilds').select('guild').execute()).map(
    ({ guild }) => guild,
  )

/** Lets days pass in which nothing happens; writes need real turns of the event loop. */
async function pass(days: number): Promise<void> {
  clock.jump(days * day)
  await clock.advance(3_600_000)
  await new Promise((resolve) => setTimeout(resolve, 50))
}

test('a server that removed the bot is purged after 30 days', async () => {
  await fillEverything(database, world.guild.id, somebody)
  world.arrange.removeBot()
  await expect.poll(noted).toEqual([world.guild.id])
  await pass(29)
  expect(await kept()).toBe(true)
  await pass(2)
  await expect.poll(kept).toBe(false)
  expect(await noted()).toEqual([])
})

test('a server that invites the bot again finds everything as it was', async () => {
  await fillEverything(database, world.guild.id, somebody)
  world.arrange.removeBot()
  await expect.poll(noted).toEqual([world.guild.id])
  world.arrange.inviteBot()
  await expect.poll(noted).toEqual([])
  await pass(40)
  expect(await kept()).toBe(true)
})

test('an outage is no removal', async () => {
  await fillEverything(database, world.guild.id, somebody)
  world.arrange.outage(true)
  await pass(40)
  expect(await noted()).toEqual([])
  world.arrange.outage(false)
  expect(await kept()).toBe(true)
})

test('a removal while the bot was off is noticed at the next start', async () => {
  await fillEverything(database, world.guild.id, somebody)
  await fillEverything(database, '987654321098765432', somebody)
  await createDepartures(database).left([world.guild.id], 1)
  await world.restart([flag])
  await expect.poll(noted).toEqual(['987654321098765432'])
})
