/** A week of the bot's time: planned games every day across two changes of clocks, backups, forgetting; nothing grows. */

import v8 from 'node:v8'
import vm from 'node:vm'
import { expect, test } from 'vitest'
import type { Guild } from '../../src/playground/world.ts'
import { createDepartures } from '../../src/store/departures.ts'
import { logLife } from '../../src/store/old-logs.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { createSettingsStore } from '../../src/store/settings.ts'
import { opening } from '../trivia/game.ts'
import { slope } from './soak.ts'
import { momentsAt, openWeek, playPlanned, type Week } from './virtual-week.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const days = 7

/** In this week Paris loses an hour (29 March, 02:00) and Sydney has one twice (5 April, 03:00). */
const start = Date.parse('2026-03-28T18:00:00Z')
const end = start + days * day
const questions = 3

/** Memory and what keeps a process alive, after everything that nobody needs was thrown away. */
async function vitals({ clock, settle }: Week) {
  v8.setFlagsFromString('--expose-gc')
  const gc = vm.runInNewContext('gc') as () => void
  for (let round = 0; round < 3; round += 1) {
    gc()
    await settle(20)
  }
  const handles = process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length
  return { heap: process.memoryUsage().heapUsed / 1e6, handles, timers: clock.waiting }
}

/** A game that ended so long before the week began. */
async function oldGame({ database }: Week, id: string, before: number): Promise<void> {
  const at = start - before
  const game = opening({ questions }, { id, channel: id, at: at - hour })
  await createRoundStore(database, () => undefined).open({
    opening: game,
    hostJoined: 1,
    events: [],
  })
  await database.db
    .updateTable('games')
    .set({ over_at: at, closed: 1 })
    .where('id', '=', id)
    .execute()
}

/** Which of the old games still have their logs. */
async function remembered({ database }: Week, ids: readonly string[]): Promise<string[]> {
  const rows = await database.db
    .selectFrom('games')
    .select('id')
    .where('id', 'in', ids)
    .where('opening', '<>', '')
    .execute()
  return rows.map(({ id }) => id).toSorted()
}

/** Servers that removed the bot so long before the week began, of which something is kept. */
async function leftServers({ database }: Week, ago: readonly number[]): Promise<void> {
  for (const days of ago) {
    await createSettingsStore(database).change(`left-${days}`, { private: true }, '1', 1)
    await createDepartures(database).left([`left-${days}`], start - days * day)
  }
}

/** Of which of them something is kept. */
async function keptServers({ database }: Week): Promise<string[]> {
  const rows = await database.db.selectFrom('guild_settings').select('guild').execute()
  return rows.map(({ guild }) => guild).filter((guild) => guild.startsWith('left-'))
}

test('a week: each planned game is held at its time, once; 24 + 7 backups stay; what is over is forgotten; nothing grows', async () => {
  const week = await openWeek(start, ['Europe/Paris', 'Australia/Sydney'])
  const [paris, sydney] = week.guilds as [Guild, Guild]
  const plans = [
    { guild: paris, channel: 'trivia', time: '02:30' },
    { guild: paris, channel: 'general', time: '20:00' },
    { guild: sydney, channel: 'trivia', time: '02:30' },
  ]
  for (const { guild, channel, time } of plans)
    await week
      .person(guild, 'moderator')
      .in(channel)
      .slash('trivia schedule add', { time, questions })
  const due = plans
    .flatMap((plan) =>
      momentsAt(plan.guild.name, plan.time, start, end - minute).map((at) => ({ ...plan, at })),
    )
    .toSorted((a, b) => a.at - b.at)
  expect(due).toHaveLength(3 * days)
  const old = Array.from({ length: days }, (_, at) => `old-${at}`)
  for (const [at, id] of old.entries()) await oldGame(week, id, logLife - (at + 0.5) * day)
  await leftServers(week, [26.5, 20])
  const measured: Awaited<ReturnType<typeof vitals>>[] = []
  for (let today = 0; today < days; today += 1) {
    const night = start + (today + 1) * day - minute
    for (const { at, guild, channel } of due.filter(({ at }) => at > night - day && at < night)) {
      await week.until(at)
      const held = await playPlanned(week, guild, channel, questions)
      expect(held).toMatchObject({ lobbies: 1, boards: 1 })
      expect(held.questions).toEqual(Array.from({ length: questions }, () => 1))
      expect(held.at).toBeGreaterThanOrEqual(at)
      expect(held.at).toBeLessThan(at + 2_000)
      expect(await week.lastAlive()).toBeGreaterThan(at)
    }
    await week.until(night)
    measured.push(await vitals(week))
    expect(await remembered(week, old)).toEqual(old.slice(today + 1))
    expect(await keptServers(week)).toHaveLength(today < 3 ? 2 : 1)
    // Those of the last 24 hours lie in two days; and the last one of each of the five days before.
    expect(week.backupNames()).toHaveLength(24 + Math.min(5, today))
  }
  expect(week.backups()).toBe(24 * days)
  expect(await held(week)).toEqual(due.map(({ at }) => at))
  expect(week.errors).toEqual([])
  expect(week.playground.violations.list).toEqual([])
  await week.close()
  tell(measured)
  expectFlat(measured)
}, 200_000)

/** When each game was opened in this week, in milliseconds since 1970; all of them were played to their end. */
async function held({ database }: Week): Promise<number[]> {
  const games = await database.db
    .selectFrom('games')
    .select(['opened_at', 'reason', 'closed'])
    .where('opened_at', '>=', start)
    .orderBy('opened_at')
    .execute()
  expect(games.filter(({ reason, closed }) => reason !== 'played' || closed !== 1)).toEqual([])
  return games.map(({ opened_at }) => opened_at)
}

/** The first two days fill what is bounded: caches, pools, compiled code, the playground's own history. */
function expectFlat(measured: readonly Awaited<ReturnType<typeof vitals>>[]): void {
  const steady = measured.slice(2)
  const [first] = steady
  expect(slope(steady.map(({ heap }, at) => [at, heap]))).toBeLessThan(1)
  for (const { handles, timers } of steady) {
    expect(handles).toBeLessThanOrEqual((first?.handles ?? 0) + 4)
    expect(timers).toBe(first?.timers)
  }
}

function tell(measured: readonly Awaited<ReturnType<typeof vitals>>[]): void {
  const days = measured.map(
    ({ heap, handles, timers }) => `${heap.toFixed(1)} MB, ${handles} handles, ${timers} timers`,
  )
  console.log(`at the end of each day, bot and playground together: ${days.join('; ')}`)
}
