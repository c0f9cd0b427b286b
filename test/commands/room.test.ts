import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { leastSpace } from '../../src/operations/doctor.ts'
import { openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'

const entries = [entryOf({ id: 'one', question: 'Who built the bridge?', answer: 'Nobody knows.' })]

test('with little room on the disk new games are refused in clear words, running ones go on, and later it is as before', async () => {
  let free = leastSpace
  const world = await openWorld(entries, { trivia: pool(30), freeSpace: async () => free })
  const ana = world.person('Ana')
  const elsewhere = ana.in(world.arrange.channel({ name: 'elsewhere' }))
  const lobby = await ana.slash('trivia start', { lobby: 60 })
  free -= 1
  const refused = await elsewhere.slash('trivia start', { lobby: 60 })
  expect(refused.content).toContain('hardly any room left')
  expect(refused.ephemeral).toBe(true)
  expect((await elsewhere.slash('trivia challenge start')).content).toContain(
    'hardly any room left',
  )
  expect((await world.person('Ben').press(lobby, 'Join')).content).toContain('You are in')
  expect((await ana.slash('ask', { question: 'Who built the bridge?' })).failure).toBe(null)
  free = leastSpace
  const opened = await elsewhere.slash('trivia start', { lobby: 60 })
  expect(opened.content).not.toContain('room')
  expect(opened.embeds).toHaveLength(1)
  await world.close()
})
