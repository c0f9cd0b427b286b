import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { type BotWorld, openWorld } from '../support/world.ts'

const tea = entryOf({ id: 'tea', question: 'How long does tea steep?', answer: 'Three minutes.' })

/** A world whose database is busy for `ms` when the first question comes: the server's entries are not read yet. */
async function busyWorld(
  ms: number,
): Promise<{ world: BotWorld; done: Promise<unknown>; database: Database }> {
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const world = await openWorld([tea], { database })
  const done = database.transaction(() => sleep(ms))
  return { world, done, database }
}

test('a server whose answers take long to read is answered all the same', async () => {
  const { world, done, database } = await busyWorld(2_000)
  try {
    const owner = world.person('owner')
    const [open] = await Promise.all([
      world.person('member').slash('ask', { question: tea.question }),
      owner.slash('ask', { question: 'how do I cook rice' }),
    ])
    expect(open.embeds[0]?.title).toBe(tea.question)
    expect(open.ephemeral).toBe(false)
    await owner.awaits(({ embeds }) => embeds[0]?.title === 'I have no answer to that')
    const seen = JSON.stringify(world.person('member').sees())
    expect(seen).toContain(tea.question)
    expect(seen).not.toContain('no answer to that')
    await done
  } finally {
    await world.close()
    await database.close()
  }
})
