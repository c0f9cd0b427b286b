/** Buttons, selects, and the newer layout parts of a message. */

import type {
  APIButtonComponent,
  APIComponentInMessageActionRow,
  APIContainerComponent,
  APIMessage,
  APIMessageComponentEmoji,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APISelectMenuComponent,
} from 'discord-api-types/v10'
import { html, nothing, type TemplateResult } from 'lit'
import { entityChoices } from './choices.ts'
import { cssColour } from './colour.ts'
import { fileView, picture } from './embed.ts'
import { icons } from './icons.ts'
import { safeLink } from './markdown.ts'
import { markdown, type Names } from './marks.ts'
import { choose, type Page, press } from './parts.ts'
import type { Choice } from './select.ts'

type Piece = TemplateResult | typeof nothing

/** What the parts of one message need to draw themselves. */
export interface Around {
  page: Page
  message: APIMessage
  names: Names
}

const looks: Record<number, string> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' }

function emojiOf(emoji: APIMessageComponentEmoji | undefined): Piece {
  if (!emoji?.name) return nothing
  const words = emoji.id ? `:${emoji.name}:` : emoji.name
  return html`<span class="emoji" aria-hidden="true">${words}</span>`
}

function isWaiting({ page, message }: Around, customId: string): boolean {
  return page.state.pending.some(
    (one) => !one.reason && one.messageId === message.id && one.customId === customId,
  )
}

function button(component: APIButtonComponent, around: Around): TemplateResult {
  if (component.style === 6) return html`<button type="button" class="button" disabled>Buy</button>`
  const inside = html`${emojiOf(component.emoji)}${component.label ? html`<span>${component.label}</span>` : nothing}`
  const name = component.label || component.emoji?.name || 'Button'
  if (component.style === 5) {
    const url = safeLink(component.url)
    if (!url || component.disabled) {
      return html`<button type="button" class="button secondary" disabled>${inside}${icons.link}</button>`
    }
    return html`<a class="button secondary" href=${url.href} target="_blank" rel="noopener noreferrer" title=${url.host}>${inside}${icons.link}</a>`
  }
  const waiting = isWaiting(around, component.custom_id)
  return html`<button type="button" class="button ${looks[component.style] ?? 'secondary'} ${waiting ? 'waiting' : ''}"
    aria-label=${name} aria-busy=${waiting} ?disabled=${component.disabled ?? false}
    @click=${() => waiting || press(around.page, around.message, component.custom_id, name)}>${inside}${
      waiting ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>` : nothing
    }</button>`
}

function stringChoices(component: Extract<APISelectMenuComponent, { type: 3 }>): Choice[] {
  return component.options.map((option) => ({
    value: option.value,
    label: option.label,
    ...(option.description ? { detail: option.description } : {}),
    ...(option.emoji?.name
      ? { sign: option.emoji.id ? `:${option.emoji.name}:` : option.emoji.name }
      : {}),
  }))
}

/** The lines a select offers, whatever it selects from. */
export function selectChoices(component: APISelectMenuComponent, page: Page): Choice[] {
  if (component.type === 3) return stringChoices(component)
  const wanted = 'channel_types' in component ? component.channel_types : undefined
  return entityChoices(page, component.type, wanted)
}

/** What a select shows as chosen before anybody chose. */
export function defaultChosen(component: APISelectMenuComponent): string[] {
  if (component.type === 3)
    return component.options.filter((one) => one.default).map(({ value }) => value)
  return (component.default_values ?? []).map(({ id }) => id)
}

function select(component: APISelectMenuComponent, around: Around): TemplateResult {
  const { page, message } = around
  return html`<playground-select class=${isWaiting(around, component.custom_id) ? 'waiting' : ''}
    id="select-${message.id}-${component.custom_id}"
    .choices=${selectChoices(component, page)} .chosen=${defaultChosen(component)}
    .least=${component.min_values ?? 1} .most=${component.max_values ?? 1}
    placeholder=${component.placeholder ?? 'Make a selection'} ?disabled=${component.disabled ?? false}
    @choose=${(event: CustomEvent<string[]>) => choose(page, message, component.custom_id, event.detail)}
  ></playground-select>`
}

function inRow(component: APIComponentInMessageActionRow, around: Around): TemplateResult {
  return component.type === 2 ? button(component, around) : select(component, around)
}

function section(component: APISectionComponent, around: Around): TemplateResult {
  const { accessory } = component
  return html`<div class="section">
    <div class="section-text">${component.components.map((text) => html`<div>${markdown(text.content, around.names)}</div>`)}</div>
    ${
      accessory.type === 2
        ? button(accessory, around)
        : picture(accessory.media.url, accessory.description ?? '', 'thumbnail')
    }
  </div>`
}

function container(component: APIContainerComponent, around: Around): TemplateResult {
  const bar = component.accent_color == null ? 'transparent' : cssColour(component.accent_color)
  const inside = component.components.map((one) => componentView(one, around))
  return html`<div class="container ${component.accent_color == null ? '' : 'accented'}" style="--accent: ${bar}">${
    component.spoiler
      ? html`<details class="veil"><summary>Spoiler</summary>${inside}</details>`
      : inside
  }</div>`
}

/** One top-level part of a message, or one inside a container. */
export function componentView(component: APIMessageTopLevelComponent, around: Around): Piece {
  switch (component.type) {
    case 1:
      return html`<div class="row">${component.components.map((one) => inRow(one, around))}</div>`
    case 9:
      return section(component, around)
    case 10:
      return html`<div class="text-display">${markdown(component.content, around.names)}</div>`
    case 12:
      return html`<div class="gallery" data-count=${component.items.length}>${component.items.map(
        (item) => picture(item.media.url, item.description ?? 'Picture', 'gallery-item'),
      )}</div>`
    case 13:
      return fileView({
        filename: component.name ?? component.file.url.split('/').at(-1)?.split('?')[0] ?? 'file',
        url: component.file.url,
        ...(component.size === undefined ? {} : { size: component.size }),
      })
    case 14:
      return html`<hr class="separator ${component.divider === false ? 'clear' : ''} ${component.spacing === 2 ? 'large' : ''}">`
    case 17:
      return container(component, around)
    default:
      return nothing
  }
}
