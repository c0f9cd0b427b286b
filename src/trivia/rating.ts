/** Ratings of questions and players from real answers: how hard a question is, how much a player knows. */

import type { Difficulty, TriviaItem } from './question.ts'

/** A rating in logits, with the number of answers it rests on. */
export interface Rating {
  readonly value: number
  readonly answers: number
}

/** Where a question begins that nobody has answered, by the label its author gave it. */
export const priors: Readonly<Record<Difficulty, number>> = { easy: -1, medium: 0, hard: 1 }

export const newPlayer: Rating = { value: 0, answers: 0 }

/**
 * The chance that a player of rating `ability` answers a question of rating `difficulty`: the Rasch model
 * (Rasch 1960) with a floor for guessing among `options` answers (Birnbaum's third parameter, 1968); no floor
 * for typed answers (0 options).
 */
export function chance(ability: number, difficulty: number, options: number): number {
  const floor = options > 1 ? 1 / options : 0
  return floor + (1 - floor) / (1 + Math.exp(difficulty - ability))
}

/** How far one answer moves a rating: less, the more answers it rests on (Pelánek 2016, α = 1, β = 0.05). */
function pace(answers: number): number {
  return 1 / (1 + 0.05 * answers)
}

/**
 * Both ratings after one answer: the Elo system with an uncertainty function, as Pelánek describes it for
 * questions and learners (2016, Computers & Education 98, "Applications of the Elo rating system in adaptive
 * educational systems").
 */
export function rate(
  player: Rating,
  item: Rating,
  right: boolean,
  options: number,
): { player: Rating; item: Rating } {
  const surprise = (right ? 1 : 0) - chance(player.value, item.value, options)
  return {
    player: {
      value: player.value + pace(player.answers) * surprise,
      answers: player.answers + 1,
    },
    item: { value: item.value - pace(item.answers) * surprise, answers: item.answers + 1 },
  }
}

/** So many answers before a rating overrules the author's label. */
export const labelAfter = 10

/** The label that a question has earned, or its author's while there are few answers. */
export function labelOf({ value, answers }: Rating, authors: Difficulty): Difficulty {
  if (answers < labelAfter) return authors
  return value < -0.6 ? 'easy' : value > 0.6 ? 'hard' : 'medium'
}

/** The questions of a pool under the labels that they have earned; `ratings` by id of the item. */
export function labelled(
  pool: readonly TriviaItem[],
  ratings: ReadonlyMap<string, Rating>,
): readonly TriviaItem[] {
  return pool.map((item) => {
    const rating = ratings.get(item.id)
    return rating === undefined ? item : { ...item, difficulty: labelOf(rating, item.difficulty) }
  })
}

/** One answer to a question, with how much its player knows. */
export interface Evidence {
  readonly right: boolean
  readonly said: string
  readonly ability: number
}

/** Why a question should be looked at by a moderator. */
export type Suspicion =
  | { readonly kind: 'strong-miss'; readonly strong: number; readonly weak: number }
  | { readonly kind: 'wrong-wins'; readonly said: string; readonly share: number }

/** Fewest answers that say anything about a question. */
const leastEvidence = 8

/**
 * What is suspect about a question: those who know more than half of its players get it right less often than
 * the others, or one wrong answer is given more often than the right one and by at least half.
 */
export function suspicionOf(answers: readonly Evidence[]): Suspicion | undefined {
  if (answers.length < leastEvidence) return undefined
  const counts = new Map<string, number>()
  for (const { said, right } of answers) if (!right) counts.set(said, (counts.get(said) ?? 0) + 1)
  const rights = answers.filter(({ right }) => right).length
  const [said, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0]
  if (count > rights && count * 2 >= answers.length)
    return { kind: 'wrong-wins', said, share: count / answers.length }
  const abilities = answers.map(({ ability }) => ability).sort((a, b) => a - b)
  const median = abilities[Math.floor(abilities.length / 2)] ?? 0
  const shareOf = (group: readonly Evidence[]) =>
    group.filter(({ right }) => right).length / Math.max(1, group.length)
  const strong = shareOf(answers.filter(({ ability }) => ability > median))
  const weak = shareOf(answers.filter(({ ability }) => ability <= median))
  const spread = (abilities.at(-1) ?? 0) - (abilities[0] ?? 0)
  return spread > 0.5 && strong < weak - 0.3 ? { kind: 'strong-miss', strong, weak } : undefined
}
