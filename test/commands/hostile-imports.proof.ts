import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { entryOf } from '../../src/knowledge/entry.ts'
import { inMemory, openDatabase } from '../../src/store/database.ts'
import { hostileFiles } from '../knowledge/exchange/hostile.ts'
import { everything } from '../store/held-rows.ts'
import { openWorld } from '../support/world.ts'

const flag = entryOf({ id: 'flag', question: 'What does the flag show?', answer: 'Six stars.' })
const hasMeaning = (line: string) => /^(?:entries|entry_revisions) /.test(line)

test('every hostile file is answered by /answers import, and none leaves anything behind', async () => {
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  const world = await openWorld([flag], { database })
  const marek = world.person('moderator')
  const bring = async (name: string, content: Uint8Array) => {
    const reply = await marek.slash('answers import', { file: { name, content } })
    const words = () => `${reply.content} ${reply.embeds[0]?.description ?? ''}`.trim()
    await expect.poll(words, { timeout: 15_000, interval: 5 }).not.toBe('')
    return words()
  }
  await bring('first.json', Buffer.from('[["Is it on?","Yes."]]'))
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const memory = process.memoryUsage().rss
  const took: number[] = []
  let peak = memory
  delay.enable()
  for (const { what, name, content } of hostileFiles) {
    const began = performance.now()
    const words = await bring(name, content)
    took.push(performance.now() - began)
    peak = Math.max(peak, process.memoryUsage().rss)
    expect(words, what).not.toMatch(/something went wrong|reference/i)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  }
  delay.disable()
  const lines = (await everything(database)).split('\n')
  expect(lines.filter(hasMeaning)).toEqual([])
  expect((await marek.slash('ask', { question: flag.question })).embeds[0]?.title).toBe(
    flag.question,
  )
  const slowest = Math.max(...took)
  console.log(
    `${hostileFiles.length} files; slowest ${Math.round(slowest)} ms, median ${Math.round(
      took.toSorted((a, b) => a - b)[took.length >> 1] ?? 0,
    )} ms; longest stall ${Math.round(delay.max / 1e6)} ms (playground and bot in one process); memory +${Math.round(
      (peak - memory) / 2 ** 20,
    )} MiB`,
  )
  await world.close()
  await database.close()
})
