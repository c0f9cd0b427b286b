/** What somebody has begun and not saved: kept for a day, so that nothing typed is lost, for nobody but them. */

import type { Change } from './entry-store.ts'
import type { Fields } from './form.ts'

export type DraftBody =
  | {
      /** Questions for trivia out of a file, as they were shown. */
      readonly kind: 'questions'
      readonly items: readonly unknown[]
    }
  | {
      /** A question for trivia. */
      readonly kind: 'question'
      /** Id of the question being edited; '' for a new one. */
      readonly question: string
      /** Whether it is only suggested. */
      readonly suggested: boolean
      readonly difficulty: string
      readonly fields: Readonly<Record<'question' | 'right' | 'wrong' | 'note' | 'topics', string>>
    }
  | {
      readonly kind: 'form'
      /** The entry being edited; '' for a new one. */
      readonly entry: string
      /** The revision that the person has seen. */
      readonly expected: number
      readonly fields: Fields
    }
  | {
      readonly kind: 'merge'
      readonly from: string
      readonly into: string
      readonly revs: readonly [from: number, into: number]
    }
  | {
      readonly kind: 'import'
      /** As they were shown; each carries the revision that the person has seen. */
      readonly changes: readonly Change[]
    }

/** Whose draft it is: it can be read in no other guild and by nobody else. */
export interface Owner {
  readonly guild: string
  readonly author: string
}

export interface DraftStore {
  /** Keeps a new draft until `at` and a day; resolves with its id, which cannot be guessed. */
  begin(owner: Owner, body: DraftBody, at: number): Promise<string>
  /** Undefined where it is somebody else's, or older than a day, or done with. */
  read(owner: Owner, id: string, at: number): Promise<DraftBody | undefined>
  /** False where it is not there any more. */
  change(owner: Owner, id: string, body: DraftBody): Promise<boolean>
  drop(owner: Owner, id: string): Promise<void>
}
