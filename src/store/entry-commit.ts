/** Writing a guild's changes: its version row is the lock, so that no two writers of a guild overlap. */

import type { Transaction } from 'kysely'
import type { Change, Commit, KeptEntry } from '../knowledge/entry-store.ts'
import { titleKey } from '../knowledge/lookalike.ts'
import { bodyOf, keptOf, stateOf } from './entry-rows.ts'
import type { EntryTables } from './entry-tables.ts'
import { batches, breath, inSlices } from './slices.ts'

type Tx = Transaction<EntryTables>
type Row = EntryTables['entries']
type RevisionRow = EntryTables['entry_revisions']

/** Thrown to undo what was written; `outcome` is what the caller is told. */
export class Undone extends Error {
  override readonly name = 'Undone'
  readonly outcome: Commit

  constructor(outcome: Commit) {
    super(outcome.kind)
    this.outcome = outcome
  }
}

/** Writes `changes` (of different entries) and a revision of each. Throws Undone where one of them must not be. */
export async function commit(
  tx: Tx,
  guild: string,
  author: string,
  changes: readonly Change[],
  at: number,
): Promise<Commit> {
  const version = await nextVersion(tx, guild)
  const before = await rowsOf(tx, guild, changes)
  for (const { entry, expected } of changes) {
    const row = before.get(entry.id)
    if ((row?.rev ?? 0) === expected) continue
    throw new Undone({ kind: 'stale', id: entry.id, now: row && keptOf(row) })
  }
  const written = await inSlices(changes, (change) => {
    const row = rowOf(guild, author, change, before.get(change.entry.id), version, at)
    const { entry, status } = change
    const kept: KeptEntry = { entry, status, ...stateOf(row) }
    return { row, kept, revisions: revisionsOf(guild, author, change, at) }
  })
  const rows = written.map(({ row }) => row)
  await refuseTaken(tx, guild, rows)
  await write(tx, rows)
  await note(
    tx,
    written.flatMap(({ revisions }) => revisions),
  )
  return { kind: 'saved', version, entries: written.map(({ kept }) => kept) }
}

/** Takes the guild's lock until the transaction ends; resolves with the version that its changes get. */
export async function nextVersion(tx: Tx, guild: string): Promise<number> {
  const { version } = await tx
    .insertInto('guild_versions')
    .values({ guild, version: 1 })
    .onConflict((conflict) =>
      conflict.column('guild').doUpdateSet(({ ref, eb }) => ({
        version: eb(ref('guild_versions.version'), '+', 1),
      })),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

async function rowsOf(
  tx: Tx,
  guild: string,
  changes: readonly Change[],
): Promise<Map<string, Row>> {
  const found = new Map<string, Row>()
  for (const part of batches(changes.map(({ entry }) => entry.id))) {
    const rows = await tx
      .selectFrom('entries')
      .selectAll()
      .where('guild', '=', guild)
      .where('id', 'in', part)
      .execute()
    for (const row of rows) found.set(row.id, row)
    await breath()
  }
  return found
}

function rowOf(
  guild: string,
  author: string,
  { entry, status, shipped }: Change,
  before: Row | undefined,
  version: number,
  at: number,
): Row {
  const first = shipped === undefined ? 1 : 2
  return {
    guild,
    id: entry.id,
    status,
    title_key: titleKey(entry.question),
    body: bodyOf(entry),
    rev: before === undefined ? first : before.rev + 1,
    version,
    made_by: before?.made_by ?? author,
    made_at: before?.made_at ?? at,
    changed_by: author,
    changed_at: at,
  }
}

/** Throws where a row would have the title of a live entry that is not itself about to change. */
async function refuseTaken(tx: Tx, guild: string, rows: readonly Row[]): Promise<void> {
  const byKey = new Map<string, string>()
  const changing = new Set(rows.map(({ id }) => id))
  for (const { id, status, title_key } of rows) {
    if (status !== 'live') continue
    const by = byKey.get(title_key)
    if (by !== undefined) throw new Undone({ kind: 'taken', id, by })
    byKey.set(title_key, id)
  }
  for (const part of batches([...byKey.keys()])) {
    const others = await tx
      .selectFrom('entries')
      .select(['id', 'title_key'])
      .where('guild', '=', guild)
      .where('status', '=', 'live')
      .where('title_key', 'in', part)
      .execute()
    const other = others.find(({ id }) => !changing.has(id))
    if (other !== undefined)
      throw new Undone({ kind: 'taken', id: byKey.get(other.title_key) ?? '', by: other.id })
    await breath()
  }
}

async function write(tx: Tx, rows: readonly Row[]): Promise<void> {
  // Titles may change places: no row may meet another's old title on the way.
  for (const part of batches(rows)) {
    await tx
      .deleteFrom('entries')
      .where('guild', '=', part[0]?.guild ?? '')
      .where(
        'id',
        'in',
        part.map(({ id }) => id),
      )
      .execute()
    await breath()
  }
  for (const part of batches(rows)) {
    await tx.insertInto('entries').values(part).execute()
    await breath()
  }
}

async function note(tx: Tx, revisions: readonly RevisionRow[]): Promise<void> {
  for (const part of batches(revisions)) {
    await tx.insertInto('entry_revisions').values(part).execute()
    await breath()
  }
}

/** The change's revision and, before the first of a shipped entry, what it shipped as. */
function revisionsOf(
  guild: string,
  author: string,
  { action, status, entry, expected, shipped }: Change,
  at: number,
): RevisionRow[] {
  const { id } = entry
  const rest = { guild, id, at }
  const rev = expected + (shipped === undefined || expected > 0 ? 1 : 2)
  const next = { ...rest, rev, action, status, body: bodyOf(entry), author }
  if (shipped === undefined || expected > 0) return [next]
  return [
    { ...rest, rev: 1, action: 'shipped', status: 'shipped', body: bodyOf(shipped), author: '' },
    next,
  ]
}
