/** A new challenge: its questions are drawn and kept. */

import { UserError } from '../../errors.ts'
import { type Challenge, challengeSettings, mostChallenges, settlesAt } from '../challenge.ts'
import type { ChallengeStore } from '../challenge-store.ts'
import { drawQuestions, type History } from '../draw.ts'
import type { Sources } from '../host/opening.ts'
import type { Settings } from '../settings.ts'

export interface ChallengeRequest {
  readonly guild: string
  readonly channel: string
  readonly host: string
  readonly settings: Settings
  /** How long it is open, in milliseconds. */
  readonly lasts: number
}

export interface OpeningNeeds extends Omit<Sources, 'insiders'> {
  readonly store: Pick<ChallengeStore, 'open' | 'openIn'>
  readonly history: (guild: string) => Promise<History>
  /** Discord's time. */
  readonly now: () => number
}

/** Throws a UserError where the channel has one or no question fits. */
export async function openChallenge(
  request: ChallengeRequest,
  needs: OpeningNeeds,
): Promise<Challenge> {
  const { store } = needs
  if ((await store.openIn(request.guild)).length >= mostChallenges) throw new UserError(tooMany)
  const challenge = await drawn(request, needs)
  if (challenge.questions.length === 0) throw new UserError(noneFits)
  if (!(await store.open(challenge, settlesAt(challenge)))) throw new UserError(alreadyOne)
  return challenge
}

async function drawn(request: ChallengeRequest, needs: OpeningNeeds): Promise<Challenge> {
  const { guild, channel, host } = request
  const seed = needs.secret(32)
  const settings = challengeSettings(request.settings)
  const pool = await needs.pool(guild)
  const questions = drawQuestions(pool, settings, seed, await needs.history(guild))
  const at = needs.now()
  const closes = at + request.lasts
  const id = needs.secret(12)
  return { id, guild, channel, host, at, closes, settings, seed, questions }
}

const tooMany = `A server has ${mostChallenges} challenges at a time. Wait for one to end, or end it with \`/trivia challenge end\`.`

const noneFits = 'No question fits those topics and that difficulty. Choose fewer conditions.'

const alreadyOne =
  'There is a challenge in this channel already. Play it with `/trivia challenge play`.'
