import { expect, test } from 'vitest'
import { createCrashNet } from '../src/crash-net.ts'
import { createPlayground } from '../src/playground/server.ts'
import { inFolder } from './load/bot.ts'
import { startChild } from './support/child-bot.ts'

function net({ serving = true } = {}) {
  const seen = { now: 0, gaveUp: 0, logged: 0 }
  const count = (what: 'gaveUp' | 'logged') => () => {
    seen[what] += 1
  }
  const caught = createCrashNet({
    log: { fatal: count('logged') },
    now: () => seen.now,
    isServing: () => serving,
    giveUp: count('gaveUp'),
  })
  return { seen, caught: () => caught(new Error('a bug'), 'uncaughtException') }
}

test('five bugs in a minute are borne, the sixth is one too many, and more of them change nothing', () => {
  const { seen, caught } = net()
  for (let at = 0; at < 5; at += 1) caught()
  expect(seen.gaveUp).toBe(0)
  caught()
  caught()
  expect(seen).toMatchObject({ gaveUp: 1, logged: 7 })
})

test('bugs that are further apart are borne for ever', () => {
  const { seen, caught } = net()
  for (let at = 0; at < 50; at += 1) {
    seen.now += 12_001
    caught()
  }
  expect(seen.gaveUp).toBe(0)
})

test('a start does not go on after a bug', () => {
  const { seen, caught } = net({ serving: false })
  caught()
  expect(seen.gaveUp).toBe(1)
})

test('a bot goes on answering after bugs that nothing caught, and ends in order with code 70 after too many', () =>
  inFolder(async (folder) => {
    const playground = await createPlayground({
      ...{ page: false, identifyWindow: 0, token: 'bugs'.repeat(15) },
    })
    const bot = await startChild(playground, folder)
    try {
      for (const how of ['throw', 'reject', 'throw'] as const) bot.err(how)
      const reply = await playground.person('Ana').slash('ask', { question: 'kosovo money' })
      expect(reply.failure).toBe(null)
      expect(reply.embeds).toHaveLength(1)
      for (const how of ['reject', 'throw', 'reject'] as const) bot.err(how)
      expect(await bot.ended).toBe(70)
      const bugs = bot.logged.filter(({ err }) =>
        JSON.stringify(err ?? '').includes('a bug of the test'),
      )
      expect(bugs).toHaveLength(6)
      expect(bot.logged.at(-1)).toMatchObject({ msg: 'stopped' })
    } finally {
      bot.kill()
      await playground.close()
    }
  }))
