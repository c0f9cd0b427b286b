/** Puts games into Discord's channels: posts and edits, and what a refusal means for the game. */

import {
  // The one that discord.js throws: `@discordjs/rest`, imported here, would be another module with another class.
  DiscordAPIError,
  RESTJSONErrorCodes,
  type RESTPostAPIChannelMessageResult,
  Routes,
} from 'discord.js'
import { customId } from './discord/custom-id.ts'
import type { Caller } from './discord/wire.ts'
import type { RankingRules } from './trivia/ranked.ts'
import { createdAt } from './trivia/ranked.ts'
import type { Round } from './trivia/round.ts'
import { type Scene, type Stage, StageError, type StageFault } from './trivia/stage.ts'
import { lobbyView, questionView, revealView } from './views/round.ts'
import { boardView } from './views/scores.ts'
import type { View } from './views/view.ts'
import type { Voice, Voices } from './voices.ts'

const idOf = (...args: readonly string[]) => customId('trivia', ...args)

/** A stage that speaks with the bot's token through `rest` or, where the host says so, as a reply to one of `voices`. */
export function createStage(
  rest: Caller,
  replies: Caller,
  rules: (guild: string) => RankingRules,
  voices: Voices,
): Stage {
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
  const postOwn = (channel: string, body: object, nonce: string) =>
    rest.post(Routes.channelMessages(channel), { body: { ...body, nonce, enforce_nonce: true } })
  return {
    canReply: ({ opening }, message) =>
      (message === undefined ? voices.inChannel(opening.channel) : voices.ofMessage(message)) !==
      undefined,
    async post(round, scene, nonce, way) {
      const { channel } = round.opening
      const body = bodyOf(round, scene)
      const voice = way === 'reply' ? voices.inChannel(channel) : undefined
      const call =
        voice === undefined
          ? postOwn(channel, body, nonce)
          : through(voice, voices, (webhook) =>
              replies.post(webhook, {
                body,
                auth: false,
                query: new URLSearchParams({ wait: 'true' }),
              }),
            )
      const { id } = (await orStageError(call)) as RESTPostAPIChannelMessageResult
      if (voice !== undefined) voices.posted(id, voice)
      return { message: id, at: createdAt(id) }
    },
    async edit(round, scene, message, way) {
      const body = bodyOf(round, scene)
      const voice = way === 'reply' ? voices.ofMessage(message) : undefined
      const call =
        voice === undefined
          ? rest.patch(Routes.channelMessage(round.opening.channel, message), { body })
          : through(voice, voices, (webhook) =>
              replies.patch(`${webhook}/messages/${message}`, { body, auth: false }),
            )
      await orStageError(call)
    },
  }
}

/** A call through a voice's webhook. One that fails is not tried again: the bot's own token still is. */
async function through<T>(
  voice: Voice,
  voices: Voices,
  call: (webhook: `/webhooks/${string}`) => Promise<T>,
): Promise<T> {
  try {
    return await call(Routes.webhook(voice.application, voice.token))
  } catch (error) {
    voices.lost(voice)
    throw error
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
