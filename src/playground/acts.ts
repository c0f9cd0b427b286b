/** What a person did, in words that hold on another playground too, for the history. */

import type { APIMessage } from 'discord-api-types/v10'
import { flatComponents } from './component-tree.ts'
import type { Act } from './history.ts'
import { type Channel, displayName, type Stored, visibleMessages, type World } from './world.ts'

/** What is looked at of an interaction that a person opens. */
interface Opened {
  readonly type: number
  readonly userId: string
  readonly channel: Channel
  readonly data: Record<string, unknown>
  readonly message?: Stored
}

/** Who does something, and where, by name. */
export function placeOf(
  world: World,
  userId: string,
  channel: Channel,
): Pick<Act, 'who' | 'channel'> {
  const user = world.users.get(userId)
  const member = world.guilds.get(channel.guildId ?? '')?.members.get(userId)
  return { who: user ? displayName(user, member) : '?', channel: channel.name }
}

/** The act behind an interaction. */
export function actOf(world: World, opened: Opened, interaction: string): Act {
  const { type, userId, channel, data } = opened
  const place = { ...placeOf(world, userId, channel), interaction }
  const at = (id: unknown) => visibleMessages(channel, userId).findIndex((one) => one.id === id)
  if (type === 4) return { ...place, does: 'suggest', ...commandOf(data) }
  if (type === 5) return { ...place, does: 'submit', fields: data.components }
  if (type === 3) {
    const message = opened.message?.data as APIMessage
    const component = flatComponents(message.components).findIndex(
      (one) => one.custom_id === data.custom_id,
    )
    const values = data.values as string[] | undefined
    const where = { ...place, message: at(message.id), component }
    return values ? { ...where, does: 'select', values } : { ...where, does: 'press' }
  }
  if (data.type === 1) return { ...place, does: 'slash', ...commandOf(data) }
  return { ...place, does: 'menu', command: String(data.name), message: at(data.target_id) }
}

function commandOf({ name, options }: Record<string, unknown>): Pick<Act, 'command' | 'options'> {
  return { command: String(name), options }
}
