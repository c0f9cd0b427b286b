/** What must hold of the entries that the killed writer has written. */

import { expect } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { createEntryStore } from '../../src/store/entries.ts'

/** Every entry that was acknowledged is there with its revisions, and nothing is half there. */
export async function expectWhole(database: Database, acked: readonly string[]): Promise<void> {
  const { db } = database
  const rows = await db.selectFrom('entries').select(['id', 'rev', 'version']).execute()
  const there = new Map(rows.map(({ id, rev }) => [id, rev]))
  expect(acked.filter((id) => !there.has(id))).toEqual([])
  const edited = acked.filter((id) => Number(id.slice(1)) % 3 === 0)
  expect(edited.filter((id) => there.get(id) !== 2)).toEqual([])
  const revisions = await db.selectFrom('entry_revisions').select(['id', 'rev']).execute()
  const ofEntry = Map.groupBy(revisions, ({ id }) => id)
  for (const [id, rev] of there) expect(ofEntry.get(id)?.length).toBe(rev)
  expect(ofEntry.size).toBe(there.size)
  const version = await createEntryStore(database, { mayChange: async () => false }).version('g')
  expect(version).toBe(Math.max(0, ...rows.map((row) => row.version)))
}
