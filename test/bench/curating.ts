/** A guild with 10,000 answers of its own: how long moderators wait on the playground, and what one change costs. */

import { createApp } from '../../src/app.ts'
import { type Entry, entryOf } from '../../src/knowledge/entry.ts'
import type { Change } from '../../src/knowledge/entry-store.ts'
import { createLog } from '../../src/log.ts'
import type { Person } from '../../src/playground/people.ts'
import { createPlayground } from '../../src/playground/server.ts'
import { type Database, inMemory, openDatabase } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'
import { loadDataset } from '../../src/store/shipped.ts'
import { libraryOf } from '../knowledge/shelves.ts'
import { unhurried } from '../support/unhurried.ts'
import type { Figure } from './main.ts'
import { median, quantile } from './median.ts'

const count = 10_000
const tries = 60
const who = { id: '1', permissions: 0n, roles: [] }

export async function curatingBench(): Promise<Figure[]> {
  const { entries } = await loadDataset('data')
  const playground = await createPlayground({ identifyWindow: 0, page: false })
  const { api, token } = playground
  const database = await openDatabase({ folder: inMemory, onError: () => {} })
  await fill(database, playground.guild.id)
  const log = createLog('silent', [])
  const app = createApp({
    api,
    token,
    entries,
    trivia: [],
    database,
    log,
    paces: unhurried,
    onDead: () => {},
  })
  await app.start()
  const member = playground.person('member')
  const began = performance.now()
  await member.slash('ask', { question: 'first question of the day', hide: true })
  const first = performance.now() - began
  const figures = await waits(playground.person('moderator'))
  await app.stop()
  await playground.close()
  const inPlace = await changeInPlace(database, entries, playground.guild.id)
  await database.close()
  return [
    {
      what: `first /ask of a guild with ${count} own answers`,
      measured: `${first.toFixed(0)} ms`,
      bar: '≤ 3 s',
    },
    ...figures,
    inPlace,
  ]
}

const words =
  'pool sauna choir library bus ticket garden market school river bridge kitchen stage tower'.split(
    ' ',
  )

function entryAt(at: number): Entry {
  const pick = (step: number) => words[(at * step + at) % words.length]
  return entryOf({
    id: `own-${at}`,
    question: `When does the ${pick(3)} near the ${pick(5)} number ${at} open?`,
    answer: `It opens at ${at % 24}. Ask at the ${pick(7)} for more about the ${pick(11)}.`,
    aliases: [`${pick(3)} ${pick(5)} ${at} hours`],
  })
}

async function fill(database: Database, guild: string): Promise<void> {
  const store = createEntryStore(database, { mayChange: async () => true })
  const changes = Array.from(
    { length: count },
    (_, at): Change => ({ action: 'import', status: 'live', entry: entryAt(at), expected: 0 }),
  )
  await store.commit(guild, who, changes, 1)
}

async function waits(moderator: Person): Promise<Figure[]> {
  const measured: Record<string, number[]> = {
    list: [],
    search: [],
    edit: [],
    save: [],
    history: [],
  }
  const timed = async <Result>(what: string, work: () => Promise<Result>, counts: boolean) => {
    const began = performance.now()
    const result = await work()
    if (counts) measured[what]?.push(performance.now() - began)
    return result
  }
  for (let at = -5; at < tries; at += 1) {
    const counts = at >= 0
    const answer = `own-${(at + 5) * 97}`
    const list = await timed('list', () => moderator.slash('answers list'), counts)
    await timed('list', () => moderator.press(list, 'More ▶'), counts)
    await timed(
      'search',
      () => moderator.slash('answers search', { text: `pool near ${at}` }),
      counts,
    )
    const form = await timed('edit', () => moderator.slash('answers edit', { answer }), counts)
    const preview = await timed(
      'edit',
      () => moderator.submit(form, { answer: `It opens at noon ${at}.` }),
      counts,
    )
    await timed('save', () => moderator.press(preview, 'Save'), counts)
    await timed('history', () => moderator.slash('answers history', { answer }), counts)
  }
  return Object.entries(measured).map(([what, samples]) => ({
    what: `/answers ${what}, ${count} own answers, median (p95)`,
    measured: `${median(samples).toFixed(1)} ms (${quantile(samples, 0.95).toFixed(1)})`,
    bar: '≤ 150 ms',
  }))
}

/** What a commit costs beyond the store: taking one entry over into the index. */
async function changeInPlace(
  database: Database,
  entries: readonly Entry[],
  guild: string,
): Promise<Figure> {
  const store = createEntryStore(database, { mayChange: async () => true })
  let stored = 0
  const commit: typeof store.commit = async (...args) => {
    const began = performance.now()
    const outcome = await store.commit(...args)
    stored = performance.now() - began
    return outcome
  }
  const library = libraryOf(entries, { store: { ...store, commit } })
  const samples: number[] = []
  for (let at = 0; at < 200; at += 1) {
    const held = await library.held(guild, `own-${at * 31}`)
    if (held === undefined) throw new Error('no entry')
    const entry = { ...held.entry, answer: `Changed ${at}.` }
    const change: Change = { action: 'edit', status: 'live', entry, expected: held.rev }
    const began = performance.now()
    await library.commit(guild, who, [change], at)
    samples.push(performance.now() - began - stored)
  }
  return {
    what: `one change taken over into an index of ${count}, median (p95)`,
    measured: `${median(samples).toFixed(2)} ms (${quantile(samples, 0.95).toFixed(2)})`,
    bar: '≤ 5 ms',
  }
}
