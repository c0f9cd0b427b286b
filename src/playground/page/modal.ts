/** A form (modal) as a dialog: labels, hints, limits and errors beside their fields. */

import type {
  APICheckboxGroupComponent,
  APIComponentInLabel,
  APIFileUploadComponent,
  APIRadioGroupComponent,
  APISelectMenuComponent,
  APITextInputComponent,
} from 'discord-api-types/v10'
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { entityChoices } from './choices.ts'
import { filesNamed, forgetFiles, keepFile } from './files.ts'
import { type Filled, fieldProblem, filledFields, formParts, initial, type Part } from './form.ts'
import { icons } from './icons.ts'
import { markdown, type Names } from './marks.ts'
import { forget, type Page, submit } from './parts.ts'
import type { Choice } from './select.ts'

type Piece = TemplateResult | typeof nothing

/** What stands in the open form; a new form starts afresh. */
let filled = new Map<string, Filled>()
let wrong = new Map<string, string>()
let opened = ''

function set(page: Page, field: APIComponentInLabel, value: Filled): void {
  filled.set(field.custom_id, value)
  if (wrong.has(field.custom_id) && !fieldProblem(field, value)) wrong.delete(field.custom_id)
  page.change()
}

function get(field: APIComponentInLabel): Filled {
  return filled.get(field.custom_id) ?? initial(field)
}

function close(page: Page): void {
  for (const { kind, nonce } of page.state.pending) if (kind === 'submit') forget(page, nonce)
  page.state = { ...page.state, modal: null }
  forgetFiles()
  page.change()
}

function send(page: Page, parts: readonly Part[]): void {
  const modal = page.state.modal?.modal
  if (!modal) return
  wrong = new Map()
  for (const part of parts) {
    const reason = 'field' in part ? fieldProblem(part.field, get(part.field)) : null
    if (reason && 'field' in part) wrong.set(part.field.custom_id, reason)
  }
  const [first] = wrong.keys()
  if (first !== undefined) {
    page.change()
    requestAnimationFrame(() => {
      const field = document.getElementById(`field-${first}`)
      ;(field?.querySelector<HTMLElement>('button, input') ?? field)?.focus()
    })
    return
  }
  for (const { kind, nonce } of page.state.pending) if (kind === 'submit') forget(page, nonce)
  const fields = filledFields(parts, filled)
  const files = filesNamed(
    fields.flatMap(({ type, values }) => (type === 19 ? (values ?? []) : [])),
  )
  submit(page, { customId: modal.custom_id, title: modal.title, fields, files })
}

function described(field: APIComponentInLabel): string {
  return `about-${field.custom_id} problem-${field.custom_id}`
}

function textField(page: Page, field: APITextInputComponent): TemplateResult {
  const { value = '' } = get(field)
  const input = (event: Event) =>
    set(page, field, { value: (event.target as HTMLInputElement).value })
  const bad = wrong.has(field.custom_id)
  const required = field.required !== false
  const count =
    field.max_length && value.length > field.max_length * 0.8
      ? html`<span class="count ${value.length > field.max_length ? 'over' : ''}">${field.max_length - value.length}</span>`
      : nothing
  if (field.style === 2) {
    return html`<textarea id="field-${field.custom_id}" rows="4" placeholder=${field.placeholder ?? ''} .value=${live(value)}
      aria-invalid=${bad} aria-required=${required} aria-describedby=${described(field)} @input=${input}></textarea>${count}`
  }
  return html`<input id="field-${field.custom_id}" type="text" autocomplete="off" placeholder=${field.placeholder ?? ''} .value=${live(value)}
    aria-invalid=${bad} aria-required=${required} aria-describedby=${described(field)} @input=${input}>${count}`
}

function selectField(page: Page, field: APISelectMenuComponent, label: string): TemplateResult {
  const choices: Choice[] =
    field.type === 3
      ? field.options.map(({ value, label, description }) => ({
          value,
          label,
          ...(description ? { detail: description } : {}),
        }))
      : entityChoices(page, field.type, 'channel_types' in field ? field.channel_types : undefined)
  return html`<playground-select id="field-${field.custom_id}" name=${label} .choices=${choices} .chosen=${get(field).values ?? []}
    .least=${field.required === false ? 0 : (field.min_values ?? 1)} .most=${field.max_values ?? 1} placeholder=${field.placeholder ?? 'Make a selection'}
    @choose=${(event: CustomEvent<string[]>) => set(page, field, { values: event.detail })}></playground-select>`
}

