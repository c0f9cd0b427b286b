/** Rows of the entry tables and what they stand for. */

import { z } from 'zod'
import { type Entry, entryFileOf, entryFileSchema, entryOf } from '../knowledge/entry.ts'
import type { Action, EntryStatus, KeptEntry, Revision } from '../knowledge/entry-store.ts'
import type { EntryTables } from './entry-tables.ts'

const statusSchema = z.enum(['live', 'removed', 'shipped'])

/** The entry in a row's JSON; the layout of our own export files, defaults left out. */
export function entryOfBody(body: string): Entry {
  return entryOf(entryFileSchema.parse(JSON.parse(body)))
}

export function bodyOf(entry: Entry): string {
  return JSON.stringify(entryFileOf(entry))
}

/** Throws where the text of the row is none, or another entry's. */
export function keptOf(row: EntryTables['entries']): KeptEntry {
  const entry = entryOfBody(row.body)
  if (entry.id !== row.id) throw new Error(`${row.id} holds an entry that calls itself otherwise`)
  return {
    entry,
    status: statusSchema.parse(row.status),
    ...stateOf(row),
  }
}

/** What a row says of an entry beside the entry. */
export function stateOf(row: EntryTables['entries']): Omit<KeptEntry, 'entry' | 'status'> {
  return {
    rev: row.rev,
    version: row.version,
    madeBy: row.made_by,
    madeAt: row.made_at,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }
}

export function revisionOf(row: EntryTables['entry_revisions']): Revision {
  return {
    rev: row.rev,
    action: row.action as Action,
    status: statusSchema.parse(row.status) satisfies EntryStatus,
    entry: entryOfBody(row.body),
    author: row.author,
    at: row.at,
  }
}
