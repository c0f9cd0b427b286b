/** Whether a game counts for the boards, by rules that are published: `docs/trivia.md` says the same in prose. */

import { byId } from './event.ts'
import type { Player, Round } from './round.ts'

/** What a server asks of a game that counts. */
export interface RankingRules {
  /** Players who must have answered at least half of the questions. */
  readonly players: number
  /** Age of an account that counts towards them, in milliseconds. */
  readonly accountAge: number
}

export const rankingRules: RankingRules = { players: 3, accountAge: 7 * 24 * 60 * 60_000 }

export type Unranked =
  | 'few-players'
  | 'new-accounts'
  | 'same-hand'
  | 'few-questions'
  /** Of a single player. */
  | 'insider'
  | 'inhuman'

export interface Ranking {
  /** Why the game counts for nobody; absent where it counts. */
  readonly unranked?: Unranked
  /** Players for whom it does not count although the game does. */
  readonly excluded: ReadonlyMap<string, Unranked>
}

/** Fewest settled questions of a game that counts. */
const leastQuestions = 3
/** So many presses sooner than anyone reads mark a machine. */
const hastyPresses = 3
/** Two players who so often gave the same answer within so many milliseconds count as one. */
const sameHand = { questions: 5, share: 0.8, within: 750 } as const

/** Applies the rules to a game that is over. Depends on nothing but the game. */
export function rankingOf(round: Round, rules: RankingRules): Ranking {
  const counted = round.settled.filter(({ voided }) => voided === undefined)
  const excluded = new Map<string, Unranked>()
  for (const player of round.players.keys()) {
    if (round.opening.insiders.includes(player)) excluded.set(player, 'insider')
    const hasty = counted.filter(({ outcomes }) => outcomes.get(player)?.hasty).length
    if (hasty >= hastyPresses) excluded.set(player, 'inhuman')
  }
  if (counted.length < leastQuestions) return { unranked: 'few-questions', excluded }
  const active = [...round.players.values()].filter(
    ({ id }) => counted.filter(({ outcomes }) => outcomes.has(id)).length * 2 >= counted.length,
  )
  if (active.length < rules.players) return { unranked: 'few-players', excluded }
  const known = active.filter((player) => isKnown(round, player, rules)).map(({ id }) => id)
  if (known.length < rules.players) return { unranked: 'new-accounts', excluded }
  if (hands(round, known) < rules.players) return { unranked: 'same-hand', excluded }
  return { excluded }
}

function isKnown({ opening: { at } }: Round, { id, joined }: Player, rules: RankingRules): boolean {
  return at - createdAt(id) >= rules.accountAge && joined <= at
}

/** When the account of a Discord id was made, in milliseconds since 1970. */
export function createdAt(id: string): number {
  return /^\d{15,20}$/.test(id) ? Number(BigInt(id) >> 22n) + 1_420_070_400_000 : 0
}

/** How many people there are when those who press alike count once. */
function hands(round: Round, players: readonly string[]): number {
  const distinct: string[] = []
  for (const player of [...players].sort(byId))
    if (!distinct.some((other) => pressAlike(round, player, other))) distinct.push(player)
  return distinct.length
}

function pressAlike(round: Round, a: string, b: string): boolean {
  const both = round.settled.flatMap(({ outcomes }) => {
    const [one, other] = [outcomes.get(a), outcomes.get(b)]
    return one === undefined || other === undefined ? [] : [{ one, other }]
  })
  if (both.length < sameHand.questions) return false
  const alike = both.filter(
    ({ one, other }) =>
      one.choice === other.choice &&
      one.text === other.text &&
      Math.abs(one.response - other.response) <= sameHand.within,
  )
  return alike.length >= both.length * sameHand.share
}
