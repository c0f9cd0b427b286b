/** What all people of a run share: chance, patience, and whether it is still time to begin something. */

import type { Reply } from '../../src/playground/people.ts'
import type { Dice } from '../../src/trivia/random.ts'

export const pause = (ms: number) => new Promise<void>((go) => setTimeout(go, ms))

/** Whether something with this chance in a hundred happens. */
export const happens = (dice: Dice, percent: number) => dice.below(100) < percent

export const between = (dice: Dice, from: number, to: number) => from + dice.below(to - from + 1)

export const oneOf = <T>(dice: Dice, all: readonly T[]): T => all[dice.below(all.length)] as T

/** Nobody waits longer for an answer that was promised, in milliseconds. */
const patience = 20_000

/** What came of doing something; undefined where it could not be done, or no word came. */
export async function tried(doing: () => Promise<Reply>): Promise<Reply | undefined> {
  try {
    return await Promise.race([doing(), pause(patience).then(() => undefined)])
  } catch {
    // A button that is gone by now, a form that never opened.
    return undefined
  }
}

/** The words that somebody read; undefined where nothing was heard. */
export const wordsOf = (reply: Reply | undefined): string | undefined =>
  reply === undefined || reply.failure !== null || reply.content === '' ? undefined : reply.content

/** Whether new things are begun. */
export interface Time {
  isOver: boolean
}
