/** Challenges whose time is over: the board comes, and what it came to is kept. */

import type { Turn } from '../challenge.ts'
import { type ChallengeScore, challengeScores } from '../challenge-ranked.ts'
import type { ChallengeStage } from '../challenge-stage.ts'
import type { ChallengeStore, KeptChallenge } from '../challenge-store.ts'
import type { Sources } from '../host/opening.ts'
import type { RankingRules } from '../ranked.ts'
import { faultOf } from '../stage.ts'

/** A board that could not be posted for so long is given up, in milliseconds. */
const patience = 6 * 3_600_000

export interface SettlingNeeds {
  readonly store: ChallengeStore
  readonly stage: ChallengeStage
  /** Discord's time. */
  readonly now: () => number
  readonly insiders: Sources['insiders']
  readonly rules: (guild: string) => RankingRules
  readonly onError: (error: unknown, doing: string) => void
}

/** Ends a challenge; what fails for a while is to be tried again later. */
export async function settle(challenge: KeptChallenge, needs: SettlingNeeds): Promise<void> {
  const { store, stage } = needs
  // First: what fails after the board has come would bring it once more.
  const turns = await store.turns(challenge.id)
  const scores = await scoresOf(challenge, turns, needs)
  const isShown = await showBoard(challenge, turns, needs)
  if (isShown === 'later') return
  await store.settle(challenge, scores)
  if (isShown === 'yes' && challenge.message !== '')
    await stage.edit(challenge, await store.progress(challenge), true).catch(() => undefined)
}

async function scoresOf(
  challenge: KeptChallenge,
  turns: readonly Turn[],
  { insiders, rules }: SettlingNeeds,
): Promise<readonly ChallengeScore[]> {
  const { guild, questions, at } = challenge
  const ids = new Set(questions.map(({ item }) => item.id))
  return challengeScores(challenge, turns, rules(guild), await insiders(guild, ids, at))
}

async function showBoard(
  challenge: KeptChallenge,
  turns: readonly Turn[],
  { stage, now, onError }: SettlingNeeds,
): Promise<'yes' | 'never' | 'later'> {
  try {
    await stage.board(challenge, turns)
    return 'yes'
  } catch (error) {
    const fault = faultOf(error)
    if (fault === 'channel-gone' || fault === 'forbidden') return 'never'
    onError(error, 'showing the board of a challenge')
    return now() - challenge.closes < patience ? 'later' : 'never'
  }
}
