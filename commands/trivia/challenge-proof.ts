/** /trivia explain and /trivia verify of a challenge: where points came from, and that all went by the rules. */

import type { ChatInputCommandInteraction } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { UserError } from '../../src/errors.ts'
import { explainChallenge, verifyChallenge } from '../../src/trivia/challenge-proof.ts'
import type { KeptChallenge } from '../../src/trivia/challenge-store.ts'
import { challengeCheckView } from '../../src/views/challenge.ts'
import { relative } from '../../src/views/round.ts'
import { explainView } from '../../src/views/scores.ts'
import type { Parts } from '../parts.ts'
import { privately } from '../reply.ts'

type Slash = InGuild<ChatInputCommandInteraction>

/** The challenge that the option names; undefined where it names a game, or nothing. */
export async function challengeNamed(
  { guildId, options }: Slash,
  { challenges }: Parts,
): Promise<KeptChallenge | undefined> {
  const named = options.getString('game')
  return named === null ? undefined : challenges.find(guildId, named.trim().toLowerCase())
}

export async function explainTurns(
  interaction: Slash,
  { challenges }: Parts,
  challenge: KeptChallenge,
): Promise<void> {
  requireOver(challenge, 'what was right')
  const turns = await challenges.turns(challenge.id, interaction.user.id)
  if (turns.length === 0) throw new UserError('You did not play this challenge.')
  const lines = explainChallenge(challenge, turns)
  await interaction.reply(privately(explainView(lines, `Challenge ${challenge.id}`)))
}

export async function verifyTurns(
  interaction: Slash,
  { challenges }: Parts,
  challenge: KeptChallenge,
): Promise<void> {
  requireOver(challenge, 'its seed')
  const turns = await challenges.turns(challenge.id)
  const check = verifyChallenge(challenge, turns, await challenges.points(challenge.id))
  await interaction.reply(privately(challengeCheckView(challenge, check)))
}

function requireOver({ closed, closes }: KeptChallenge, what: string): void {
  if (!closed)
    throw new UserError(
      `That challenge is not over: ${what} is secret until it is, ${relative(closes)}.`,
    )
}
