/** How a dataset wants to be written: words to avoid, how long and how hard its answers may be. */

import { z } from 'zod'

const phrase = z
  .string()
  .max(80)
  .regex(/^\S(?:[\s\S]*\S)?$/, 'must not be empty or begin or end with white space')

const avoidSchema = z.strictObject({
  phrases: z
    .array(phrase)
    .min(1)
    .max(100)
    .describe('Words not to use, whatever their capitals; within quotation marks they may stand.'),
  instead: z.string().max(200).optional().describe('What to write instead.'),
  except: z
    .array(z.string().max(60))
    .max(100)
    .optional()
    .describe('Ids of entries and trivia in which the words are meant and stand.'),
})

/** The file `style.json` of a dataset. */
export const styleFileSchema = z.strictObject({
  $schema: z.string().optional().describe('Where an editor finds the schema of this file.'),
  answerWords: z
    .strictObject({ least: z.int().min(1), most: z.int().min(1) })
    .optional()
    .describe('How many words an answer has.'),
  leastAliases: z
    .int()
    .min(0)
    .max(40)
    .optional()
    .describe('How many other wordings each question has at least.'),
  hardest: z
    .number()
    .min(20)
    .max(100)
    .optional()
    .describe(
      'The highest readability index (LIX) of an answer: 40 newspapers, 50 essays, 60 law. 60 if absent.',
    ),
  needsSources: z
    .boolean()
    .optional()
    .describe(
      'Whether every answer must name a source and the day it was checked. True if absent.',
    ),
  avoid: z.array(avoidSchema).max(200).optional(),
})

/** A dataset's style, complete. */
export interface Style {
  readonly answerWords: { readonly least: number; readonly most: number }
  readonly leastAliases: number
  readonly hardest: number
  readonly needsSources: boolean
  readonly avoid: readonly Avoided[]
}

/** Words to avoid, and where they may stand all the same. */
export interface Avoided {
  readonly phrases: readonly string[]
  readonly instead?: string | undefined
  readonly except?: readonly string[] | undefined
}

/** The complete style of a file's one; of an empty file, what holds where a dataset says nothing. */
export function styleOf(file: z.infer<typeof styleFileSchema>): Style {
  return {
    answerWords: file.answerWords ?? { least: 1, most: 1000 },
    leastAliases: file.leastAliases ?? 0,
    hardest: file.hardest ?? 60,
    needsSources: file.needsSources ?? true,
    avoid: file.avoid ?? [],
  }
}

const quoted = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»/gu

/** The phrases of `avoided` that `text` uses outside quotation marks, as whole words. */
export function phrasesIn(text: string, { phrases }: Avoided): string[] {
  const own = ` ${text.replace(quoted, ' ').replace(/[^\p{L}\p{N}\p{M}'’-]+/gu, ' ')} `
  const plain = own.replaceAll('’', "'").toLowerCase()
  return phrases.filter((words) => plain.includes(` ${words.replaceAll('’', "'").toLowerCase()} `))
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** The words of a text, numbers included. */
export function wordsIn(text: string): string[] {
  return text.match(wordPattern) ?? []
}

/**
 * The readability index LIX (C. H. Björnsson, Läsbarhet, 1968): words a sentence, plus words of more than six
 * letters in a hundred. It needs no syllables, so it serves many languages. 0 for text without words.
 */
export function readingIndex(text: string): number {
  const words = wordsIn(text)
  if (words.length === 0) return 0
  const long = words.filter((word) => word.length > 6).length
  const spoken = [...sentences.segment(text)].filter(({ segment }) => /\p{L}/u.test(segment)).length
  return words.length / Math.max(1, spoken) + (100 * long) / words.length
}
