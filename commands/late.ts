/** Replies whose work may take longer than the three seconds that Discord waits. */

import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js'
import type { View } from '../src/views/view.ts'
import { message, privately } from './reply.ts'

/** After so many milliseconds the person sees that something is being done, and Discord waits for it. */
const soon = 1_500

/** Waits for `work`; where it takes long, `interaction` is deferred meanwhile, in private if it is to be `hidden`. */
export async function orDefer<Result>(
  work: Promise<Result>,
  interaction: ChatInputCommandInteraction,
  hidden: boolean,
): Promise<Result> {
  const { promise: long, resolve } = Promise.withResolvers<'long'>()
  const timer = setTimeout(() => resolve('long'), soon)
  const first = await Promise.race([work, long]).finally(() => clearTimeout(timer))
  if (first === 'long')
    await interaction.deferReply(hidden ? { flags: MessageFlags.Ephemeral } : {})
  return work
}

/** Answers with `view`, or puts it where a deferral promised it; what turns out `hidden` never stands in the open. */
export async function answerWith(
  interaction: ChatInputCommandInteraction,
  view: View,
  hidden: boolean,
): Promise<void> {
  if (!interaction.deferred) {
    await interaction.reply(hidden ? privately(view) : message(view))
  } else if (hidden && interaction.ephemeral === false) {
    await interaction.deleteReply()
    await interaction.followUp(privately(view))
  } else {
    await interaction.editReply(message(view))
  }
}
