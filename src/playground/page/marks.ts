/** A Markdown tree as elements. Message text only ever becomes text nodes; an address is followed only if it is safe. */

import { html, nothing, type TemplateResult } from 'lit'
import { type Mark, parseMarkdown, plainText, safeLink } from './markdown.ts'

/** Who and what mentions stand for, and what a press on one does. */
export interface Names {
  me: string
  user(id: string): string
  channel(id: string): string
  role(id: string): { name: string; color: string | null }
  goTo(channelId: string): void
  /** A pressed `</name:id>`. */
  useCommand(fullName: string): void
}

type Piece = TemplateResult | string | typeof nothing

/** A message's text as elements. `masked` allows links with words of their own. */
export function markdown(text: string, names: Names, masked = true): Piece[] {
  return pieces(parseMarkdown(text, masked), names)
}

function pieces(marks: string | readonly Mark[] | undefined, names: Names): Piece[] {
  if (typeof marks === 'string') return [marks]
  return (marks ?? []).map((mark) => piece(mark, names))
}

function piece(mark: Mark, names: Names): Piece {
  const make = makers[mark.type]
  return make ? make(mark, names) : (pieces(mark.content, names) as unknown as TemplateResult)
}

const makers: Record<string, (mark: Mark, names: Names) => Piece> = {
  text: (mark) => mark.content as string,
  br: () => html`<br>`,
  strong: (mark, names) => html`<strong>${pieces(mark.content, names)}</strong>`,
  em: (mark, names) => html`<em>${pieces(mark.content, names)}</em>`,
  underline: (mark, names) => html`<u>${pieces(mark.content, names)}</u>`,
  strikethrough: (mark, names) => html`<s>${pieces(mark.content, names)}</s>`,
  inlineCode: (mark) => html`<code>${mark.content}</code>`,
  codeBlock: (mark) =>
    html`<pre data-lang=${mark.lang || nothing}><code>${mark.content}</code></pre>`,
  blockQuote: (mark, names) => html`<blockquote>${pieces(mark.content, names)}</blockquote>`,
  subtext: (mark, names) => html`<small class="subtext">${pieces(mark.content, names)}</small>`,
  heading,
  list,
  spoiler: (mark, names) => spoiler(pieces(mark.content, names)),
  link,
  url: link,
  autolink: link,
  user: (mark, names) =>
    html`<discord-mention type="user" ?highlight=${mark.id === names.me}>${names.user(mark.id ?? '')}</discord-mention>`,
  role: roleMention,
  channel: channelMention,
  everyone: () => html`<span class="mention">@everyone</span>`,
  here: () => html`<span class="mention">@here</span>`,
  slashCommand: (mark, names) =>
    html`<button type="button" class="mention" @click=${() => names.useCommand(mark.fullName ?? '')}>/${mark.fullName}</button>`,
  timestamp: (mark) =>
    html`<playground-time at=${Number(mark.timestamp) * 1000} look=${mark.format ?? 'f'}></playground-time>`,
  emoji: (mark) => html`<span class="emoji-name" title=":${mark.name}:">:${mark.name}:</span>`,
  twemoji: (mark) => html`<span class="emoji">${mark.name}</span>`,
  guildNavigation: () => html`<span class="mention">channels &amp; roles</span>`,
}

function heading(mark: Mark, names: Names): Piece {
  const inside = pieces(mark.content, names)
  if (mark.level === 1) return html`<h1>${inside}</h1>`
  return mark.level === 2 ? html`<h2>${inside}</h2>` : html`<h3>${inside}</h3>`
}

function list(mark: Mark, names: Names): Piece {
  const items = (mark.items ?? []).map((item) => {
    const inside = item.filter(
      (one, index) => !(one.type === 'br' && item[index + 1]?.type === 'list'),
    )
    return html`<li>${pieces(inside, names)}</li>`
  })
  return mark.ordered ? html`<ol start=${mark.start ?? 1}>${items}</ol>` : html`<ul>${items}</ul>`
}

function link(mark: Mark, names: Names): Piece {
  const url = safeLink(mark.target)
  const inside = pieces(mark.content, names)
  if (!url) return html`<span>${inside}</span>`
  const words = plainText(mark.content as Mark[])
  const hint = words === mark.target ? url.host : `${url.host}\n${url.href}`
  return html`<a href=${url.href} target="_blank" rel="noopener noreferrer nofollow" title=${hint}>${inside}</a>`
}

function roleMention(mark: Mark, names: Names): Piece {
  const role = names.role(mark.id ?? '')
  return html`<discord-mention type="role" color=${role.color ?? nothing}>${role.name}</discord-mention>`
}

function channelMention(mark: Mark, names: Names): Piece {
  const id = mark.id ?? ''
  return html`<button type="button" class="mention" @click=${() => names.goTo(id)}>#${names.channel(id)}</button>`
}

function reveal(event: Event): void {
  const hidden = event.currentTarget as HTMLElement & { activated: boolean }
  if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return
  if (hidden.activated) return
  event.preventDefault()
  hidden.activated = true
  hidden.removeAttribute('role')
  hidden.removeAttribute('aria-label')
}

function spoiler(inside: Piece[]): Piece {
  return html`<discord-spoiler role="button" tabindex="0" aria-label="Spoiler: press to reveal"
    @click=${reveal} @keydown=${reveal}>${inside}</discord-spoiler>`
}
