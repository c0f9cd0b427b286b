/** A store that does not answer for a while: what is said meanwhile, and how games go on afterwards. */

import { beforeEach, expect, test } from 'vitest'
import type { RoundEvent } from '../../src/trivia/event.ts'
import { createHost, type Host } from '../../src/trivia/host.ts'
import { rankingRules } from '../../src/trivia/ranked.ts'
import type { Entry, RoundStore } from '../../src/trivia/round-store.ts'
import { player, pool, pressOf, settings, start } from './game.ts'
import { type JumpingClock, jumpingClock } from './mortal/clock.ts'
import { type FakeDiscord, fakeDiscord } from './mortal/world.ts'

/** Keeps nothing but the order of events; while it is `away` every call fails. */
function absentStore() {
  const log: Entry[] = []
  const open = new Set<string>()
  const store = { log, open, away: false, endsAway: false, takesUnheard: false }
  const reached = async () => {
    if (store.away) throw new Error('away')
  }
  const ended = async (round: string) => {
    if (store.endsAway) throw new Error('away')
    open.delete(round)
  }
  const needed: RoundStore = {
    async open({ opening }) {
      if (store.takesUnheard) open.add(opening.id)
      await reached()
      if (open.has('taken')) return false
      open.add(opening.id)
      return true
    },
    async discard(round) {
      await reached()
      open.delete(round)
    },
    async append(entries) {
      await reached()
      log.push(...entries)
      return []
    },
    async finish() {
      await reached()
      return true
    },
    close: ended,
    unclosed: async () => [],
    alive: reached,
    lastAlive: async () => 0,
    history: async () => new Map(),
  }
  return { ...store, needed, self: store }
}

let clock: JumpingClock
let discord: FakeDiscord
let store: ReturnType<typeof absentStore>
let host: Host
const request = { guild: 'g', channel: 'c', host: player(0), joined: 1 }

beforeEach(() => {
  clock = jumpingClock(start)
  discord = fakeDiscord()
  store = absentStore()
  host = createHost({
    ...{ store: store.needed, stage: discord, clock },
    secret: (digits) => 'abcdef123456'.repeat(3).slice(0, digits),
    pool: async () => pool(60),
    insiders: async () => [],
    rules: () => rankingRules,
    onError: () => {},
  })
})

const quiet = async () => {
  for (let turn = 0; turn < 6; turn += 1) await new Promise((done) => setImmediate(done))
}

async function pass(ms: number): Promise<void> {
  const until = clock.now() + ms
  while (clock.now() < until) {
    clock.step(Math.min(until, clock.now() + 100))
    discord.now = clock.now()
    await quiet()
  }
}

/** A game with its first question open. */
async function playing(): Promise<string> {
  const { opening } = await host.open({ ...request, settings: settings({ lobby: 0, seconds: 10 }) })
  await pass(200)
  expect(host.game(opening.id)?.phase.name).toBe('open')
  return opening.id
}

const questions = () => discord.posted.filter(({ scene }) => scene.kind !== 'board')

test('a press that comes in twice is not said to count before its first coming is stored', async () => {
  const game = await playing()
  store.self.away = true
  const press = pressOf(0, 0, discord.posted[0]?.at ?? 0, 1_000, 1)
  const answers = [host.report(game, press), host.report(game, press)]
  await pass(2_500)
  expect(await Promise.all(answers)).toEqual([{ kind: 'unsaved' }, { kind: 'unsaved' }])
  store.self.away = false
  await pass(1_500)
  expect(await host.report(game, press)).toMatchObject({ kind: 'taken' })
  expect(store.log.filter(({ event }) => event.type === 'press')).toHaveLength(1)
})

test('a game waits for its store: the question is counted once it is back, and the next one has its whole time', async () => {
  const game = await playing()
  store.self.away = true
  await pass(120_000)
  expect(questions()).toHaveLength(1)
  expect(discord.posted[0]?.scene.kind).toBe('question')
  store.self.away = false
  await pass(2_000)
  const phase = host.game(game)?.phase
  expect(phase?.name).toBe('reveal')
  expect(discord.posted[0]?.scene.kind).toBe('reveal')
  expect(phase?.name === 'reveal' && phase.until - clock.now()).toBeGreaterThan(1_000)
  await pass(14_000)
  expect(host.game(game)?.phase.name).toBe('open')
  expect(questions()).toHaveLength(2)
})

test('a question that could not be stored for long is posted afterwards, and its game is not given up', async () => {
  const game = await playing()
  await pass(15_000)
  expect(host.game(game)?.phase.name).toBe('reveal')
  store.self.away = true
  await pass(90_000)
  store.self.away = false
  await pass(2_000)
  expect(host.game(game)?.phase).toMatchObject({ name: 'open', question: 1 })
  expect(questions()).toHaveLength(2)
})

test('a game that may have been kept unheard is taken out again, and its channel is free', async () => {
  store.self.away = true
  store.self.takesUnheard = true
  await expect(host.open({ ...request, settings: settings() })).rejects.toThrow('away')
  expect(store.open.size).toBe(1)
  await pass(5_000)
  store.self.away = false
  await pass(2_000)
  expect(store.open.size).toBe(0)
})

test('a game is closed in the end, however often that fails', async () => {
  const game = await playing()
  store.self.endsAway = true
  const stop: RoundEvent = { type: 'stop', at: clock.now(), by: player(0) }
  await host.report(game, stop)
  await pass(20_000)
  expect(store.open.size).toBe(1)
  store.self.endsAway = false
  await pass(2_000)
  expect(store.open.size).toBe(0)
  expect(discord.posted.filter(({ scene }) => scene.kind === 'board')).toHaveLength(1)
})
