/** Puts games into Discord's channels: posts and edits, and what a refusal means for the game. */

import {
  // The one that discord.js throws: `@discordjs/rest`, imported here, would be another module with another class.
  DiscordAPIError,
  type REST,
  RESTJSONErrorCodes,
  type RESTPostAPIChannelMessageResult,
  Routes,
} from 'discord.js'
import { customId } from './discord/custom-id.ts'
import { type Scene, type Stage, StageError, type StageFault } from './trivia/host.ts'
import type { RankingRules } from './trivia/ranked.ts'
import { createdAt } from './trivia/ranked.ts'
import type { Round } from './trivia/round.ts'
import { lobbyView, questionView, revealView } from './views/round.ts'
import { boardView } from './views/scores.ts'
import type { View } from './views/view.ts'

const idOf = (...args: readonly string[]) => customId('trivia', ...args)

/** A stage that speaks through `rest`, with the bot's token: an interaction's would be dead after 15 minutes. */
export function createStage(rest: REST, rules: (guild: string) => RankingRules): Stage {
  const viewOf = (round: Round, scene: Scene): View => {
    switch (scene.kind) {
      case 'lobby':
        return lobbyView(round, idOf)
      case 'question':
        return questionView(round, idOf)
      case 'reveal':
        return revealView(round, scene.question, idOf)
      case 'board':
        return boardView(round, rules(round.opening.guild), idOf)
    }
  }
  const bodyOf = (round: Round, scene: Scene) => ({
    ...viewOf(round, scene),
    allowed_mentions: { parse: [] },
  })
  return {
    async post(round, scene, nonce) {
      const body = { ...bodyOf(round, scene), nonce, enforce_nonce: true }
      const { id } = (await orStageError(
        rest.post(Routes.channelMessages(round.opening.channel), { body }),
      )) as RESTPostAPIChannelMessageResult
      return { message: id, at: createdAt(id) }
    },
    async edit(round, scene, message) {
      const body = bodyOf(round, scene)
      await orStageError(
        rest.patch(Routes.channelMessage(round.opening.channel, message), { body }),
      )
    },
  }
}

const faults: ReadonlyMap<number | string, StageFault> = new Map<number | string, StageFault>([
  [RESTJSONErrorCodes.UnknownMessage, 'message-gone'],
  [RESTJSONErrorCodes.UnknownChannel, 'channel-gone'],
  [RESTJSONErrorCodes.UnknownGuild, 'channel-gone'],
  [RESTJSONErrorCodes.MissingAccess, 'forbidden'],
  [RESTJSONErrorCodes.MissingPermissions, 'forbidden'],
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread, 'forbidden'],
  [RESTJSONErrorCodes.ThreadLocked, 'forbidden'],
])

/** The result of a call to Discord; rejects with a StageError that says what a refusal means. */
export async function orStageError<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    const fault = error instanceof DiscordAPIError ? faults.get(error.code) : undefined
    throw new StageError(fault ?? 'failed', error)
  }
}
