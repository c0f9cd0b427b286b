/** The messages of the open channel, with what is still under way at their end. */

import type { APIMessage } from 'discord-api-types/v10'
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { componentView } from './components.ts'
import { attachmentView, embedView } from './embed.ts'
import { icons } from './icons.ts'
import { parseMarkdown, plainText } from './markdown.ts'
import { markdown, type Names } from './marks.ts'
import { openAt, openFrom } from './menu.ts'
import { messageMenu } from './message-menu.ts'
import { dismiss, focusSoon, forget, type Page } from './parts.ts'
import { type Face, face, openMessages } from './people.ts'
import type { Pending } from './state.ts'
import { systemView } from './system.ts'
import { dayLine, messageTime, sameDay, shortTime } from './time.ts'

type Piece = TemplateResult | typeof nothing

const flag = { ephemeral: 1 << 6, loading: 1 << 7 } as const

/** Messages of one author within this many ms stand together under one name. */
const together = 7 * 60_000

function has(message: APIMessage, bit: number): boolean {
  return ((message.flags ?? 0) & bit) !== 0
}

function sentAt(message: APIMessage): number {
  return Date.parse(message.timestamp)
}

function isPlain(message: APIMessage): boolean {
  return (message.type === 0 || message.type === 20) && !message.interaction_metadata
}

/** Whether a message goes on where the one before it ended. */
export function continues(message: APIMessage, before: APIMessage | undefined): boolean {
  if (!before || !isPlain(message) || message.referenced_message) return false
  return (
    before.author.id === message.author.id &&
    (before.type === 0 || before.type === 20 || before.type === 19) &&
    has(before, flag.ephemeral) === has(message, flag.ephemeral) &&
    sentAt(message) - sentAt(before) < together
  )
}

/** What an interaction was called: "ask", "answers add", "Pin answer"; null when the message answers none. */
function calledBy(
  message: APIMessage,
): { name: string; type: string; user: APIMessage['author'] } | null {
  const from = message.interaction_metadata
  if (from?.type !== 2) return null
  const name = message.interaction?.name ?? (from as { name?: string }).name ?? 'a command'
  const type = from.target_message_id
    ? 'message_command'
    : from.target_user
      ? 'user_command'
      : 'slash_command'
  return { name, type, user: from.user }
}

/** The first words of a message made of the newer parts. */
function shownText(components: readonly object[] | undefined): string {
  for (const one of (components ?? []) as { content?: string; components?: object[] }[]) {
    const found = one.content ?? shownText(one.components)
    if (found) return found
  }
  return ''
}

function preview(message: APIMessage): string {
  const [embed] = message.embeds
  const text =
    message.content || embed?.title || embed?.description || shownText(message.components)
  const words = plainText(parseMarkdown(text))
  return words || (message.attachments.length > 0 ? 'an attachment' : 'a message')
}

function above(message: APIMessage, page: Page): Piece {
  const call = calledBy(message)
  if (call) {
    const who = face(page, call.user)
    const from = message.interaction_metadata as { target_message_id?: string }
    const target = openMessages(page).find(({ id }) => id === from.target_message_id)
    const author = target && face(page, target.author)
    return html`<discord-command slot="reply" type=${call.type} author=${who.name} avatar=${who.avatar}
      role-color=${who.color ?? nothing} command=${call.type === 'slash_command' ? `/${call.name}` : call.name} ?context-message-deleted=${!target}
      context-user-name=${author?.name ?? nothing} context-user-avatar=${author?.avatar ?? nothing}
      .contextMessageReply=${target ? preview(target) : ''}></discord-command>`
  }
  if (message.type !== 19) return nothing
  const replied = message.referenced_message
  if (!replied) return html`<discord-reply slot="reply" deleted></discord-reply>`
  const who = face(page, replied.author)
  return html`<discord-reply slot="reply" author=${who.name} avatar=${who.avatar} role-color=${who.color ?? nothing}
    ?bot=${who.bot} ?edited=${replied.edited_timestamp !== null}>${preview(replied)}</discord-reply>`
}

function content(message: APIMessage, who: Face, names: Names): Piece {
  if (has(message, flag.loading)) {
    return html`<span class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${who.name} is thinking…</span>`
  }
  if (!message.content) return nothing
  return html`<div class="content">${markdown(message.content, names, who.bot)}</div>`
}

function failures(page: Page, message: APIMessage): Piece {
  const failed = page.state.pending.find((one) => one.reason && one.messageId === message.id)
  if (!failed) return nothing
  return html`<div class="failure" role="alert">${icons.warning}<span><strong>This interaction failed.</strong> ${failed.reason}</span>
    <button type="button" class="plain" @click=${() => forget(page, failed.nonce)}>Dismiss</button></div>`
}

function foot(page: Page, message: APIMessage): Piece {
  if (!has(message, flag.ephemeral)) return nothing
  return html`<div class="ephemeral-note">${icons.eye}Only you can see this •
    <button type="button" class="plain" @click=${() => dismiss(page, message)}>Dismiss message</button></div>`
}

