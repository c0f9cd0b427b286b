/** Unsaved forms in the database, so that not even a restart loses what somebody typed. */

import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { DraftBody, DraftStore } from '../knowledge/draft.ts'
import { entryFileSchema, entryOf } from '../knowledge/entry.ts'
import type { Database } from './database.ts'
import type { EntryTables } from './entry-tables.ts'

/** How long a draft is kept, in milliseconds: a day. */
const life = 24 * 60 * 60_000

const entry = entryFileSchema.transform(entryOf)

const bodySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('questions'), items: z.array(z.unknown()) }),
  z.object({
    kind: z.literal('question'),
    question: z.string(),
    suggested: z.boolean(),
    difficulty: z.string(),
    fields: z.object({
      question: z.string(),
      right: z.string(),
      wrong: z.string(),
      note: z.string(),
      topics: z.string(),
    }),
  }),
  z.object({
    kind: z.literal('form'),
    entry: z.string(),
    expected: z.number(),
    fields: z.object({
      question: z.string(),
      answer: z.string(),
      aliases: z.string().exactOptional(),
      topics: z.string().exactOptional(),
      sources: z.string().exactOptional(),
    }),
  }),
  z.object({
    kind: z.literal('merge'),
    from: z.string(),
    into: z.string(),
    revs: z.tuple([z.number(), z.number()]),
  }),
  z.object({
    kind: z.literal('import'),
    changes: z.array(
      z.object({
        action: z.literal('import'),
        status: z.enum(['live', 'removed', 'shipped']),
        entry,
        expected: z.number(),
        shipped: entry.exactOptional(),
      }),
    ),
  }),
])

export function createDraftStore<Rows extends EntryTables>(database: Database<Rows>): DraftStore {
  const { db } = database as unknown as Database<EntryTables>
  return {
    async begin(owner, body, at) {
      const id = randomBytes(12).toString('base64url')
      await db.deleteFrom('answer_drafts').where('expires', '<=', at).execute()
      await db
        .insertInto('answer_drafts')
        .values({ id, ...owner, body: JSON.stringify(body), expires: at + life })
        .execute()
      return id
    },
    async read({ guild, author }, id, at): Promise<DraftBody | undefined> {
      const row = await db
        .selectFrom('answer_drafts')
        .select('body')
        .where('id', '=', id)
        .where('guild', '=', guild)
        .where('author', '=', author)
        .where('expires', '>', at)
        .executeTakeFirst()
      return row && bodySchema.parse(JSON.parse(row.body))
    },
    async change({ guild, author }, id, body) {
      const { numUpdatedRows } = await db
        .updateTable('answer_drafts')
        .set({ body: JSON.stringify(body) })
        .where('id', '=', id)
        .where('guild', '=', guild)
        .where('author', '=', author)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async drop({ guild, author }, id) {
      await db
        .deleteFrom('answer_drafts')
        .where('id', '=', id)
        .where('guild', '=', guild)
        .where('author', '=', author)
        .execute()
    },
  }
}
