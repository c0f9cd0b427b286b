import { expect, test } from 'vitest'
import { virtualClock } from '../src/playground/clock.ts'
import { inMemory, openDatabase } from '../src/store/database.ts'
import { logLife } from '../src/store/old-logs.ts'
import { createRoundStore } from '../src/store/rounds.ts'
import { openWorld } from './support/world.ts'
import { opening } from './trivia/game.ts'

test('a running bot forgets the log of a game within an hour after its 30 days', async () => {
  const clock = virtualClock()
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const over = clock.now() - logLife + 60_000
  const game = opening({ questions: 3 }, { id: 'game01', at: over - 60_000 })
  await createRoundStore(database, () => undefined).open({
    opening: game,
    hostJoined: 1,
    events: [],
  })
  await database.db.updateTable('games').set({ over_at: over, closed: 1 }).execute()
  const kept = async () =>
    (await database.db.selectFrom('games').select('opening').executeTakeFirstOrThrow()).opening
  const world = await openWorld([], { database, clock })
  expect(await kept()).not.toBe('')
  await clock.advance(3_600_000)
  await expect.poll(kept).toBe('')
  await world.close()
  await database.close()
})
