import { expect, test } from 'vitest'
import { createPlayground } from '../../src/playground/server.ts'
import { openDatabase } from '../../src/store/database.ts'
import { hostileFiles } from '../knowledge/exchange/hostile.ts'
import { inFolder } from '../load/bot.ts'
import { quantile } from '../load/crowd.ts'
import { everything } from '../store/held-rows.ts'
import { startChild } from '../support/child-bot.ts'

const hasMeaning = (line: string) => /^(?:entries|entry_revisions) /.test(line)

test('every hostile file is answered by /answers import, and none leaves anything behind', () =>
  inFolder(async (folder) => {
    const playground = await createPlayground({
      ...{ page: false, identifyWindow: 0, token: 'hostile'.repeat(9) },
    })
    const bot = await startChild(playground, folder)
    const marek = playground.person('moderator')
    const bring = async (name: string, content: Uint8Array) => {
      const reply = await marek.slash('answers import', { file: { name, content } })
      const words = () => `${reply.content} ${reply.embeds[0]?.description ?? ''}`.trim()
      await expect.poll(words, { timeout: 15_000, interval: 5 }).not.toBe('')
      return words()
    }
    try {
      await bring('first.json', Buffer.from('[["Is it on?","Yes."]]'))
      const before = await bot.measure()
      const took: number[] = []
      for (const { what, name, content } of hostileFiles) {
        const began = performance.now()
        const words = await bring(name, content)
        took.push(performance.now() - began)
        expect(words, what).not.toMatch(/something went wrong|reference/i)
      }
      const { stall, peak } = await bot.measure()
      const { embeds } = await marek.slash('ask', {
        question: 'When did Kosovo declare independence?',
      })
      expect(embeds[0]?.title).toBe('What happened on 17 February 2008?')
      console.log(
        `${hostileFiles.length} files; slowest ${quantile(took, 1)} ms, median ${quantile(took, 0.5)} ms; the bot stood still for ${stall.toFixed(0)} ms at most; memory +${((peak - before.rss) / 2 ** 20).toFixed(0)} MiB`,
      )
      expect(await bot.stop()).toBe(0)
    } finally {
      bot.kill()
      await playground.close()
    }
    const database = await openDatabase({ folder, onError: () => {} })
    const lines = (await everything(database)).split('\n')
    await database.close()
    expect(lines.filter(hasMeaning)).toEqual([])
  }))
