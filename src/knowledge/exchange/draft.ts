/** What an importer finds before it is known to be an entry: a question, an answer and where they stood. */

/** A question with its answer, as the file has them. */
export interface Draft {
  /** Line of the question in the file, from 1. */
  readonly line: number
  readonly question: string
  /** Text, or a list of paragraphs. */
  readonly answer: string | readonly string[]
  /** Other fields of an entry under their names, as found: of any shape. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** A part of the file that no entry holds. */
export interface Skipped {
  readonly line: number
  readonly reason: string
  /** The beginning of the part. */
  readonly text: string
}

/** Something that was taken but should be looked at. */
export interface Warning {
  readonly line: number
  readonly message: string
}

/** What a file holds, in its order. */
export interface Drafts {
  readonly drafts: readonly Draft[]
  readonly skipped: readonly Skipped[]
  readonly warnings: readonly Warning[]
}

/** Largest file, in bytes once decoded to UTF-8. */
export const mostBytes = 1024 * 1024
/** Longest single part of a file, in UTF-16 code units. */
export const longestPart = 4096
