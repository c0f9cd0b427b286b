/** A real lock that times out, as the watcher sees it and the checker judges it. */

import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { ownPostgres } from '../support/own-postgres.ts'
import { unexplained } from './checker-log.ts'
import type { Line } from './evidence.ts'
import { watchLocks } from './locks.ts'

const emptyDatabase = ownPostgres()

test('a lock timeout is explained where the process that held the lock stood still, and only there', async () => {
  const url = await emptyDatabase()
  const { db, close } = await openDatabase({ folder: '', url, onError: () => {} })
  const locks = await watchLocks(url)
  // Another process of the bot's, as far as the server knows.
  const holder = new pg.Client({ connectionString: url, application_name: 'pinquiry 4711@here' })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select pg_advisory_xact_lock(7)')
  const from = Date.now()
  const error = await sql`select pg_advisory_xact_lock(7)`.execute(db).catch((thrown) => thrown)
  await Promise.all([locks.close(), holder.end(), close()])
  const { waits } = locks
  expect(waits.length).toBeGreaterThan(2)
  expect(waits[0]).toMatchObject({ pid: 4711, doing: expect.stringContaining('in transaction') })
  const err = { type: error.name, message: error.cause.message }
  const line: Line = { process: 0, at: Date.now(), level: 'error', msg: 'trivia', err }
  const judged = (pid: number) =>
    unexplained({ lines: [line], waits, pauses: [{ pid, from, to: line.at }] })
  expect(judged(4711)).toEqual([])
  expect(judged(4712)).toEqual([expect.stringContaining('waited for process 4711, idle in')])
})

test('the server knows each connection by the process that it belongs to', async () => {
  const url = await emptyDatabase()
  const { db, close, signals } = await openDatabase({ folder: '', url, onError: () => {} })
  signals.hear('anything', () => {})
  const names = async () => {
    const { rows } = await sql<{ name: string }>`
      select application_name as name from pg_stat_activity where datname = current_database()
    `.execute(db)
    return rows.map(({ name }) => name.split('@')[0])
  }
  const mine = `pinquiry ${process.pid}`
  await expect.poll(names, { timeout: 5_000 }).toEqual([mine, mine])
  await close()
})