function body(page: Page, message: APIMessage, names: Names, compact: boolean): TemplateResult {
  const who = face(page, message.author)
  const around = { page, message, names }
  const now = Date.now()
  return html`<discord-message author=${who.name} avatar=${who.avatar} role-color=${who.color ?? nothing}
    ?bot=${who.bot} ?message-body-only=${compact} ?edited=${message.edited_timestamp !== null}
    timestamp=${compact ? shortTime(sentAt(message)) : messageTime(sentAt(message), now)}>
    ${above(message, page)}${content(message, who, names)}
    ${message.attachments.map(attachmentView)}
    ${message.embeds.map((embed) => embedView(embed, names, now))}
    <div slot="components" class="components">${message.components?.map((one) => componentView(one, around))}${failures(page, message)}${foot(page, message)}</div>
  </discord-message>`
}

function actions(page: Page, message: APIMessage): TemplateResult {
  const groups = () => messageMenu(page, message)
  return html`<div class="actions" role="group" aria-label="Message actions">
    <button type="button" class="sign" title="Reply" aria-label="Reply" @click=${() => {
      page.ui.composer = { ...page.ui.composer, replyTo: message }
      page.change()
      focusSoon('#say')
    }}>${icons.reply}</button>
    <button type="button" class="sign" title="More" aria-label="More actions" aria-haspopup="menu"
      @click=${(event: MouseEvent) => openFrom(page, event.currentTarget as HTMLElement, groups())}>${icons.more}</button>
  </div>`
}

function key(event: KeyboardEvent, page: Page, message: APIMessage): void {
  const row = event.currentTarget as HTMLElement
  if (event.target !== row) return
  const step = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling' }[event.key] as
    | 'previousElementSibling'
    | 'nextElementSibling'
    | undefined
  if (step) {
    let next = row[step]
    while (next && !next.matches('.message')) next = next[step]
    if (next) (next as HTMLElement).focus()
    else if (event.key === 'ArrowDown') focusSoon('.composer input, #say')
  } else if (
    event.key === 'Enter' ||
    event.key === 'ContextMenu' ||
    (event.key === 'F10' && event.shiftKey)
  ) {
    openFrom(page, row, messageMenu(page, message))
  } else return
  event.preventDefault()
}

function row(
  page: Page,
  message: APIMessage,
  before: APIMessage | undefined,
  names: Names,
): TemplateResult {
  const compact =
    continues(message, before) && before !== undefined && sameDay(sentAt(before), sentAt(message))
  const mine = message.mentions?.some(({ id }) => id === names.me) || message.mention_everyone
  const classes = `message ${compact ? 'compact' : ''} ${has(message, flag.ephemeral) ? 'ephemeral' : ''} ${mine ? 'mentioned' : ''}`
  const who = face(page, message.author)
  const system = systemView(page, message)
  return html`<div class=${classes} role="article" tabindex="-1" data-id=${message.id}
    aria-label="${who.name}, ${messageTime(sentAt(message), Date.now())}"
    @keydown=${(event: KeyboardEvent) => key(event, page, message)}
    @contextmenu=${(event: MouseEvent) => openAt(page, event, messageMenu(page, message))}>
    ${system ?? html`${body(page, message, names, compact)}${actions(page, message)}`}
  </div>`
}

function waiting(page: Page, one: Pending): TemplateResult {
  const bot = page.state.world?.bot ?? { id: '', name: 'The application' }
  const who = face(page, { id: bot.id, username: bot.name, bot: true } as APIMessage['author'])
  const me = page.state.world?.me ?? { id: '', name: '' }
  const my = face(page, { id: me.id, username: me.name } as APIMessage['author'])
  return html`<div class="message pending ${one.reason ? 'failed' : ''}">
    <discord-message author=${who.name} avatar=${who.avatar} bot role-color=${who.color ?? nothing} timestamp=${messageTime(one.at, Date.now())}>
      <discord-command slot="reply" author=${my.name} avatar=${my.avatar} role-color=${my.color ?? nothing} command=${one.kind === 'slash' ? `/${one.label}` : one.label}></discord-command>
      ${
        one.reason
          ? html`<div class="failure" role="alert">${icons.warning}<span><strong>The application did not respond.</strong> ${one.reason}</span>
              <button type="button" class="plain" @click=${() => forget(page, one.nonce)}>Dismiss</button></div>`
          : html`<span class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> Sending command…</span>`
      }
    </discord-message>
  </div>`
}

/** The channel's messages and, below them, commands that have no answer yet. */
export function messageList(page: Page, names: Names): TemplateResult {
  const messages = openMessages(page)
  const { world, pending, channelId } = page.state
  const loose = pending.filter(
    (one) => one.channelId === channelId && (one.kind === 'slash' || one.kind === 'menu'),
  )
  const rows = repeat(
    messages,
    ({ id }) => id,
    (message, index) => {
      const before = messages[index - 1]
      const newDay = !before || !sameDay(sentAt(before), sentAt(message))
      const mine = pending.filter(({ messageId }) => messageId === message.id)
      const needs = [
        message,
        before,
        world?.guild,
        world?.channels,
        page.ui.theme,
        mine.map(({ nonce, reason }) => nonce + reason).join(),
      ]
      return html`${newDay ? html`<div class="day" role="separator"><span>${dayLine(sentAt(message))}</span></div>` : nothing}
        ${guard(needs, () => row(page, message, before, names))}`
    },
  )
  return html`${rows}${repeat(
    loose,
    ({ nonce }) => nonce,
    (one) => waiting(page, one),
  )}`
}