function ticks(
  page: Page,
  field: APIRadioGroupComponent | APICheckboxGroupComponent,
): TemplateResult {
  const { values = [] } = get(field)
  const kind = field.type === 21 ? 'radio' : 'checkbox'
  const tick = (value: string, on: boolean) => {
    const others = kind === 'radio' ? [] : values.filter((one) => one !== value)
    set(page, field, { values: on ? [...others, value] : others })
  }
  return html`<div id="field-${field.custom_id}" class="ticks" role=${kind === 'radio' ? 'radiogroup' : 'group'} aria-labelledby="label-${field.custom_id}" aria-describedby=${described(field)}>
    ${field.options.map(
      (
        option,
      ) => html`<label class="tick"><input type=${kind} name=${field.custom_id} value=${option.value} .checked=${live(values.includes(option.value))}
        @change=${(event: Event) => tick(option.value, (event.target as HTMLInputElement).checked)}>
        <span>${option.label}${option.description ? html`<small>${option.description}</small>` : nothing}</span></label>`,
    )}
  </div>`
}

function fileField(page: Page, field: APIFileUploadComponent): TemplateResult {
  return html`<input id="field-${field.custom_id}" type="file" ?multiple=${(field.max_values ?? 1) > 1} aria-describedby=${described(field)}
    @change=${async (event: Event) => {
      const files = [...((event.target as HTMLInputElement).files ?? [])]
      set(page, field, { values: await Promise.all(files.map(keepFile)) })
    }}>`
}

function control(page: Page, field: APIComponentInLabel, label: string): TemplateResult {
  switch (field.type) {
    case 4:
      return textField(page, field)
    case 21:
    case 22:
      return ticks(page, field)
    case 23:
      return html`<label class="tick"><input id="field-${field.custom_id}" type="checkbox" .checked=${live((get(field).values?.length ?? 0) > 0)}
        @change=${(event: Event) => set(page, field, { values: (event.target as HTMLInputElement).checked ? ['true'] : [] })}><span>${label}</span></label>`
    case 19:
      return fileField(page, field)
    default:
      return selectField(page, field, label)
  }
}

function isRequired(field: APIComponentInLabel): boolean {
  return field.type !== 23 && field.required !== false
}

function partView(page: Page, part: Part, names: Names): TemplateResult {
  if ('text' in part) return html`<div class="form-text">${markdown(part.text, names)}</div>`
  const { field, label, description } = part
  const reason = wrong.get(field.custom_id)
  return html`<div class="form-field ${reason ? 'wrong' : ''}">
    <label class="form-label" id="label-${field.custom_id}" for="field-${field.custom_id}">${label}${
      isRequired(field) ? html`<span class="star" aria-hidden="true"> *</span>` : nothing
    }</label>
    <div class="form-about" id="about-${field.custom_id}">${description ?? nothing}</div>
    ${control(page, field, label)}
    <div class="problem" id="problem-${field.custom_id}" role="alert">${reason ?? nothing}</div>
  </div>`
}

function showNow(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog.form')
  if (!dialog || dialog.open) return
  dialog.showModal()
  dialog
    .querySelector<HTMLElement>('.form-field input, .form-field textarea, .form-field button')
    ?.focus()
}

/** The open form, or nothing. */
export function modalView(page: Page, names: Names): Piece {
  const open = page.state.modal
  if (!open) return nothing
  if (opened !== open.nonce) {
    opened = open.nonce
    filled = new Map()
    wrong = new Map()
    requestAnimationFrame(showNow)
  }
  const parts = formParts(open.modal)
  const sent = page.state.pending.find(({ kind }) => kind === 'submit')
  const busy = sent !== undefined && !sent.reason
  return html`<dialog class="form" aria-labelledby="form-title" @cancel=${(event: Event) => {
    event.preventDefault()
    close(page)
  }}>
    <form novalidate @submit=${(event: Event) => {
      event.preventDefault()
      if (!busy) send(page, parts)
    }}>
      <header><h2 id="form-title">${open.modal.title}</h2>
        <button type="button" class="sign" aria-label="Close" @click=${() => close(page)}>${icons.close}</button></header>
      <div class="form-parts">${parts.map((part) => partView(page, part, names))}</div>
      ${sent?.reason ? html`<div class="failure" role="alert">${icons.warning}<span><strong>Something went wrong.</strong> ${sent.reason}</span></div>` : nothing}
      <footer><button type="button" class="button plain-button" @click=${() => close(page)}>Cancel</button>
        <button type="submit" class="button primary" aria-busy=${busy}>${busy ? 'Sending…' : 'Submit'}</button></footer>
    </form>
  </dialog>`
}
