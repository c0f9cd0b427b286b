/** Channels, threads, messages, rights, players and the server itself, lost at each of ten points of a game. */

import { type APIMessage, MessageFlags } from 'discord-api-types/v10'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type VirtualClock, virtualClock } from '../../src/playground/clock.ts'
import { Bit } from '../../src/playground/permissions.ts'
import type { Channel } from '../../src/playground/world.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { type BotWorld, openWorld } from '../support/world.ts'
import { pool } from '../trivia/game.ts'
import { points, type SeatedGame, seatGame } from './seated-game.ts'

// A bot that no longer answers is waited for no longer than this, in milliseconds; a case takes about one second.
vi.setConfig({ testTimeout: 15_000 })

let clock: VirtualClock
let database: Database
let world: BotWorld
/** Requests that Discord refused. */
let refused: string[]
/** Requests that named a member. */
let lookedUp: string[]

beforeAll(async () => {
  clock = virtualClock()
  database = await openDatabase({ folder: inMemory, onError: () => {} })
  world = await openWorld([], {
    ...{ trivia: pool(60), clock, database, limits: false },
    breaks: ['forbidden'],
  })
  world.history.onWire(({ kind, title, status = 0 }) => {
    if (kind === 'request' && status >= 400) refused.push(`${status} ${title}`)
    if (kind === 'request' && title.includes('/members')) lookedUp.push(title)
  })
})

afterAll(async () => {
  await world.close()
  await database.close()
})

const textChannel = () => world.arrange.channel({ name: 'round' })
const newThread = () => world.arrange.thread(world.person('Ana').channel, 'round')
const deny = (channel: Channel, bits: bigint) =>
  world.arrange.overwrite(channel, {
    ...{ id: world.world.bot.id, type: 1, allow: '0' },
    deny: String(bits),
  })

/** What ends a game: where it was played, what happens, and what makes the place fit to play in again. */
interface Ending {
  readonly what: string
  readonly place: () => Channel
  readonly befall: (channel: Channel) => void
  readonly mend?: (channel: Channel) => void
  readonly reason: 'gone' | 'forbidden'
}

const endings: readonly Ending[] = [
  {
    ...{ what: 'its channel is deleted', place: textChannel, reason: 'gone' },
    befall: (channel) => world.arrange.deleteChannel(channel),
  },
  {
    ...{ what: 'its thread is archived', place: newThread, reason: 'gone' },
    befall: (thread) => world.arrange.archive(thread, true),
    mend: (thread) => world.arrange.archive(thread, false),
  },
  {
    ...{ what: 'its thread is archived and locked', place: newThread, reason: 'gone' },
    befall: (thread) => world.arrange.archive(thread, true, true),
    mend: (thread) => world.arrange.archive(thread, false),
  },
  {
    ...{ what: 'its thread is locked', place: newThread, reason: 'gone' },
    befall: (thread) => world.arrange.archive(thread, false, true),
    mend: (thread) => world.arrange.archive(thread, false),
  },
  {
    ...{ what: 'I may not see its channel', place: textChannel, reason: 'forbidden' },
    befall: (channel) => deny(channel, Bit.ViewChannel),
    mend: (channel) => deny(channel, 0n),
  },
  {
    ...{ what: 'I may not write in its channel', place: textChannel, reason: 'forbidden' },
    befall: (channel) => deny(channel, Bit.SendMessages),
    mend: (channel) => deny(channel, 0n),
  },
  {
    ...{ what: 'I am removed from the server', place: textChannel, reason: 'gone' },
    befall: () => world.arrange.removeBot(),
    mend: () => world.arrange.inviteBot(),
  },
]

/** A game that has come to a point, from where on refusals are counted. */
async function playedTo(point: keyof typeof points, channel: Channel): Promise<SeatedGame> {
  const game = seatGame(world, clock, channel)
  await points[point](game)
  refused = []
  lookedUp = []
  return game
}

const gameIn = (channel: Channel) =>
  database.db
    .selectFrom('games')
    .select(['id', 'over_at', 'closed', 'reason'])
    .where('channel', '=', channel.id)
    .orderBy('opened_at')
    .executeTakeFirstOrThrow()

