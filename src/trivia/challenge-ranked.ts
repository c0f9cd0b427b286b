/** What a challenge comes to on the boards of its server: `docs/challenges.md` says the same in prose. */

import { type Challenge, type ChallengeLine, challengeBoard, type Turn } from './challenge.ts'
import { createdAt, type RankingRules, type Unranked } from './ranked.ts'

/** One player's line of the ledger. */
export interface ChallengeScore extends ChallengeLine {
  readonly won: boolean
  /** Why it does not count for the boards; absent where it does. */
  readonly unranked?: Unranked
}

/** Everyone who answered a question; `insiders` wrote or changed one of them. */
export function challengeScores(
  challenge: Challenge,
  turns: readonly Turn[],
  rules: RankingRules,
  insiders: readonly string[],
): readonly ChallengeScore[] {
  const byPlayer = Map.groupBy(
    turns.filter(({ at }) => at !== 0),
    ({ player }) => player,
  )
  const reason = reasonAgainst(challenge, byPlayer, rules)
  return challengeBoard(challenge, turns)
    .filter(({ player }) => byPlayer.has(player))
    .map((line) => {
      const unranked = reason ?? (insiders.includes(line.player) ? 'insider' : undefined)
      const won = line.rank === 1 && line.points > 0
      return { ...line, won, ...(unranked === undefined ? {} : { unranked }) }
    })
}

/** Why a challenge counts for nobody; undefined where it counts. */
function reasonAgainst(
  { at, questions }: Challenge,
  answered: ReadonlyMap<string, readonly Turn[]>,
  rules: RankingRules,
): Unranked | undefined {
  const active = [...answered].filter(([, own]) => own.length * 2 >= questions.length)
  if (active.length < rules.players) return 'few-players'
  const known = active.filter(([player]) => at - createdAt(player) >= rules.accountAge)
  return known.length < rules.players ? 'new-accounts' : undefined
}
