/** Messages that Discord itself writes: pins, arrivals, threads. */

import type { APIMessage } from 'discord-api-types/v10'
import { html, nothing, type TemplateResult } from 'lit'
import type { Page } from './parts.ts'
import { face } from './people.ts'
import { messageTime } from './time.ts'

/** Scrolls to a message, lights it up and gives it the focus. */
export function jumpTo(messageId: string): void {
  const row = document.querySelector<HTMLElement>(`.message[data-id="${CSS.escape(messageId)}"]`)
  if (!row) return
  row.scrollIntoView({ block: 'center' })
  row.focus({ preventScroll: true })
  row.classList.add('jumped')
  setTimeout(() => row.classList.remove('jumped'), 1600)
}

const kinds: Record<number, 'pin' | 'join' | 'thread' | 'edit'> = {
  4: 'edit',
  6: 'pin',
  7: 'join',
  18: 'thread',
}

function words(message: APIMessage): TemplateResult | typeof nothing {
  const target = message.message_reference?.message_id
  switch (message.type) {
    case 6:
      return html`pinned ${
        target
          ? html`<button type="button" class="plain strong" @click=${() => jumpTo(target)}>a message</button>`
          : 'a message'
      } to this channel.`
    case 7:
      return html`joined the server.`
    case 18:
      return html`started a thread: <strong>${message.content}</strong>`
    case 4:
      return html`changed the channel name: <strong>${message.content}</strong>`
    default:
      return nothing
  }
}

/** A system message as one line with a sign; null for messages that people and applications write. */
export function systemView(page: Page, message: APIMessage): TemplateResult | null {
  const kind = kinds[message.type]
  if (!kind) return null
  const who = face(page, message.author)
  return html`<discord-system-message type=${kind} timestamp=${messageTime(Date.parse(message.timestamp), Date.now())}>
    <strong class="name">${who.name}</strong> ${words(message)}
  </discord-system-message>`
}