async function scoresOf(game: string): Promise<Record<string, number>> {
  const rows = await database.db
    .selectFrom('scores')
    .select(['player', 'points'])
    .where('game', '=', game)
    .execute()
  return Object.fromEntries(rows.map(({ player, points: sum }) => [player, sum]))
}

const everyPoint = Object.keys(points) as (keyof typeof points)[]

describe.each(endings)('$what', ({ place, befall, mend, reason }) => {
  test.each(everyPoint)('%s: the game ends, silently and for good', async (point) => {
    const channel = place()
    const game = await playedTo(point, channel)
    const at = clock.now()
    befall(channel)
    await game.pass(5_000)
    const kept = await gameIn(channel)
    expect(kept).toMatchObject({ closed: 1, reason })
    expect(kept.over_at).toBeGreaterThanOrEqual(at)
    expect(kept.over_at).toBeLessThanOrEqual(at + 5_000)
    expect(await scoresOf(kept.id)).toEqual(game.settledPoints())
    await game.pass(40_000, 2_000)
    expect(refused.length, refused.join('\n')).toBeLessThanOrEqual(2)
    mend?.(channel)
    await game.pass(0)
    await startsAgain(mend === undefined ? textChannel() : channel)
  })
})

async function startsAgain(channel: Channel): Promise<void> {
  const ana = world.person('Ana').in(channel)
  const started = await ana.slash('trivia start', { questions: 3 })
  expect(started.embeds[0]?.title).toBe('Trivia: 3 questions')
  expect((await ana.slash('trivia stop')).content).toContain('stopped')
}

/** Plays what is left and holds the board against what was pressed. */
async function playsOn(game: SeatedGame): Promise<void> {
  const board = await game.playOn()
  const text = board.embeds[0]?.description ?? ''
  const lines = [...text.matchAll(/<@(\d+)> · \*\*([\d,]+) points\*\*/g)]
  const shown = Object.fromEntries(lines.map(([, id, sum]) => [id, Number(sum)]))
  expect(shown).toEqual(game.settledPoints())
  const kept = await gameIn(game.ana.channel)
  expect(kept).toMatchObject({ closed: 1, reason: 'played' })
  expect(await scoresOf(kept.id)).toEqual(game.settledPoints())
}

describe('its message is deleted', () => {
  const onScreen = ({ ana }: SeatedGame) =>
    ana.sees().findLast(({ flags = 0 }) => (flags & MessageFlags.Ephemeral) === 0) as APIMessage
  const alike = ({ ana }: SeatedGame, title: string) =>
    ana.sees().filter(({ embeds }) => embeds[0]?.title === title)

  test.each(everyPoint)('%s: it stands again, once, and the game is played', async (point) => {
    const game = await playedTo(point, textChannel())
    const gone = onScreen(game)
    const title = gone.embeds[0]?.title ?? ''
    world.person('moderator').delete(gone)
    await game.pass(5_000)
    const again = alike(game, title)
    // What was revealed has been read: only what can still be pressed comes back.
    expect(again).toHaveLength(game.isLive(gone) ? 1 : 0)
    if (again[0] !== undefined) expect(await game.canPlay(again[0])).toBe(true)
    expect(refused.length, refused.join('\n')).toBeLessThanOrEqual(2)
    await playsOn(game)
    expect(refused.length, refused.join('\n')).toBeLessThanOrEqual(2)
  })
})

describe('a player leaves the server', () => {
  test.each(everyPoint)('%s: what they pressed stands, and the game goes on', async (point) => {
    const game = await playedTo(point, textChannel())
    world.arrange.leave(game.zoe.id)
    await playsOn(game)
    expect([...refused, ...lookedUp]).toEqual([])
  })
})

describe('the host leaves the server', () => {
  test.each(everyPoint)('%s: what they pressed stands, and the game goes on', async (point) => {
    const game = await playedTo(point, textChannel())
    world.arrange.leave(game.ana.id)
    await playsOn(game)
    expect([...refused, ...lookedUp]).toEqual([])
  })
})
