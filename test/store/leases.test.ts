import { beforeEach, expect, test } from 'vitest'
import { parseSpan, type Span } from '../../src/shards/span.ts'
import type { Database } from '../../src/store/database.ts'
import { createHolding, createIdentifyTurns, createLeaseStore } from '../../src/store/leases.ts'
import { createRoundStore } from '../../src/store/rounds.ts'
import { onEveryEngine } from './engines.ts'

const life = 60_000
const span = (text: string) => parseSpan(text) as Span

onEveryEngine((place) => {
  let database: Database
  let leases: ReturnType<typeof createLeaseStore>
  beforeEach(async () => {
    database = await (await place()).open()
    leases = createLeaseStore(database)
    return () => database.close()
  })

  test('shards belong to one process, until it gives them up', async () => {
    expect(await leases.take('a', span('0-1/4'), life)).toEqual({ kind: 'taken', answered: [] })
    expect(await leases.take('b', span('1-2/4'), life)).toEqual({ kind: 'held', by: 'a' })
    expect(await leases.take('b', span('2-3/4'), life)).toMatchObject({ kind: 'taken' })
    await leases.release('a', ['7', '8'])
    expect(await leases.take('c', span('0-1/4'), life)).toEqual({
      kind: 'taken',
      answered: ['7', '8', '7', '8'],
    })
  })

  test('a process that takes shards in vain takes none of them', async () => {
    await leases.take('a', span('1/4'), life)
    await leases.take('b', span('0-1/4'), life)
    expect(await leases.take('c', span('0/4'), life)).toMatchObject({ kind: 'taken' })
  })

  test('of many that take at once, one succeeds', async () => {
    const takings = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((owner) => leases.take(owner, span('0-3/4'), life)),
    )
    expect(takings.filter(({ kind }) => kind === 'taken')).toHaveLength(1)
  })

  test('a lease that is not renewed is over', async () => {
    await leases.take('a', span('0/1'), 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await leases.take('b', span('0/1'), life)).toMatchObject({ kind: 'taken' })
    expect(await leases.renew('a', span('0/1'), life)).toBe('lost')
    expect(await leases.renew('b', span('0/1'), life)).toBe('kept')
  })

  test('one that is over but that nobody took is renewed', async () => {
    await leases.take('a', span('0/1'), 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await leases.renew('a', span('0/1'), life)).toBe('kept')
    expect(await leases.take('b', span('0/1'), life)).toMatchObject({ kind: 'held' })
  })

  test('two numbers of shards do not go together', async () => {
    await leases.take('a', span('0/2'), life)
    expect(await leases.take('b', span('3/4'), life)).toEqual({
      kind: 'other-total',
      by: 'a',
      total: 2,
    })
    await leases.release('a', [])
    expect(await leases.take('b', span('3/4'), life)).toMatchObject({ kind: 'taken' })
  })

  test('an owner hears of heirs once there is one for each of its shards', async () => {
    await leases.take('a', span('0-1/2'), life)
    await leases.wish('b', span('0/2'), life)
    expect(await leases.renew('a', span('0-1/2'), life)).toBe('kept')
    await leases.wish('c', span('1/2'), life)
    expect(await leases.renew('a', span('0-1/2'), life)).toBe('wanted')
  })

  test('whoever has lost a shard stores nothing of any game, and finishes none', async () => {
    await leases.take('a', span('0-1/2'), 1)
    const facts = () => undefined
    const held = createHolding(database, 'a', span('0-1/2'))
    const store = createRoundStore(database, facts, held)
    const event = { type: 'woke', at: 1 } as const
    expect(await store.append([{ round: 'g', seq: 0, event }])).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 20))
    await leases.take('b', span('1/2'), life)
    expect(await store.append([{ round: 'g', seq: 1, event }])).toEqual(['g'])
    const rows = await database.db.selectFrom('game_events').select('seq').execute()
    expect(rows).toEqual([{ seq: 0 }])
    const result = { round: 'g', scores: [], asked: [], answers: [], at: 5, reason: 'played' }
    expect(await store.finish(result as never)).toBe(false)
  })

  test('the last sign of life is that of the shard with the oldest', async () => {
    await leases.take('a', span('0/2'), life)
    await createHolding(database, 'a', span('0/2')).alive(1_000)
    await leases.release('a', [])
    await leases.take('b', span('0-1/2'), life)
    const both = createHolding(database, 'b', span('0-1/2'))
    expect(await both.lastAlive()).toBe(0)
    await both.alive(2_000)
    expect(await both.lastAlive()).toBe(2_000)
  })

  test('one of all who ask has the turn to identify; the next one comes so long after it was used', async () => {
    const turns = createIdentifyTurns(database)
    const waits = await Promise.all([turns.take(0), turns.take(0), turns.take(0)])
    expect(waits.filter((wait) => wait === 0)).toHaveLength(1)
    expect(await turns.take(1)).toBe(0)
    await turns.begun(0, 5_000)
    const wait = await turns.take(0)
    expect(wait).toBeGreaterThan(4_000)
    expect(wait).toBeLessThanOrEqual(5_000)
    await turns.begun(0, 0)
    expect(await turns.take(0)).toBe(0)
  })

  test('a turn that nobody uses is over after a while', async () => {
    const turns = createIdentifyTurns(database)
    expect(await turns.take(2)).toBe(0)
    const wait = await turns.take(2)
    expect(wait).toBeGreaterThan(6_000)
    expect(wait).toBeLessThanOrEqual(10_000)
  })
})
