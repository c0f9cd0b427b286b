/** People, roles and channels as lines to choose from. */

import type { ChannelType } from 'discord-api-types/v10'
import { html } from 'lit'
import { icons } from './icons.ts'
import type { Page } from './parts.ts'
import { face, roleView } from './people.ts'
import type { Choice } from './select.ts'

function people(page: Page): Choice[] {
  return (page.state.world?.guild.members ?? []).map(({ user }) => {
    const { id, name, avatar } = face(page, user)
    return { value: id, label: name, detail: user.username, picture: avatar }
  })
}

function roles(page: Page): Choice[] {
  const { guild } = page.state.world ?? { guild: { id: '', roles: [] } }
  return guild.roles.map((role) => {
    const { name, color } = roleView(page, role)
    const label = role.id === guild.id ? '@everyone' : `@${name}`
    return {
      value: role.id,
      label,
      sign: html`<span class="role-dot" style="background: ${color ?? 'currentColor'}"></span>`,
    }
  })
}

function channels(page: Page, wanted: readonly ChannelType[] | undefined): Choice[] {
  return (page.state.world?.channels ?? [])
    .filter(({ type }) => !wanted?.length || wanted.includes(type))
    .map((channel) => ({
      value: channel.id,
      label: channel.name ?? channel.id,
      sign: channel.type === 11 || channel.type === 12 ? icons.thread : icons.hash,
    }))
}

/** Choices by the kind of select (5 user, 6 role, 7 user or role, 8 channel). */
export function entityChoices(
  page: Page,
  kind: 5 | 6 | 7 | 8,
  channelTypes?: readonly ChannelType[],
): Choice[] {
  if (kind === 5) return people(page)
  if (kind === 6) return roles(page)
  return kind === 7 ? [...people(page), ...roles(page)] : channels(page, channelTypes)
}
