/** Names, colours and pictures of who and what appears on the page, looked up in the state. */

import type { APIGuildMember, APIMessage, APIRole, APIUser } from 'discord-api-types/v10'
import { avatarOf } from './avatar.ts'
import { cssColour, readable } from './colour.ts'
import type { Names } from './marks.ts'
import type { Page } from './parts.ts'
import type { StateFrame } from './protocol.ts'
import { openChannel } from './state.ts'

export interface Face {
  id: string
  name: string
  avatar: string
  bot: boolean
  /** The colour of their name, readable on this theme; absent for the usual one. */
  color?: string
}

function memberOf(world: StateFrame, userId: string): APIGuildMember | undefined {
  return world.guild.members.find(({ user }) => user?.id === userId)
}

function nameOf(user: APIUser, member?: APIGuildMember): string {
  return member?.nick ?? user.global_name ?? user.username
}

/** The coloured role that stands highest among a member's. */
export function colourRole(
  world: StateFrame,
  member: APIGuildMember | undefined,
): APIRole | undefined {
  return world.guild.roles
    .filter(({ id, color }) => color !== 0 && member?.roles.includes(id))
    .sort((one, other) => other.position - one.position)[0]
}

/** How a user looks here. */
export function face(page: Page, user: APIUser): Face {
  const world = page.state.world as StateFrame
  const member = memberOf(world, user.id)
  const name = nameOf(user, member)
  const bot = user.bot === true
  const role = colourRole(world, member)
  return {
    id: user.id,
    name,
    bot,
    avatar: avatarOf({ id: user.id, name, bot }),
    ...(role ? { color: readable(role.color, page.ui.theme) } : {}),
  }
}

export function roleView(page: Page, role: APIRole): { name: string; color: string | null } {
  return {
    name: role.name,
    color: role.color ? cssColour(readable(role.color, page.ui.theme)) : null,
  }
}

/** What mentions in messages stand for. */
export function namesOf(page: Page, useCommand: (fullName: string) => void): Names {
  const { world } = page.state
  return {
    me: world?.me.id ?? '',
    user(id) {
      const member = world && memberOf(world, id)
      if (member) return nameOf(member.user, member)
      return id === world?.bot.id ? world.bot.name : 'unknown-user'
    },
    channel: (id) => world?.channels.find((one) => one.id === id)?.name ?? 'unknown',
    role(id) {
      const role = world?.guild.roles.find((one) => one.id === id)
      return role ? roleView(page, role) : { name: 'deleted-role', color: null }
    },
    goTo(channelId) {
      if (!world?.channels.some(({ id }) => id === channelId)) return
      page.state = openChannel(page.state, channelId)
      page.change()
    },
    useCommand,
  }
}

/** The messages of the open channel, oldest first. */
export function openMessages(page: Page): readonly APIMessage[] {
  return page.state.world?.messages[page.state.channelId ?? ''] ?? []
}
