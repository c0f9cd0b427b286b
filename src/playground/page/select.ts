/** `<playground-select>`: a select as messages and forms have it, for the keyboard and for screen readers too. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { icons } from './icons.ts'

/** One line to choose. */
export interface Choice {
  value: string
  label: string
  detail?: string
  /** A picture's address, or a sign before the label. */
  picture?: string
  sign?: string | TemplateResult
}

/** Fires `choose` with `detail: string[]` once the person is done: at once for one value, on closing for several. */
export class PlaygroundSelect extends LitElement {
  static override properties = {
    choices: { attribute: false },
    chosen: { attribute: false },
    least: { type: Number },
    most: { type: Number },
    placeholder: {},
    name: {},
    disabled: { type: Boolean },
    open: { state: true },
    lit: { state: true },
    typed: { state: true },
  }

  declare choices: readonly Choice[]
  declare chosen: readonly string[]
  declare least: number
  declare most: number
  declare placeholder: string
  /** What it is called by screen readers. */
  declare name: string
  declare disabled: boolean
  declare open: boolean
  declare lit: number
  declare typed: string
  #before: readonly string[] = []

  constructor() {
    super()
    this.choices = []
    this.chosen = []
    this.least = 1
    this.most = 1
    this.placeholder = 'Make a selection'
    this.name = ''
    this.disabled = false
    this.open = false
    this.lit = 0
    this.typed = ''
  }

  /** Drawn in the page itself, so that its style sheet holds. */
  protected override createRenderRoot(): HTMLElement {
    return this
  }

  get #shown(): readonly Choice[] {
    const wanted = this.typed.toLowerCase()
    return this.choices.filter(({ label }) => label.toLowerCase().includes(wanted))
  }

  #toggle(open: boolean): void {
    if (this.disabled || open === this.open) return
    this.open = open
    this.typed = ''
    if (open) {
      this.#before = this.chosen
      this.lit = Math.max(
        0,
        this.choices.findIndex(({ value }) => this.chosen.includes(value)),
      )
    } else if (this.most > 1 && this.chosen !== this.#before) this.#tell()
  }

  #tell(): void {
    if (this.chosen.length < this.least) {
      this.chosen = this.#before
      return
    }
    this.dispatchEvent(new CustomEvent('choose', { detail: [...this.chosen] }))
  }

  #pick(choice: Choice | undefined): void {
    if (!choice) return
    if (this.most <= 1) {
      const clear = this.least === 0 && this.chosen[0] === choice.value
      this.chosen = clear ? [] : [choice.value]
      this.#tell()
      this.#toggle(false)
    } else if (this.chosen.includes(choice.value)) {
      this.chosen = this.chosen.filter((value) => value !== choice.value)
    } else if (this.chosen.length < this.most) this.chosen = [...this.chosen, choice.value]
  }

  #key(event: KeyboardEvent): void {
    const shown = this.#shown
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!this.open) {
      if (step || event.key === 'Enter' || event.key === ' ') {
        event.preventDefault()
        this.#toggle(true)
      }
      return
    }
    if (step) this.lit = (this.lit + step + shown.length) % Math.max(1, shown.length)
    else if (event.key === 'Home') this.lit = 0
    else if (event.key === 'End') this.lit = shown.length - 1
    else if (event.key === 'Enter' || (event.key === ' ' && this.typed === ''))
      this.#pick(shown[this.lit])
    else if (event.key === 'Escape') this.#toggle(false)
    else if (event.key === 'Backspace') this.typed = this.typed.slice(0, -1)
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      this.typed += event.key
      this.lit = 0
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  protected override updated(changed: Map<string, unknown>): void {
    const list = this.querySelector('.select-list')
    if (list && changed.has('open')) {
      // The list of messages is cut off below: where there is no room, the choices open upwards.
      const { top, bottom } = this.getBoundingClientRect()
      const room = (this.closest('.messages, dialog') ?? document.body).getBoundingClientRect()
      const below = Math.min(room.bottom, innerHeight) - bottom
      list.classList.toggle('up', below < list.clientHeight + 8 && top - room.top > below)
    }
    this.querySelector('[data-lit]')?.scrollIntoView({ block: 'nearest' })
  }

  protected override render(): TemplateResult {
    const words = this.choices.filter(({ value }) => this.chosen.includes(value))
    const lit = this.open ? this.#shown[this.lit] : undefined
    return html`<div class="select" @focusout=${(event: FocusEvent) => {
      if (!this.contains(event.relatedTarget as Node | null)) this.#toggle(false)
    }}>
      <button type="button" class="select-box" role="combobox" aria-haspopup="listbox"
        aria-label=${this.name || this.placeholder} aria-expanded=${this.open}
        aria-activedescendant=${lit ? this.#lineId(lit) : nothing}
        ?disabled=${this.disabled} @click=${() => this.#toggle(!this.open)} @keydown=${this.#key}>
        <span class=${words.length ? 'select-words' : 'select-words empty'}>${
          this.typed || words.map(({ label }) => label).join(', ') || this.placeholder
        }</span>${icons.down}
      </button>
      ${this.open ? this.#list() : nothing}
    </div>`
  }

  #lineId(choice: Choice): string {
    return `${this.id || 'select'}-${this.choices.indexOf(choice)}`
  }

  #list(): TemplateResult {
    const shown = this.#shown
    const several = this.most > 1
    return html`<div class="select-list" role="listbox" aria-label=${this.name || this.placeholder}
      aria-multiselectable=${several} @mousedown=${(event: Event) => event.preventDefault()}>
      ${shown.map((choice, index) => {
        const on = this.chosen.includes(choice.value)
        return html`<div class="line" role="option" id=${this.#lineId(choice)} aria-selected=${on}
          ?data-lit=${index === this.lit} @mousemove=${() => {
            this.lit = index
          }} @click=${() => this.#pick(choice)}>
          ${choice.picture ? html`<img class="face" src=${choice.picture} alt="">` : choice.sign}
          <span class="line-words"><span class="line-label">${choice.label}</span>
            ${choice.detail ? html`<span class="line-detail">${choice.detail}</span>` : nothing}</span>
          ${several ? html`<span class="box ${on ? 'on' : ''}">${on ? icons.check : nothing}</span>` : on ? icons.check : nothing}
        </div>`
      })}
      ${shown.length === 0 ? html`<div class="line none">Nothing fits “${this.typed}”</div>` : nothing}
    </div>`
  }
}

customElements.define('playground-select', PlaygroundSelect)
