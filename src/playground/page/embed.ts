/** Embeds, pictures and files of a message. */

import type { APIAttachment, APIEmbed, APIEmbedField } from 'discord-api-types/v10'
import { html, nothing, type TemplateResult } from 'lit'
import { cssColour } from './colour.ts'
import { icons } from './icons.ts'
import { safeLink } from './markdown.ts'
import { markdown, type Names } from './marks.ts'
import { messageTime } from './time.ts'

type Piece = TemplateResult | typeof nothing

const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/

/** Whether a picture can be shown without leaving this machine. */
export function isLocal(address: string): boolean {
  if (address.startsWith('data:image/')) return true
  const url = URL.parse(address, globalThis.location?.href)
  return url !== null && /^https?:$/.test(url.protocol) && loopback.test(url.hostname)
}

/** A picture from this machine, or a note of where it would come from: the page never calls out. */
export function picture(address: string, alt: string, className: string): TemplateResult {
  if (isLocal(address))
    return html`<img class=${className} src=${address} alt=${alt} loading="lazy">`
  const url = safeLink(address)
  const host = url?.host ?? 'an unknown place'
  const words = html`${icons.link}<span>${alt || 'Picture'}: from ${host}, not loaded here</span>`
  return url
    ? html`<a class="${className} far" href=${url.href} target="_blank" rel="noopener noreferrer">${words}</a>`
    : html`<span class="${className} far">${words}</span>`
}

function titleOf(embed: APIEmbed, names: Names): Piece {
  if (!embed.title) return nothing
  const words = markdown(embed.title, names, false)
  const url = safeLink(embed.url)
  return html`<div slot="description" class="embed-title">${
    url
      ? html`<a href=${url.href} target="_blank" rel="noopener noreferrer" title=${url.host}>${words}</a>`
      : words
  }</div>`
}

function authorOf(embed: APIEmbed): Piece {
  const { author } = embed
  if (!author?.name) return nothing
  const url = safeLink(author.url)
  return html`<div slot="description" class="embed-author">
    ${author.icon_url && isLocal(author.icon_url) ? html`<img src=${author.icon_url} alt="">` : nothing}
    ${url ? html`<a href=${url.href} target="_blank" rel="noopener noreferrer">${author.name}</a>` : author.name}
  </div>`
}

/** Inline fields share a line, three at most, as on a wide screen. */
export function fieldColumns(fields: readonly APIEmbedField[]): string[] {
  const columns: string[] = []
  for (let at = 0; at < fields.length; ) {
    let run = 0
    while (run < 3 && fields[at + run]?.inline) run += 1
    if (run === 0) columns.push('1 / 13')
    const width = run > 0 ? 12 / run : 12
    for (let one = 0; one < run; one += 1)
      columns.push(`${one * width + 1} / ${(one + 1) * width + 1}`)
    at += Math.max(run, 1)
  }
  return columns
}

function fieldsOf(fields: readonly APIEmbedField[], names: Names): Piece {
  if (fields.length === 0) return nothing
  const columns = fieldColumns(fields)
  return html`<div slot="fields" class="embed-fields">${fields.map(
    (field, index) => html`<div class="embed-field" style="grid-column: ${columns[index]}">
      <div class="embed-field-name">${markdown(field.name, names, false)}</div>
      <div class="embed-field-value">${markdown(field.value, names)}</div>
    </div>`,
  )}</div>`
}

function footerOf(embed: APIEmbed, now: number): Piece {
  const text = embed.footer?.text ?? ''
  if (!text && !embed.timestamp) return nothing
  const icon = embed.footer?.icon_url
  const when = embed.timestamp ? messageTime(Date.parse(embed.timestamp), now) : ''
  return html`<discord-embed-footer slot="footer" footer-image=${icon && isLocal(icon) ? icon : nothing}
    ><span>${[text, when].filter(Boolean).join(' • ')}</span></discord-embed-footer>`
}

/** One embed. The frame is the component's; titles and fields are drawn here, as they too hold Markdown. */
export function embedView(embed: APIEmbed, names: Names, now: number): TemplateResult {
  const { image, thumbnail } = embed
  return html`<discord-embed slot="embeds" color=${embed.color === undefined ? nothing : cssColour(embed.color)}
    class=${thumbnail ? 'with-thumbnail' : ''}>
    ${authorOf(embed)} ${titleOf(embed, names)}
    ${
      embed.description
        ? html`<div slot="description" class="embed-text">${markdown(embed.description, names)}</div>`
        : nothing
    }
    ${thumbnail ? html`<div slot="description" class="embed-thumbnail">${picture(thumbnail.url, '', 'thumbnail')}</div>` : nothing}
    ${fieldsOf(embed.fields ?? [], names)}
    ${image ? html`<div slot="fields" class="embed-image">${picture(image.url, image.description ?? 'Picture', 'image')}</div>` : nothing}
    ${footerOf(embed, now)}
  </discord-embed>`
}

/** "3.2 kB". */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}

/** A file with its name, size and a link to it. */
export function fileView(file: { filename: string; url: string; size?: number }): TemplateResult {
  const url = safeLink(file.url)
  return html`<div class="file">${icons.file}
    <span class="file-words">
      ${url ? html`<a href=${url.href} target="_blank" rel="noopener noreferrer" download=${file.filename}>${file.filename}</a>` : file.filename}
      ${file.size === undefined ? nothing : html`<span class="file-size">${fileSize(file.size)}</span>`}
    </span>
  </div>`
}

export function attachmentView(file: APIAttachment): TemplateResult {
  const isPicture = file.content_type?.startsWith('image/')
  return html`<div slot="attachments" class="attachment">${
    isPicture ? picture(file.url, file.description ?? file.filename, 'image') : fileView(file)
  }</div>`
}
