/** What people do to messages by hand: put them away, pin, edit and delete them. */

import { Impossible, visibleMessage } from './actions.ts'
import { editMessage, forgetMessage, removeMessage } from './messages.ts'
import { Bit, has } from './permissions.ts'
import { pinMessage, unpinMessage } from './routes/pins.ts'
import { channelOf, permissionsIn, type World } from './world.ts'

/** Puts an ephemeral message away, for its person only. */
export function dismiss(world: World, userId: string, channelId: string, messageId: string): void {
  const channel = channelOf(world, channelId)
  const stored = visibleMessage(channel, userId, messageId)
  if (!stored.onlyFor) throw new Impossible('Only messages that only you can see can be dismissed.')
  forgetMessage(world, channel, stored)
}

/** Pins a message, or takes its pin off. */
export function handPin(
  world: World,
  userId: string,
  channelId: string,
  messageId: string,
  on: boolean,
): void {
  const channel = channelOf(world, channelId)
  if (!has(permissionsIn(world, channel, userId), Bit.PinMessages))
    throw new Impossible('You may not pin messages here.')
  const stored = visibleMessage(channel, userId, messageId)
  if (on) pinMessage(world, channel, stored, userId)
  else unpinMessage(world, channel, stored)
}

/** Deletes one's own message, or as a moderator anybody's. */
export function handDelete(
  world: World,
  userId: string,
  channelId: string,
  messageId: string,
): void {
  const channel = channelOf(world, channelId)
  const stored = visibleMessage(channel, userId, messageId)
  const mine = stored.data.author.id === userId
  if (!mine && !has(permissionsIn(world, channel, userId), Bit.ManageMessages))
    throw new Impossible('You may not delete the messages of others here.')
  removeMessage(world, channel, stored)
}

/** Edits the text of one's own message. */
export function handEdit(
  world: World,
  userId: string,
  channelId: string,
  messageId: string,
  content: string,
): void {
  const channel = channelOf(world, channelId)
  const stored = visibleMessage(channel, userId, messageId)
  if (stored.data.author.id !== userId) throw new Impossible('You may edit only your own messages.')
  editMessage(world, channel, stored, { content })
}
