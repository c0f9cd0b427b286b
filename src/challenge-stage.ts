/** Puts challenges into Discord's channels. */

import { type RESTPostAPIChannelMessageResult, Routes } from 'discord.js'
import { customId } from './discord/custom-id.ts'
import type { Caller } from './discord/wire.ts'
import { orStageError } from './stage.ts'
import type { ChallengeStage } from './trivia/challenge-stage.ts'
import { challengeBoardView, challengeView } from './views/challenge.ts'
import type { View } from './views/view.ts'

const idOf = (...args: readonly string[]) => customId('trivia', ...args)
const quiet = (view: View) => ({ ...view, allowed_mentions: { parse: [] } })

export function createChallengeStage(rest: Caller): ChallengeStage {
  const post = async (channel: string, view: View, nonce: string) => {
    const body = { ...quiet(view), nonce, enforce_nonce: true }
    const sent = await orStageError(rest.post(Routes.channelMessages(channel), { body }))
    return (sent as RESTPostAPIChannelMessageResult).id
  }
  return {
    post: (challenge) =>
      post(
        challenge.channel,
        challengeView(challenge, { begun: 0, finished: 0 }, false, idOf),
        `${challenge.id}:c`,
      ),
    async edit(challenge, progress, isOver) {
      const body = quiet(challengeView(challenge, progress, isOver, idOf))
      const route = Routes.channelMessage(challenge.channel, challenge.message)
      await orStageError(rest.patch(route, { body }))
    },
    async board(challenge, turns) {
      const view = challengeBoardView(challenge, turns, idOf)
      await post(challenge.channel, view, `${challenge.id}:end`)
    },
  }
}
