/** What can be done with a message or a person: the applications' commands, reply, copy. */

import type { APIMessage, APIUser } from 'discord-api-types/v10'
import {
  focusSoon,
  type Menu,
  type MenuLine,
  newNonce,
  type Page,
  runMenuCommand,
} from './parts.ts'
import { face } from './people.ts'

type Content = Pick<Menu, 'title' | 'groups'>

function commandLines(page: Page, type: 2 | 3, targetId: string): MenuLine[] {
  const { commands = [], bot } = page.state.world ?? {}
  return commands
    .filter((command) => command.type === type)
    .map(({ id, name }) => ({
      label: name,
      detail: bot?.name ?? '',
      run: () => runMenuCommand(page, { commandId: id, label: name, targetId }),
    }))
}

function copy(page: Page, text: string, what: string): void {
  navigator.clipboard?.writeText(text).then(
    () => {
      page.ui.said = `${what} copied`
      page.change()
    },
    () => {
      page.ui.said = `The browser did not allow to copy ${what.toLowerCase()}`
      page.change()
    },
  )
}

/** The menu of a person. */
export function personMenu(page: Page, user: APIUser): Content {
  const who = face(page, user)
  const apps = commandLines(page, 2, user.id)
  const own = [{ label: 'Copy user id', run: () => copy(page, user.id, 'User id') }]
  return {
    title: `What to do with ${who.name}`,
    groups: [
      ...(apps.length > 0 ? [{ title: `Apps · on ${who.name}`, lines: apps }] : []),
      { title: who.name, lines: own },
    ],
  }
}

/** What a person may do to a message by hand; the playground refuses what their rights do not allow. */
function ownLines(page: Page, message: APIMessage): MenuLine[] {
  const { me } = page.state.world ?? {}
  const at = { channelId: message.channel_id, messageId: message.id }
  const send = (type: 'pin' | 'unpin' | 'delete') => () =>
    void page.send({ type, nonce: newNonce(), ...at })
  const moderates = me?.title !== 'member'
  const mine = message.author.id === me?.id
  return [
    ...(moderates
      ? [{ label: message.pinned ? 'Unpin' : 'Pin', run: send(message.pinned ? 'unpin' : 'pin') }]
      : []),
    ...(moderates || mine ? [{ label: 'Delete message', run: send('delete') }] : []),
  ]
}

/** The menu of a message, with the commands on its author. */
export function messageMenu(page: Page, message: APIMessage): Content {
  const onMessage = commandLines(page, 3, message.id)
  const onAuthor = commandLines(page, 2, message.author.id)
  const reply: MenuLine = {
    label: 'Reply',
    run() {
      page.ui.composer = { ...page.ui.composer, replyTo: message }
      page.change()
      focusSoon('#say')
    },
  }
  const lines: MenuLine[] = [reply]
  if (message.content) {
    lines.push({ label: 'Copy text', run: () => copy(page, message.content, 'Text') })
  }
  lines.push({ label: 'Copy message id', run: () => copy(page, message.id, 'Message id') })
  lines.push(...ownLines(page, message))
  const { name } = face(page, message.author)
  return {
    title: 'What to do with this message',
    groups: [
      ...(onMessage.length > 0 ? [{ title: 'Apps · on this message', lines: onMessage }] : []),
      ...(onAuthor.length > 0 ? [{ title: `Apps · on ${name}`, lines: onAuthor }] : []),
      { title: 'Message', lines },
    ],
  }
}
