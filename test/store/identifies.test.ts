import { beforeEach, expect, test } from 'vitest'
import { createIdentifyBudget } from '../../src/shards/identify-budget.ts'
import type { Database } from '../../src/store/database.ts'
import { createIdentifyStore } from '../../src/store/identifies.ts'
import { onEveryEngine } from './engines.ts'

const start = 1_790_000_000_000
const day = 86_400_000

onEveryEngine((place) => {
  let database: Database
  beforeEach(async () => {
    database = await (await place()).open()
    return () => database.close()
  })

  test('sessions that were begun are kept in their order, and forgotten after a day', async () => {
    const store = createIdentifyStore(database)
    for (const [shard, at] of [
      ...([
        [1, start + 2],
        [0, start + 2],
        [0, start],
        [0, start],
      ] as const),
    ])
      await store.note({ shard, at })
    expect(await store.since(start)).toHaveLength(2)
    expect((await store.since(start - 1)).map(({ at }) => at - start)).toEqual([0, 2, 2])
    const budget = createIdentifyBudget(store)
    expect(await budget.used(start + 10)).toBe(3)
    await budget.noteIdentify(0, start + day + 1)
    expect(await store.since(0)).toHaveLength(3)
    await budget.noteIdentify(0, start + day + 2)
    expect(await store.since(0)).toHaveLength(2)
  })
})
