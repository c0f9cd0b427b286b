/** Answers to interactions: the callback, `@original`, follow-ups. */

import {
  type Answer,
  answer,
  byToken,
  deleteOwn,
  editOwn,
  followUp,
  ownMessage,
} from '../callbacks.ts'
import type { Interaction } from '../interactions.ts'
import type { MessageBody } from '../messages.ts'
import { refuse } from '../refusal.ts'
import { type Call, del, get, none, ok, patch, post, type Route } from '../route.ts'
import type { Stored, World } from '../world.ts'

const HOOK = '/webhooks/{webhook_id}/{webhook_token}'

export const interactionRoutes: Route[] = [
  post('/interactions/{interaction_id}/{interaction_token}/callback', callback, false),
  post(HOOK, (call: Call<MessageBody>) => more(call), false),
  ...['@original', '{message_id}'].flatMap((which) => [
    get(`${HOOK}/messages/${which}`, (call) => ok(own(call).data), false),
    patch(`${HOOK}/messages/${which}`, (call: Call<MessageBody>) => edit(call), false),
    del(`${HOOK}/messages/${which}`, (call) => remove(call), false),
  ]),
]

function callback({ world, params, query, body, files }: Call<Answer>) {
  const found = world.interactions.get(params.interaction_token ?? '')
  const interaction = found?.id === params.interaction_id ? found : undefined
  const made = answer(world, interaction, body, files)
  if (query.get('with_response') !== 'true' || !interaction) return none
  return ok(callbackResponse(interaction, body.type, made))
}

function callbackResponse(interaction: Interaction, type: number, made: Stored | null) {
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      ...(interaction.guildId ? { guild_id: interaction.guildId } : {}),
      ...(made
        ? {
            response_message_id: made.data.id,
            response_message_loading: type === 5,
            response_message_ephemeral: made.onlyFor !== undefined,
          }
        : {}),
    },
    ...(made ? { resource: { type, message: made.data } } : {}),
  }
}

function live({ world, params }: Call): Interaction {
  if (params.webhook_id !== world.bot.id) throw refuse('unknownWebhook')
  return byToken(world, params.webhook_token ?? '')
}

function own(call: Call): Stored {
  return ownMessage(call.world, live(call), which(call))
}

function which({ params }: Call): string {
  return params.message_id ?? '@original'
}

function more(call: Call<MessageBody>) {
  const made = followUp(call.world, live(call), call.body, call.files)
  return call.query.get('wait') === 'false' ? none : ok(made.data)
}

function edit(call: Call<MessageBody>) {
  return ok(editOwn(call.world, live(call), which(call), call.body, call.files).data)
}

function remove(call: Call) {
  deleteOwn(call.world, live(call), which(call))
  return none
}

/** Whether the path is one of those that Discord exempts from its global limit. */
export function isInteractionPath(world: World, path: string): boolean {
  return path.startsWith('/interactions/') || path.startsWith(`/webhooks/${world.bot.id}/`)
}
