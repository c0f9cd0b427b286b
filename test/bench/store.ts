/** The store's figures with 100,000 entries of some 330 bytes in the database, on SQLite and on PostgreSQL. */

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { type Entry, entryOf } from '../../src/knowledge/entry.ts'
import type { Change, EntryStore } from '../../src/knowledge/entry-store.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { libraryOf } from '../knowledge/shelves.ts'
import { openPostgresServer } from '../support/postgres.ts'
import { startFlags } from '../support/start-flags.ts'
import type { Figure } from './main.ts'
import { median, quantile } from './median.ts'

const rows = 100_000
/** Guilds that share them. */
const guilds = 20
const who = { id: '1', permissions: 0n, roles: [] }

type Where = { readonly folder: string; readonly url?: string }
type Bars = Readonly<
  Record<'empty' | 'existing' | 'commit' | 'point' | 'list' | 'stall' | 'bulk', string>
>

const bars: Readonly<Record<'SQLite' | 'PostgreSQL', Bars>> = {
  SQLite: {
    empty: '≤ 500 ms',
    existing: '≤ 200 ms',
    commit: '≤ 4 / ≤ 30 ms',
    point: '≤ 0.5 / ≤ 3 ms',
    list: '≤ 1 / ≤ 5 ms',
    stall: '≤ 50 ms',
    bulk: '≤ 5 s',
  },
  PostgreSQL: {
    empty: '≤ 1,000 ms',
    existing: '≤ 300 ms',
    commit: '≤ 5 / ≤ 30 ms',
    point: '≤ 1 / ≤ 6 ms',
    list: '≤ 2 / ≤ 10 ms',
    stall: '≤ 20 ms',
    bulk: '≤ 10 s',
  },
}

