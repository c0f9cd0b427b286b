/** What one answer is, and how long its parts may be. */

import { z } from 'zod'

/** Longest a part may be, in UTF-16 code units. Chosen so that an entry always fits one embed (6,000 in all). */
export const entryLimits = {
  id: 60,
  question: 200,
  alias: 200,
  aliases: 40,
  answer: 3500,
  topic: 40,
  topics: 8,
  related: 8,
  sources: 10,
  sourceTitle: 200,
  publisher: 120,
  url: 400,
  view: 400,
  positions: 6,
  note: 400,
} as const

const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^\S(?:[\s\S]*\S)?$/, 'must not be empty or begin or end with white space')

const slugOf = (longest: number) =>
  z.string().max(longest).regex(slug, 'must be lower-case words joined by hyphens')

const paragraphs = z
  .array(text(entryLimits.answer))
  .min(1)
  .max(40)
  .refine((list) => list.join('\n\n').length <= entryLimits.answer, {
    error: `is longer than ${entryLimits.answer} characters in all`,
  })

/** A document an answer rests on. */
export const sourceSchema = z.strictObject({
  title: text(entryLimits.sourceTitle).describe('What the document is called.'),
  publisher: text(entryLimits.publisher).describe('Who published it.'),
  year: z.int().min(1000).max(2999).describe('The year it was published.'),
  url: z
    .url({ protocol: /^https?$/ })
    .max(entryLimits.url)
    .optional()
    .describe('Where it can be read.'),
})

/** One side's view of a contested matter, with who holds it. */
export const positionSchema = z.strictObject({
  who: text(80).describe('Who holds the view.'),
  view: text(entryLimits.view).describe('The view, fairly put.'),
})

/** An entry as a file holds it: what may be left out, and an answer that may be a list of paragraphs. */
export const entryFileSchema = z.strictObject({
  id: slugOf(entryLimits.id).describe('Name of the entry, unique among all: lower-case-words.'),
  question: text(entryLimits.question).describe('The question, as the title of the answer.'),
  answer: z
    .union([text(entryLimits.answer), paragraphs])
    .describe('The answer in Discord Markdown: text, or a list of paragraphs.'),
  aliases: z
    .array(text(entryLimits.alias))
    .max(entryLimits.aliases)
    .optional()
    .describe('Other wordings, as people really type them.'),
  topics: z
    .array(text(entryLimits.topic))
    .max(entryLimits.topics)
    .optional()
    .describe('A few key words.'),
  related: z
    .array(slugOf(entryLimits.id))
    .max(entryLimits.related)
    .optional()
    .describe('Ids of entries worth reading next.'),
  sources: z
    .array(sourceSchema)
    .max(entryLimits.sources)
    .optional()
    .describe('Documents that the answer rests on.'),
  checked: z.iso.date().optional().describe('The day the facts were last checked: YYYY-MM-DD.'),
  contested: z
    .strictObject({
      note: text(entryLimits.note).describe('What is disputed, in a sentence.'),
      positions: z
        .array(positionSchema)
        .min(1)
        .max(entryLimits.positions)
        .optional()
        .describe('The sides, each with its view.'),
    })
    .optional()
    .describe('Present where the matter is disputed.'),
  pinned: z.boolean().optional().describe('Whether it is suggested before anything is typed.'),
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'must be a two-letter language code')
    .optional()
    .describe('Language of the answer, in two letters of ISO 639-1; English where absent.'),
})

export type Source = Readonly<z.infer<typeof sourceSchema>>
export type Position = Readonly<z.infer<typeof positionSchema>>
export type EntryFile = z.infer<typeof entryFileSchema>

/** One question and its answer, complete: nothing is optional that the rest of the bot reads. */
export interface Entry {
  readonly id: string
  /** The wording the dataset gives it; shown as the title of the answer. */
  readonly question: string
  /** Discord Markdown; paragraphs parted by an empty line. */
  readonly answer: string
  /** Other wordings that mean the same question. */
  readonly aliases: readonly string[]
  readonly topics: readonly string[]
  /** Ids of entries worth reading next. */
  readonly related: readonly string[]
  readonly sources: readonly Source[]
  /** The day the facts were last checked, `YYYY-MM-DD`; absent where nobody said. */
  readonly checked?: string
  /** Present where the matter is disputed: why, and who holds what. */
  readonly contested?: { readonly note: string; readonly positions: readonly Position[] }
  readonly pinned: boolean
  /** ISO 639-1. */
  readonly language: string
}

/** The complete entry of a file's one: defaults filled in, paragraphs joined. */
export function entryOf(file: EntryFile): Entry {
  const { answer, checked, contested, ...rest } = file
  return {
    id: rest.id,
    question: rest.question,
    answer: typeof answer === 'string' ? answer : answer.join('\n\n'),
    aliases: rest.aliases ?? [],
    topics: rest.topics ?? [],
    related: rest.related ?? [],
    sources: rest.sources ?? [],
    ...(checked === undefined ? {} : { checked }),
    ...(contested === undefined
      ? {}
      : { contested: { note: contested.note, positions: contested.positions ?? [] } }),
    pinned: rest.pinned ?? false,
    language: rest.language ?? 'en',
  }
}

/** The file's form of an entry: what `entryOf` fills in by itself is left out, so `entryOf` gives it back. */
export function entryFileOf(entry: Entry): EntryFile {
  const { aliases, topics, related, sources, contested, checked } = entry
  const list = <Item>(name: string, items: readonly Item[]) =>
    items.length === 0 ? {} : { [name]: [...items] }
  return {
    id: entry.id,
    question: entry.question,
    answer: entry.answer,
    ...list('aliases', aliases),
    ...list('topics', topics),
    ...list('related', related),
    ...list('sources', sources),
    ...(checked === undefined ? {} : { checked }),
    ...(contested === undefined
      ? {}
      : { contested: { note: contested.note, ...list('positions', contested.positions) } }),
    ...(entry.pinned ? { pinned: true } : {}),
    ...(entry.language === 'en' ? {} : { language: entry.language }),
  }
}
