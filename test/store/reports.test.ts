import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { createReportStore } from '../../src/store/reports.ts'
import type { Report, ReportStore } from '../../src/trivia/report.ts'
import { onEveryEngine } from './engines.ts'

const report = (more: Partial<Report> = {}): Report => ({
  ...{ guild: 'g', game: 'game01', question: 2, item: 'item-1', title: 'Which?' },
  ...{ reporter: 'ana', text: 'It is B.', at: 5, ...more },
})

onEveryEngine((newPlace) => {
  let database: Database
  let store: ReportStore
  beforeEach(async () => {
    const place = await newPlace()
    database = await place.open()
    store = createReportStore(database)
  })
  afterEach(() => database.close())

  test('of one person and question the latest report is kept, and a server reads its own, newest first', async () => {
    await store.keep(report())
    await store.keep(report({ text: 'No, C.', at: 7 }))
    await store.keep(report({ reporter: 'ben', at: 9 }))
    await store.keep(report({ guild: 'h' }))
    expect(await store.of('g')).toEqual([
      report({ reporter: 'ben', at: 9 }),
      report({ text: 'No, C.', at: 7 }),
    ])
  })

  test('what is done with is gone, for that question and server', async () => {
    await store.keep(report())
    await store.keep(report({ item: 'item-2', question: 3 }))
    await store.keep(report({ guild: 'h' }))
    await store.close('g', 'item-1')
    expect((await store.of('g')).map(({ item }) => item)).toEqual(['item-2'])
    expect(await store.of('h')).toHaveLength(1)
  })
})
