/** Who may do what: permission bits, and Discord's way of computing them for a member in a channel. */

import type { APIOverwrite, APIRole } from 'discord-api-types/v10'

/** The permission bits this playground enforces or hands out, by Discord's names. */
export const Bit = {
  KickMembers: 1n << 1n,
  Administrator: 1n << 3n,
  ManageChannels: 1n << 4n,
  ManageGuild: 1n << 5n,
  AddReactions: 1n << 6n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  UseExternalEmojis: 1n << 18n,
  ManageRoles: 1n << 28n,
  UseApplicationCommands: 1n << 31n,
  ManageThreads: 1n << 34n,
  CreatePublicThreads: 1n << 35n,
  CreatePrivateThreads: 1n << 36n,
  SendMessagesInThreads: 1n << 38n,
  ModerateMembers: 1n << 40n,
  SendPolls: 1n << 49n,
  UseExternalApps: 1n << 50n,
  PinMessages: 1n << 51n,
} as const

/** All bits Discord has given out so far (0 to 52). */
export const ALL = (1n << 53n) - 1n

/** What @everyone may do in a new server. */
export const EVERYONE =
  Bit.AddReactions |
  Bit.ViewChannel |
  Bit.SendMessages |
  Bit.EmbedLinks |
  Bit.AttachFiles |
  Bit.ReadMessageHistory |
  Bit.UseExternalEmojis |
  Bit.UseApplicationCommands |
  Bit.CreatePublicThreads |
  Bit.CreatePrivateThreads |
  Bit.SendMessagesInThreads |
  Bit.SendPolls |
  Bit.UseExternalApps

/** All a member in time-out is left with. */
const TIMED_OUT = Bit.ViewChannel | Bit.ReadMessageHistory

/** What a permission computation needs to know of the guild. */
export interface GuildRights {
  id: string
  ownerId: string
  roles: ReadonlyMap<string, Pick<APIRole, 'id' | 'permissions'>>
}

/** What it needs to know of the member. */
export interface MemberRights {
  id: string
  roles: readonly string[]
  /** In time-out at this moment. */
  timedOut: boolean
}

/** A member's rights in the guild as a whole (docs: topics/permissions, computing base permissions). */
export function guildPermissions(guild: GuildRights, member: MemberRights): bigint {
  if (member.id === guild.ownerId) return ALL
  let bits = BigInt(guild.roles.get(guild.id)?.permissions ?? '0')
  for (const id of member.roles) bits |= BigInt(guild.roles.get(id)?.permissions ?? '0')
  if (bits & Bit.Administrator) return ALL
  return member.timedOut ? bits & TIMED_OUT : bits
}

/**
 * A member's rights in one channel: base rights, then the overwrite of @everyone, of the member's roles together,
 * and of the member; without ViewChannel nothing is left.
 */
export function channelPermissions(
  guild: GuildRights,
  member: MemberRights,
  overwrites: readonly APIOverwrite[],
): bigint {
  const base = guildPermissions(guild, member)
  if (base === ALL) return ALL
  let bits = base
  const everyone = overwrites.find((overwrite) => overwrite.id === guild.id)
  if (everyone) bits = apply(bits, BigInt(everyone.allow), BigInt(everyone.deny))
  let allow = 0n
  let deny = 0n
  for (const overwrite of overwrites) {
    if (overwrite.id === guild.id || !member.roles.includes(overwrite.id)) continue
    allow |= BigInt(overwrite.allow)
    deny |= BigInt(overwrite.deny)
  }
  bits = apply(bits, allow, deny)
  const own = overwrites.find((overwrite) => overwrite.id === member.id)
  if (own) bits = apply(bits, BigInt(own.allow), BigInt(own.deny))
  if (!(bits & Bit.ViewChannel)) return 0n
  return member.timedOut ? bits & TIMED_OUT : bits
}

function apply(bits: bigint, allow: bigint, deny: bigint): bigint {
  return (bits & ~deny) | allow
}

/** Whether all of `wanted` is in `bits`. */
export function has(bits: bigint, wanted: bigint): boolean {
  return (bits & wanted) === wanted
}
