/** From scores to a decision: how likely the first entry answers the question, and what to do about it. */

/**
 * What the ranking amounts to: `answer` shows the first match as the answer, `choose` asks which of the
 * matches was meant, `nothing` says that there is none.
 */
export type Verdict = 'answer' | 'choose' | 'nothing'

/**
 * How sure an answer must be: `lenient` answers more questions and is wrong more often, `strict` the other
 * way round.
 */
export type Strictness = 'lenient' | 'balanced' | 'strict'

/** A lead over the second entry above this says no more. */
const mostLead = 4

/** What the log odds of being right are made of. */
export interface Calibration {
  readonly bias: number
  readonly score: number
  readonly lead: number
}

/**
 * Logistic regression on score and lead of the first entry, fitted on five public sets with as many
 * questions that no entry answers as such that one does (`docs/search.md` has the figures and how they hold
 * on a set left out).
 */
export const calibration: Calibration = { bias: -5.95, score: 0.45, lead: 0.26 }

/** Least probabilities for `answer` and, below it, for `choose`; chosen by measured precision. */
const thresholds: Readonly<
  Record<Strictness, { readonly answer: number; readonly choose: number }>
> = {
  lenient: { answer: 0.55, choose: 0.06 },
  balanced: { answer: 0.68, choose: 0.1 },
  strict: { answer: 0.8, choose: 0.2 },
}

/** The probability, 0 to 1, that the first of the entries with these scores (best first) is right. */
export function confidenceOf(
  scores: readonly number[],
  { bias, score, lead: ahead }: Calibration = calibration,
): number {
  const [first, second = first === undefined ? 0 : first - mostLead] = scores
  if (first === undefined) return 0
  const lead = Math.min(mostLead, first - second)
  const logit = bias + score * first + ahead * lead
  return 1 / (1 + Math.exp(-logit))
}

/**
 * What to do when the first entry is right with this probability. An entry that `covers` all that was asked
 * is always worth showing: a name alone ("Prishtina") is too little for a sure answer, but it is not nothing.
 */
export function verdictOf(confidence: number, covers: boolean, strictness: Strictness): Verdict {
  const { answer, choose } = thresholds[strictness]
  if (confidence >= answer) return 'answer'
  return covers || confidence >= choose ? 'choose' : 'nothing'
}