export async function storeBench(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pinquiry-bench-'))
  const server = openPostgresServer({ durable: true })
  try {
    const url = await server.database()
    return [
      ...(await figures('SQLite', { folder })),
      await memory('SQLite', { folder }),
      ...(await backup(folder)),
      ...(await secondProcess(folder)),
      ...(await figures('PostgreSQL', { folder: '', url })),
      await memory('PostgreSQL', { folder: '', url }),
      ...(await seenElsewhere(url)),
    ]
  } finally {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const open = (where: Where) => openDatabase({ ...where, onError: () => {} })
const storeOf = (database: Database) => createEntryStore(database, { mayChange: async () => true })
const both = (samples: readonly number[]) =>
  `${median(samples).toFixed(2)} / ${quantile(samples, 0.99).toFixed(2)} ms`

async function figures(engine: keyof typeof bars, where: Where): Promise<Figure[]> {
  const bar = bars[engine]
  const empty = await startTime(where)
  const database = await open(where)
  const store = storeOf(database)
  const bulk = await fill(store)
  const commits = await samples(500, (at) => commitOne(database, at))
  const points = await samples(2_000, (at) => store.find(guildOf(at), idOf(at * 37)))
  const lists = await samples(1_000, (at) => store.since(guildOf(at), { version: 0 }, 25))
  await database.close()
  const existing = await startTime(where)
  const row = (what: string, measured: string, held: string): Figure => ({
    what: `${engine}: ${what}`,
    measured,
    bar: held,
  })
  return [
    row('start to first query, empty', `${empty.toFixed(0)} ms`, bar.empty),
    row(`start to first query, ${rows} entries`, `${existing.toFixed(0)} ms`, bar.existing),
    row('durable commit of a row, p50 / p99', both(commits), bar.commit),
    row('one entry by its id, p50 / p99', both(points), bar.point),
    row('25 rows of a guild, p50 / p99', both(lists), bar.list),
    row(
      `import of ${rows} entries with their revisions`,
      `${(bulk.ms / 1_000).toFixed(1)} s`,
      bar.bulk,
    ),
    row('longest stall of the event loop meanwhile', `${bulk.stall.toFixed(0)} ms`, bar.stall),
  ]
}

async function startTime(where: Where): Promise<number> {
  const began = performance.now()
  const database = await open(where)
  await storeOf(database).version('0')
  const ms = performance.now() - began
  await database.close()
  return ms
}

/** Runs `work` and watches how long the event loop was held up at most. */
async function timed(work: () => Promise<unknown>): Promise<{ ms: number; stall: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = performance.now()
  await work()
  const ms = performance.now() - began
  delay.disable()
  return { ms, stall: delay.max / 1e6 }
}

async function samples(count: number, run: (at: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let at = -20; at < count; at += 1) {
    const began = performance.now()
    await run(Math.abs(at))
    if (at >= 0) taken.push(performance.now() - began)
  }
  return taken
}

const guildOf = (at: number) => `guild-${at % guilds}`
const idOf = (at: number) => `entry-${at % (rows / guilds)}`

function entryAt(at: number): Entry {
  return entryOf({
    id: idOf(at),
    question: `Question number ${at}?`,
    answer: `Answer ${at} `.repeat(18).trim(),
  })
}

/** What a guild's file of entries comes to. */
function imported(): Change[] {
  return Array.from(
    { length: rows / guilds },
    (_, at): Change => ({ action: 'import', status: 'live', entry: entryAt(at), expected: 0 }),
  )
}

/** Each guild's entries are one change, as an import is; what is measured begins with the changes at hand. */
async function fill(store: EntryStore): Promise<{ ms: number; stall: number }> {
  let ms = 0
  let stall = 0
  for (let guild = 0; guild < guilds; guild += 1) {
    const changes = imported()
    const one = await timed(async () => {
      const { kind } = await store.commit(guildOf(guild), who, changes, 1)
      if (kind !== 'saved') throw new Error(kind)
    })
    ms += one.ms
    stall = Math.max(stall, one.stall)
  }
  return { ms, stall }
}

async function commitOne({ db }: Database, at: number): Promise<void> {
  await db
    .insertInto('entry_uses')
    .values({ guild: 'bench', id: `${at}-${Math.random()}`, uses: 1, last: at })
    .execute()
}

async function backup(folder: string): Promise<Figure[]> {
  const database = await open({ folder })
  const to = join(folder, 'copy')
  const { ms, stall } = await timed(async () => {
    await database.backup(`${to}.sqlite`)
  })
  await database.close()
  return [
    {
      what: `SQLite: online backup of ${rows} entries`,
      measured: `${(ms / 1_000).toFixed(1)} s, loop held up ${stall.toFixed(0)} ms at most`,
      bar: '≤ 2 s',
    },
  ]
}

/** In a process of its own, which has nothing else in memory. */
async function memory(engine: string, { folder, url = '' }: Where): Promise<Figure> {
  const script = join(import.meta.dirname, 'store-memory.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...startFlags,
    script,
    folder,
    url,
  ])
  const { above, growth } = JSON.parse(stdout) as { above: number; growth: number }
  return {
    what: `${engine}: memory above bare Node after 100,000 queries, and growth over them`,
    measured: `${above.toFixed(0)} MB, ${growth.toFixed(1)} MB`,
    bar: '≤ 40 MB, ≤ 15 MB',
  }
}

/** A second process on the file: it must give up soon and say why. */
async function secondProcess(folder: string): Promise<Figure[]> {
  const database = await open({ folder })
  const began = performance.now()
  const writer = join(import.meta.dirname, '..', 'store', 'killed-writer.ts')
  const run = promisify(execFile)(process.execPath, [writer, folder])
  const error: Error = await run.then(
    () => new Error('it was let in'),
    (refused) => refused,
  )
  const ms = performance.now() - began
  await database.close()
  const named = /in use by another process/.test(String(error))
  return [
    {
      what: 'SQLite: a second process on the file',
      measured: `${named ? 'refused' : 'NOT REFUSED'} after ${(ms / 1_000).toFixed(1)} s`,
      bar: '≤ 2 s',
    },
  ]
}

/** From the return of a commit to the moment that another process's library answers with it. */
async function seenElsewhere(url: string): Promise<Figure[]> {
  const [here, there] = await Promise.all([open({ folder: '', url }), open({ folder: '', url })])
  const store = storeOf(here)
  const library = libraryOf([], { store: storeOf(there), shared: true })
  const id = 'entry-1'
  await library.entry('guild-1', id)
  const taken: number[] = []
  for (let at = 0; at < 200; at += 1) {
    const before = await store.find('guild-1', id)
    if (before === undefined) throw new Error('no entry')
    const answer = `Change ${at}.`
    const entry = { ...before.entry, answer }
    await store.commit(
      'guild-1',
      who,
      [{ action: 'edit', status: 'live', entry, expected: before.rev }],
      at,
    )
    const began = performance.now()
    while ((await library.entry('guild-1', id))?.answer !== answer);
    taken.push(performance.now() - began)
  }
  await Promise.all([here.close(), there.close()])
  return [
    {
      what: 'PostgreSQL: a change answers in another process, p50 / p99',
      measured: both(taken),
      bar: '≤ 20 / ≤ 250 ms',
    },
  ]
}
