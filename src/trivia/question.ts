/** What one trivia question is, and how long its parts may be. */

import { z } from 'zod'
import { entryLimits, sourceSchema } from '../knowledge/entry.ts'
import { sameKey } from '../knowledge/sameness.ts'

/** Longest a part may be, in UTF-16 code units. An option must fit a button beside its letter. */
export const triviaLimits = {
  id: 60,
  question: 250,
  option: 75,
  wrong: 3,
  note: 600,
  sources: 6,
  accept: 30,
  accepted: 120,
  topic: 40,
  topics: 8,
  items: 2000,
} as const

const slug = z
  .string()
  .max(triviaLimits.id)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')

const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^\S(?:[\s\S]*\S)?$/, 'must not be empty or begin or end with white space')

const option = text(triviaLimits.option)

/** A trivia question as a file holds it. */
export const triviaItemFileSchema = z
  .strictObject({
    id: slug.describe('Name of the question, unique among all questions: lower-case-words.'),
    question: text(triviaLimits.question).describe('The question, as the players read it.'),
    right: option.describe('The right answer, short enough for a button.'),
    wrong: z
      .array(option)
      .length(triviaLimits.wrong)
      .describe('Three wrong answers of the same kind and length, false under every reading.'),
    note: text(triviaLimits.note).describe('Why it is so: shown with the right answer.'),
    sources: z
      .array(sourceSchema)
      .min(1)
      .max(triviaLimits.sources)
      .describe('Documents that the right answer rests on.'),
    difficulty: z.enum(['easy', 'medium', 'hard']),
    entry: slug
      .max(entryLimits.id)
      .describe('Id of the answer that tells more about it, in one of the answer files.'),
    topics: z.array(text(triviaLimits.topic)).max(triviaLimits.topics).describe('A few key words.'),
    accept: z
      .array(text(triviaLimits.accepted))
      .max(triviaLimits.accept)
      .optional()
      .describe('Other answers that are right when a player types instead of pressing a button.'),
    last: option
      .optional()
      .describe(
        'The option that is always shown last, such as "None of these"; repeated word for word.',
      ),
  })
  .check(({ value: item, issues }) => {
    for (const { path, message } of contradictions(item))
      issues.push({ code: 'custom', path: [...path], message, input: item })
  })

/** A server's own question: it may have no sources, no explanation and no entry behind it. */
export const ownItemSchema = z
  .strictObject({
    ...triviaItemFileSchema.shape,
    note: z.string().max(triviaLimits.note),
    sources: z.array(sourceSchema).max(triviaLimits.sources),
    entry: z.union([slug, z.literal('')]),
  })
  .check(({ value: item, issues }) => {
    for (const { path, message } of contradictions(item))
      issues.push({ code: 'custom', path: [...path], message, input: item })
  })

/** A file of trivia questions. */
export const triviaFileSchema = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds the schema of this file.'),
  title: text(100).describe('What the set is called.'),
  description: text(400).describe('What the set is about, in a sentence.'),
  items: z.array(triviaItemFileSchema).max(triviaLimits.items),
})

export type Difficulty = 'easy' | 'medium' | 'hard'
export type TriviaItemFile = z.infer<typeof triviaItemFileSchema>

/** One question with its answers, complete: nothing is optional that the game reads. */
export interface TriviaItem {
  readonly id: string
  readonly question: string
  readonly right: string
  /** Three; none the same to a reader as another or as `right`. */
  readonly wrong: readonly string[]
  /** Shown with the right answer; '' for none. */
  readonly note: string
  /** At least one where the question comes with the bot. */
  readonly sources: readonly z.infer<typeof sourceSchema>[]
  readonly difficulty: Difficulty
  /** Id of the entry behind it; '' for none. */
  readonly entry: string
  readonly topics: readonly string[]
  /** Other typed answers that are right. */
  readonly accept: readonly string[]
  /** The option to show last, whatever the draw; `right` or one of `wrong`. */
  readonly last?: string
}

/** The complete question of a file's one. */
export function triviaItemOf({ accept, last, ...item }: TriviaItemFile): TriviaItem {
  return { ...item, accept: accept ?? [], ...(last === undefined ? {} : { last }) }
}

interface Contradiction {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What no single field can say: options that read alike, a wrong answer that is accepted, an unknown last one. */
function contradictions(item: {
  right: string
  wrong: string[]
  accept?: string[] | undefined
  last?: string | undefined
}): Contradiction[] {
  const { right, wrong, accept = [], last } = item
  const found: Contradiction[] = []
  const seen = new Set([sameKey(right)])
  for (const [at, option] of wrong.entries()) {
    const key = sameKey(option)
    if (seen.has(key))
      found.push({ path: ['wrong', at], message: `"${option}" reads the same as another option` })
    seen.add(key)
  }
  const wrongKeys = new Set(wrong.map(sameKey))
  for (const [at, typed] of accept.entries())
    if (wrongKeys.has(sameKey(typed)))
      found.push({ path: ['accept', at], message: `"${typed}" is one of the wrong answers` })
  if (last !== undefined && last !== right && !wrong.includes(last))
    found.push({ path: ['last'], message: 'must be the right or a wrong answer, word for word' })
  return found
}
