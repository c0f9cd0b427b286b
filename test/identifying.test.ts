/** A bot that dies and is started again and again, on the playground, which counts its sessions. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { type App, createApp } from '../src/app.ts'
import { StartError } from '../src/errors.ts'
import { createLog } from '../src/log.ts'
import { type VirtualClock, virtualClock } from '../src/playground/clock.ts'
import { createPlayground, type Playground } from '../src/playground/server.ts'
import { type Database, inMemory, openDatabase } from '../src/store/database.ts'
import { createIdentifyStore } from '../src/store/identifies.ts'

const minute = 60_000

let clock: VirtualClock
let playground: Playground
let database: Database
let logged: { readonly msg: string }[]
let died: string[]

beforeEach(async () => {
  clock = virtualClock()
  playground = await createPlayground({ page: false, limits: false, identifyWindow: 0, clock })
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  logged = []
  died = []
})
afterEach(async () => {
  await playground.close()
  await database.close()
})

function makeApp(): App {
  const { api, token } = playground
  const log = createLog('info', [token], { write: (line) => logged.push(JSON.parse(line)) })
  return createApp({
    ...{ api, token, database, log, clock, entries: [], trivia: [] },
    onDead: (why) => died.push(why),
  })
}

/** Starts a bot, letting time pass in steps while it waits. */
async function start(step = 2_000): Promise<App> {
  const app = makeApp()
  let isDone = false
  const started = app.start().finally(() => {
    isDone = true
  })
  started.catch(() => {})
  while (!isDone) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (!isDone && clock.waiting > 0) await clock.advance(step)
  }
  await started
  return app
}

const identifies = () =>
  playground.history.records.filter((one) => one.kind === 'frame' && one.title === 'IDENTIFY')

test('a crash loop of ten minutes begins at most 20 sessions, and says why it waits', async () => {
  const began = clock.now()
  while (clock.now() < began + 10 * minute && identifies().length < 40) {
    const app = await start()
    await app.stop()
  }
  expect(identifies().length).toBeGreaterThan(8)
  expect(identifies().length).toBeLessThanOrEqual(20)
  expect(logged.filter(({ msg }) => msg.startsWith('waiting')).length).toBeGreaterThan(5)
}, 60_000)

test('a first start waits for nothing', async () => {
  const app = makeApp()
  // Time stands still.
  await app.start()
  await app.stop()
  expect(identifies()).toHaveLength(1)
})

test('one that is started again at once does not begin its session sooner than Discord allows', async () => {
  await playground.close()
  playground = await createPlayground({ page: false, limits: false, clock })
  // Small steps: time passes while an identify is under way, too.
  for (let time = 0; time < 3; time += 1) await (await start(50)).stop()
  expect(playground.violations.list).toEqual([])
  expect(identifies()).toHaveLength(3)
})

const fill = async (count: number) => {
  const store = createIdentifyStore(database)
  for (let at = 0; at < count; at += 1)
    await store.note({ shard: 99, at: clock.now() - 20 * minute + at })
}

test('half of a day’s sessions is warned of', async () => {
  await fill(500)
  const app = makeApp()
  await app.start()
  await app.stop()
  expect(logged.some(({ msg }) => msg.startsWith('many sessions'))).toBe(true)
})

test('after four fifths of a day’s sessions no start begins another, and it says until when', async () => {
  await fill(800)
  const starting = makeApp().start()
  await expect(starting).rejects.toThrow(StartError)
  const until = new Date(clock.now() - 20 * minute + 86_400_000).toISOString().slice(0, 10)
  await expect(starting).rejects.toThrow(until)
  expect(identifies()).toHaveLength(0)
})

test('nor does a bot that is running: it ends with the same words', async () => {
  const app = makeApp()
  await app.start()
  await fill(799)
  playground.gateway({ do: 'invalidate', resumable: false })
  await expect.poll(() => died, { timeout: 5_000 }).toHaveLength(1)
  expect(died[0]).toContain('sessions that Discord allows')
  expect(identifies()).toHaveLength(1)
  await app.stop()
})

test('a line that is cut again and again is taken up again without a new session', async () => {
  const app = makeApp()
  await app.start()
  const resumed = () =>
    playground.history.records.filter((one) => one.kind === 'frame' && one.title === 'RESUME')
  for (let cut = 1; cut <= 2; cut += 1) {
    playground.gateway({ do: 'cut' })
    await expect.poll(() => resumed().length, { timeout: 5_000 }).toBe(cut)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(identifies()).toHaveLength(1)
  await app.stop()
}, 20_000)

test('a connection that is refused while it waits for its turn ends the start, for a person to look at', async () => {
  const store = createIdentifyStore(database)
  for (let one = 0; one < 8; one += 1) await store.note({ shard: 0, at: clock.now() - one })
  const starting = makeApp().start()
  starting.catch(() => {})
  await expect.poll(() => logged.some(({ msg }) => msg.startsWith('waiting'))).toBe(true)
  playground.gateway({ do: 'close', code: 4014 })
  await expect(starting).rejects.toMatchObject({ exitCode: 78 })
  await expect(starting).rejects.toThrow('code 4014')
  expect(identifies()).toHaveLength(0)
})

test('a bot that is stopped while nobody can connect tries no more', async () => {
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const app = makeApp()
  await app.start()
  playground.gateway({ do: 'refuse' })
  playground.gateway({ do: 'cut' })
  await expect.poll(() => playground.connects(), { timeout: 5_000 }).toBe(2)
  await wait(100)
  await app.stop()
  await wait(1_500)
  expect(playground.connects()).toBe(2)
})
