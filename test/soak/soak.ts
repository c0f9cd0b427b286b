/** A busy time in a small one: a bot by a fast clock, and what is left in its memory after each slice of it. */

import type { Person } from '../../src/playground/people.ts'
import { createPlayground, type Playground } from '../../src/playground/server.ts'
import { inFolder } from '../load/bot.ts'
import { quantile } from '../load/crowd.ts'
import type { Row } from '../load/row.ts'
import { type ChildBot, startChild } from '../support/child-bot.ts'
import type { Vitals } from '../support/tamper.ts'
import { fastClock } from './clock.ts'
import { createPlay, type Done, nothingDone } from './play.ts'

export interface SoakOptions {
  /** Slices of so many real milliseconds, after each of which the memory is looked at. */
  readonly slices: number
  readonly sliceMs: number
  /** How many times faster than real the clock is. */
  readonly times: number
  /** Games at once. */
  readonly channels: number
}

interface Slice {
  /** By the fast clock, since the beginning. */
  readonly hours: number
  readonly games: number
  readonly vitals: Vitals
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Runs it; `tell` hears of every slice. */
export const soak = (options: SoakOptions, tell: (line: string) => void): Promise<Row[]> =>
  inFolder(async (folder) => {
    const { playground, bot } = await startFast(folder, options.times)
    try {
      return await measured(playground, bot, options, tell)
    } finally {
      bot.kill()
      await playground.close()
    }
  })

/** A bot and its Discord by a clock that is so many times faster than time. */
export async function startFast(folder: string, times: number) {
  const begin = Date.now()
  const playground = await createPlayground({
    ...{ page: false, identifyWindow: 0, limits: false, history: 100, keep: 30 },
    token: 'soak'.repeat(15),
    clock: fastClock(begin, times),
  })
  const bot = await startChild(playground, folder, {
    program: 'test/soak/bot.ts',
    env: { SOAK_BEGIN: String(begin), SOAK_TIMES: String(times) },
  })
  return { playground, bot }
}

async function measured(
  playground: Playground,
  bot: ChildBot,
  options: SoakOptions,
  tell: (line: string) => void,
): Promise<Row[]> {
  const { slices, sliceMs, times, channels } = options
  const done = nothingDone()
  const people = inTurn(playground)
  const places = Array.from({ length: channels }, (_, at) =>
    playground.arrange.channel({ name: `soak-${at}` }),
  )
  const vitals: Slice[] = []
  const began = Date.now()
  for (let slice = 0; slice < slices; slice += 1) {
    const until = Date.now() + sliceMs
    await Promise.all(places.map((place, at) => keepBusy(people, place, at, until, done)))
    // A connection that is resumed must leave nothing behind.
    playground.gateway({ do: 'reconnect' })
    await pause(500)
    const hours = ((Date.now() - began) * times) / 3_600_000
    const now = await bot.measure()
    vitals.push({ hours, games: done.games, vitals: now })
    tell(
      `${hours.toFixed(2)} h: heap ${mb(now.heap)} MB, ${done.games} games, ${done.interactions} interactions`,
    )
  }
  return rows(vitals, done)
}

/** Most people who are there: what is kept of each of them is bounded too, but by more than a soak can reach. */
const population = 400

/** Everybody again and again. */
function* inTurn(playground: Playground): Generator<Person, never> {
  const people = Array.from({ length: population }, (_, at) => playground.addPerson(`Soaker ${at}`))
  for (;;) yield* people
}

/** One game after another in a channel. */
async function keepBusy(
  people: Iterator<Person, never>,
  place: ReturnType<Playground['arrange']['channel']>,
  at: number,
  until: number,
  done: Done,
): Promise<void> {
  const play = createPlay(done)
  const next = () => people.next().value.in(place)
  while (Date.now() < until) {
    const players = [next(), next(), next()] as const
    const asking = at % 3 === 0 ? play.questions(next()) : undefined
    await Promise.all([play.game(players), asking, pause(500)])
  }
}

function rows(measured: readonly Slice[], done: Done): Row[] {
  const [first] = measured
  const last = measured.at(-1)
  if (first === undefined || last === undefined) return []
  // The first half fills what is bounded: caches, pools, compiled code.
  const steady = measured.slice(Math.floor(measured.length / 2))
  const growth = slope(steady.map(({ hours, vitals }) => [hours, vitals.heap / 1e6]))
  const left = leftOfEach(steady)
  const heaps = steady.map(({ vitals }) => mb(vitals.heap))
  return [
    {
      bar: 'heap after GC grows by ≤ 1 MB in an hour',
      isCost: true,
      measured: `${growth.toFixed(2)} MB/h over ${(last.hours - (steady[0]?.hours ?? 0)).toFixed(2)} h: ${heaps.join(', ')}`,
      met: growth <= 1,
    },
    {
      bar: 'handles and listeners back to where they began',
      measured: `${first.vitals.handles} → ${last.vitals.handles}; ${first.vitals.listeners} → ${last.vitals.listeners}`,
      met:
        last.vitals.handles <= first.vitals.handles + 2 &&
        last.vitals.listeners <= first.vitals.listeners,
    },
    {
      bar: 'every game comes to its board, nobody is apologised to',
      measured: `${done.games} games, ${done.interactions} interactions, ${done.apologies} apologies, ${done.unanswered} without an answer within 3 s of the fast clock`,
      met: done.apologies === 0,
    },
    {
      bar: 'heap ≤ 8 MB above what it was after the first slice',
      measured: `${mb(first.vitals.heap)} → ${mb(last.vitals.heap)} MB`,
      met: last.vitals.heap - first.vitals.heap <= 8e6,
    },
    {
      bar: 'nothing is kept of games that are over: ≤ 4 KB for each in the steady slices',
      isCost: true,
      measured: `${(left / 1_000).toFixed(1)} KB each`,
      met: left <= 4_000,
    },
    {
      bar: 'memory ≤ 300 MB',
      isCost: true,
      measured: `${mb(last.vitals.rss)} MB`,
      met: last.vitals.rss <= 300e6,
    },
  ]
}

/** Heap that is left of each game, in bytes: between the medians of the two halves, so that one odd slice tells nothing. */
function leftOfEach(slices: readonly Slice[]): number {
  const half = Math.ceil(slices.length / 2)
  const [early, late] = [slices.slice(0, half), slices.slice(-half)]
  const median = (of: readonly Slice[], what: (slice: Slice) => number) =>
    quantile(of.map(what), 0.5)
  const games = median(late, (one) => one.games) - median(early, (one) => one.games)
  const heap = median(late, (one) => one.vitals.heap) - median(early, (one) => one.vitals.heap)
  return heap / Math.max(1, games)
}

const mb = (bytes: number) => (bytes / 1e6).toFixed(1)

/** The slope of the line of least squares through some points. */
export function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const above = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  const below = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
  return below === 0 ? 0 : above / below
}
