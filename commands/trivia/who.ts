/** Who is asking and what they may do, from this interaction alone: rights may have changed a second ago. */

import { type BaseInteraction, PermissionFlagsBits, PermissionsBitField } from 'discord.js'
import type { InGuild } from '../../src/discord/command.ts'
import { missingToSpeak } from '../../src/discord/speaking.ts'
import { UserError } from '../../src/errors.ts'
import type { Round } from '../../src/trivia/round.ts'

/** When the person joined the server, in milliseconds since 1970; 0 where Discord did not say. */
export function joinedAt({ member }: BaseInteraction): number {
  if (member === null) return 0
  const joined = 'joined_at' in member ? Date.parse(member.joined_at ?? '') : member.joinedTimestamp
  return joined === null || Number.isNaN(joined) ? 0 : joined
}

export function isModerator({ memberPermissions }: BaseInteraction): boolean {
  return memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false
}

/** Throws unless the person is a moderator; `what` completes "Only moderators can …". */
export function requireModerator(interaction: BaseInteraction, what: string): void {
  if (!isModerator(interaction))
    throw new UserError(`Only moderators (Manage Messages) can ${what}.`)
}

/** Whether the person leads this game: its host, or a moderator. */
export function leads(interaction: BaseInteraction, round: Round): boolean {
  return round.opening.host === interaction.user.id || isModerator(interaction)
}

/** Throws where I may not do here what a game needs, and names it. */
export function requireOwnRights(interaction: InGuild<BaseInteraction>): void {
  const rights = new PermissionsBitField(interaction.appPermissions)
  const inThread = interaction.channel?.isThread() ?? false
  const missing = missingToSpeak(rights, inThread)
  if (missing.length > 0)
    throw new UserError(
      `I cannot run a game here. Ask a moderator to give me: ${missing.join(', ')}.`,
    )
}
