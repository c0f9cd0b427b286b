/** The guilds' own entries in the database: each change a new revision, all of a change or nothing. */

import type { Transaction } from 'kysely'
import type { Commit, Curator, EntryStore } from '../knowledge/entry-store.ts'
import type { Database } from './database.ts'
import { commit, Undone } from './entry-commit.ts'
import { keptOf, revisionOf, stateOf } from './entry-rows.ts'
import type { EntryTables } from './entry-tables.ts'
import { tellDamaged } from './readable.ts'
import { StoreError } from './store-error.ts'

export interface EntryNeeds<Rows extends EntryTables> {
  /** Whether the person may change the guild's answers, as the tables say in this transaction. */
  readonly mayChange: (tx: Transaction<Rows>, guild: string, who: Curator) => Promise<boolean>
}

export function createEntryStore<Rows extends EntryTables>(
  database: Database<Rows>,
  needs: EntryNeeds<Rows>,
): EntryStore {
  const own = database as unknown as Database<EntryTables>
  const { db } = own
  return {
    async version(guild) {
      const row = await db
        .selectFrom('guild_versions')
        .select('version')
        .where('guild', '=', guild)
        .executeTakeFirst()
      return row?.version ?? 0
    },
    async since(guild, { version, id }, limit) {
      const rows = await db
        .selectFrom('entries')
        .selectAll()
        .where('guild', '=', guild)
        .where(({ or, and, eb }) =>
          or([
            eb('version', '>', version),
            ...(id === undefined ? [] : [and([eb('version', '=', version), eb('id', '>', id)])]),
          ]),
        )
        .orderBy('version')
        .orderBy('id')
        .limit(limit)
        .execute()
      return Promise.all(rows.map((row) => whole(own, row)))
    },
    async find(guild, id) {
      const row = await db
        .selectFrom('entries')
        .selectAll()
        .where('guild', '=', guild)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && whole(own, row)
    },
    commit: (guild, who, changes, at) =>
      outcomeOf(() =>
        database.transaction(async (tx) => {
          if (!(await needs.mayChange(tx, guild, who))) return { kind: 'refused' }
          return commit(tx as unknown as Transaction<EntryTables>, guild, who.id, changes, at)
        }),
      ),
    ...pasts(own),
    ...counts(own),
  }
}

/** An entry; where damage to the disk has hit its text, by the latest line of its history, which says the same. */
async function whole(database: Database<EntryTables>, row: EntryTables['entries']) {
  try {
    return keptOf(row)
  } catch (error) {
    tellDamaged(database, error)
    const { guild, id, rev } = row
    const latest = await pasts(database).revision(guild, id, rev)
    if (latest === undefined) throw error
    return { ...stateOf(row), entry: latest.entry, status: latest.status }
  }
}

/** All who save in one guild wait for each other: whoever has waited in vain does so once more. */
async function outcomeOf(commit: () => Promise<Commit>, tries = 2): Promise<Commit> {
  try {
    return await commit()
  } catch (error) {
    if (error instanceof Undone) return error.outcome
    const isBusy = error instanceof StoreError && error.fault === 'busy'
    if (isBusy && tries > 1) return outcomeOf(commit, tries - 1)
    throw error
  }
}

function pasts({ db }: Database<EntryTables>): Pick<EntryStore, 'history' | 'revision'> {
  const of = (guild: string, id: string) =>
    db.selectFrom('entry_revisions').selectAll().where('guild', '=', guild).where('id', '=', id)
  return {
    async history(guild, id, limit, before = Number.MAX_SAFE_INTEGER) {
      const rows = await of(guild, id)
        .where('rev', '<', before)
        .orderBy('rev', 'desc')
        .limit(limit)
        .execute()
      return rows.map(revisionOf)
    },
    async revision(guild, id, rev) {
      const row = await of(guild, id).where('rev', '=', rev).executeTakeFirst()
      return row && revisionOf(row)
    },
  }
}

function counts({ db, transaction }: Database<EntryTables>): Pick<EntryStore, 'uses' | 'addUses'> {
  return {
    async uses(guild) {
      const rows = await db
        .selectFrom('entry_uses')
        .select(['id', 'uses'])
        .where('guild', '=', guild)
        .execute()
      return new Map(rows.map(({ id, uses }) => [id, uses]))
    },
    addUses: (guild, uses, at) =>
      transaction(async (tx) => {
        for (const [id, more] of uses)
          await tx
            .insertInto('entry_uses')
            .values({ guild, id, uses: more, last: at })
            .onConflict((conflict) =>
              conflict.columns(['guild', 'id']).doUpdateSet(({ ref, eb }) => ({
                uses: eb(ref('entry_uses.uses'), '+', more),
                last: at,
              })),
            )
            .execute()
      }),
  }
}
