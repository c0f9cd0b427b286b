/** The questions of a server that its players' answers speak against. */

import { truths } from './draw.ts'
import type { TriviaItem } from './question.ts'
import { type Evidence, type Suspicion, suspicionOf } from './rating.ts'

const claims: ReadonlySet<string> = new Set(truths)

/** A question that should be looked at, with how often it was answered and how often right. */
export interface Suspect {
  readonly item: TriviaItem
  readonly suspicion: Suspicion
  readonly answered: number
  readonly right: number
}

/**
 * What of `pool` is suspect, the most often wrong first; `evidence` has the answers by id of the item. "True" and
 * "False" are left out: they speak of the claim that was drawn, and which it was is not kept with the answer.
 */
export function suspectsOf(
  pool: readonly TriviaItem[],
  evidence: ReadonlyMap<string, readonly Evidence[]>,
): readonly Suspect[] {
  return pool
    .flatMap((item): Suspect[] => {
      const answers = (evidence.get(item.id) ?? []).filter(
        ({ said }) => item.right === said || item.wrong.includes(said) || !claims.has(said),
      )
      const suspicion = suspicionOf(answers)
      if (suspicion === undefined) return []
      const right = answers.filter((answer) => answer.right).length
      return [{ item, suspicion, answered: answers.length, right }]
    })
    .toSorted((a, b) => a.right / a.answered - b.right / b.answered || b.answered - a.answered)
}
