/** Where one writes: plain words, or a command with its options as chips. */

import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import {
  type Chip,
  callables,
  callName,
  chipProblem,
  type Draft,
  filledOptions,
  firstProblem,
  offeredOptions,
  optionOf,
  optionType,
  removeChip,
} from './draft.ts'
import { filesOf, forgetFiles, keepFile } from './files.ts'
import { icons } from './icons.ts'
import { emptyComposer, focusSoon, type Page, runSlash, say } from './parts.ts'
import { face } from './people.ts'
import {
  askForChoices,
  fill,
  goTo,
  type Line,
  type Suggesting,
  suggesting,
  useCallable,
} from './suggest.ts'

type Piece = TemplateResult | typeof nothing

const longest = 2000

function change(page: Page, part: Partial<Page['ui']['composer']>): void {
  page.ui.composer = { ...page.ui.composer, ...part }
  page.change()
}

function leave(page: Page): void {
  forgetFiles()
  page.ui.composer = emptyComposer
  page.state = { ...page.state, suggestions: null }
  page.change()
  focusSoon('#say')
}

/** Sends what stands in the composer, or shows what is missing. */
function send(page: Page): void {
  const { draft, text, replyTo } = page.ui.composer
  if (!draft) {
    if (text.trim() === '' || text.length > longest) return
    say(page, text.trim(), replyTo?.id)
    page.ui.welcomed = true
    leave(page)
    return
  }
  const problem = firstProblem(draft)
  if (problem) {
    goTo(page, problem.name)
    change(page, { problem })
    return
  }
  runSlash(page, {
    commandId: draft.callable.command.id,
    label: callName(draft.callable),
    options: filledOptions(draft),
    files: filesOf(draft.chips),
  })
  page.ui.welcomed = true
  leave(page)
}

/** The line Enter or Tab would choose. */
function litLine(page: Page, list: Suggesting | null): Line | undefined {
  if (!list) return undefined
  const { lit } = page.ui.composer
  return list.lines[lit >= 0 ? lit : list.eager ? 0 : -1]
}

/** Keys that work on the list; true when the key was used up. */
function listKey(event: KeyboardEvent, page: Page, typed: string): boolean {
  const list = suggesting(page)
  if (!list) return false
  const count = list.lines.length
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const { lit } = page.ui.composer
  if (step && count > 0) {
    const from = lit >= 0 ? lit : list.eager ? 0 : step > 0 ? -1 : 0
    change(page, { lit: (from + step + count) % count })
    return true
  }
  if (event.key === 'Escape') {
    change(page, { closed: true })
    return true
  }
  const line = litLine(page, list)
  const isTab = event.key === 'Tab' && !event.shiftKey
  if (isTab && !line && typed !== '' && list.lines[0]) {
    list.lines[0].choose()
    return true
  }
  if (!line || (event.key !== 'Enter' && !isTab)) return false
  // An empty optional option must not swallow the Enter that sends.
  if (isTab && typed === '' && lit < 0) return false
  line.choose()
  return true
}

function sayKey(event: KeyboardEvent, page: Page): void {
  if (event.isComposing) return
  if (listKey(event, page, page.ui.composer.text)) event.preventDefault()
  else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    send(page)
  } else if (event.key === 'Escape' && page.ui.composer.replyTo) change(page, { replyTo: null })
  else if (event.key === 'ArrowUp' && page.ui.composer.text === '') {
    event.preventDefault()
    ;[...document.querySelectorAll<HTMLElement>('.message[data-id]')].at(-1)?.focus()
  }
}

function sayInput(event: Event, page: Page): void {
  const text = (event.target as HTMLTextAreaElement).value
  const all = callables(page.state.world?.commands ?? [])
  const named = all.find((one) => text.startsWith(`/${callName(one)} `))
  const deeper = all.some((one) => callName(one).startsWith(text.slice(1)))
  if (named && !deeper) {
    useCallable(page, named, text.slice(callName(named).length + 2).trimStart())
    return
  }
  change(page, { text, lit: -1, closed: false })
}

function neighbour(page: Page, draft: Draft, from: string | null, step: 1 | -1): void {
  const names = [...draft.chips.map(({ name }) => name), null]
  const to = names[names.indexOf(from) + step]
  if (to !== undefined) goTo(page, to)
}

/** Keys in an option's box or in the one after them. */
function optionKey(event: KeyboardEvent, page: Page, draft: Draft, name: string | null): void {
  if (event.isComposing) return
  const box = event.target as HTMLInputElement
  const atStart = box.selectionStart === 0 && box.selectionEnd === 0
  const atEnd = box.selectionStart === box.value.length
  if (listKey(event, page, box.value)) event.preventDefault()
  else if (event.key === 'Enter') send(page)
  else if (event.key === 'Escape') leave(page)
  else if (event.key === 'ArrowLeft' && atStart) neighbour(page, draft, name, -1)
  else if (event.key === 'ArrowRight' && atEnd) neighbour(page, draft, name, 1)
  else if (event.key === 'Backspace' && atStart) backspace(page, draft, name)
  else return
  event.preventDefault()
}

function backspace(page: Page, draft: Draft, name: string | null): void {
  const chip = draft.chips.find((one) => one.name === name)
  const isOptional = chip && !optionOf(draft, chip.name)?.required
  if (chip && chip.text !== '') return
  if (isOptional) {
    change(page, { draft: removeChip(draft, chip.name) })
    goTo(page, null)
  } else if (name === null && draft.chips.length > 0) goTo(page, draft.chips.at(-1)?.name ?? null)
  else if (draft.chips.every(({ text }) => text === '')) {
    const { command } = draft.callable
    leave(page)
    change(page, { text: `/${command.name}` })
  }
}

function optionInput(event: Event, page: Page, name: string): void {
  fill(page, { name, text: (event.target as HTMLInputElement).value })
  change(page, { lit: -1, closed: false })
  askForChoices(page, false)
}

function listAttributes(page: Page, list: Suggesting | null) {
  const line = litLine(page, list)
  return { open: list !== null, lit: line && list ? `line-${list.lines.indexOf(line)}` : nothing }
}

function fileBox(page: Page, chip: Chip): TemplateResult {
  return html`<input id="option-${chip.name}" type="file" aria-label=${chip.name} @focus=${() => page.ui.composer.focus !== chip.name && goTo(page, chip.name)}
    @change=${async (event: Event) => {
      const file = (event.target as HTMLInputElement).files?.[0]
      if (file) fill(page, { name: chip.name, text: file.name, value: await keepFile(file) })
      page.change()
    }}>`
}

function chipView(page: Page, draft: Draft, chip: Chip, list: Suggesting | null): TemplateResult {
  const { focus, problem } = page.ui.composer
  const option = optionOf(draft, chip.name)
  const wrong = problem?.name === chip.name
  const left = focus !== chip.name && option && chip.text !== '' && chipProblem(option, chip)
  const { open, lit } = listAttributes(page, focus === chip.name ? list : null)
  return html`<span class="chip ${focus === chip.name ? 'focused' : ''} ${wrong || left ? 'wrong' : ''} ${chip.value === undefined ? '' : 'picked'}">
    <label for="option-${chip.name}">${chip.name}</label>
    ${
      option?.type === optionType.attachment
        ? fileBox(page, chip)
        : html`<input id="option-${chip.name}" type="text" autocomplete="off" spellcheck="true" role="combobox"
            aria-autocomplete="list" aria-controls="suggestions" aria-expanded=${open} aria-activedescendant=${lit}
            aria-invalid=${wrong} aria-required=${option?.required ?? false} aria-description=${option?.description ?? ''}
            size=${Math.max(4, Math.min(60, chip.text.length + 1))} .value=${live(chip.text)}
            @focus=${() => page.ui.composer.focus !== chip.name && goTo(page, chip.name)}
            @input=${(event: Event) => optionInput(event, page, chip.name)}
            @keydown=${(event: KeyboardEvent) => optionKey(event, page, draft, chip.name)}>`
    }
  </span>`
}

function commandBox(page: Page, draft: Draft, list: Suggesting | null): TemplateResult {
  const { focus, tail } = page.ui.composer
  const more = offeredOptions(draft).length
  const { open, lit } = listAttributes(page, focus === null ? list : null)
  const hint = more > 0 ? `+${more} more` : draft.chips.length > 0 ? '' : 'Press Enter to send'
  return html`<div class="command" role="group" aria-label="Command /${callName(draft.callable)}"
    @mousedown=${(event: MouseEvent) => {
      if (event.target !== event.currentTarget) return
      event.preventDefault()
      goTo(page, null)
    }}>
    <span class="command-name">/${callName(draft.callable)}</span>
    ${repeat(
      draft.chips,
      ({ name }) => name,
      (chip) => chipView(page, draft, chip, list),
    )}
    <input id="tail" class="tail" type="text" autocomplete="off" role="combobox" aria-label=${more > 0 ? 'Add an option' : 'Press Enter to send'}
      aria-autocomplete="list" aria-controls="suggestions" aria-expanded=${open} aria-activedescendant=${lit}
      placeholder=${hint} .value=${live(tail)}
      @focus=${() => page.ui.composer.focus !== null && goTo(page, null)}
      @input=${(event: Event) => change(page, { tail: (event.target as HTMLInputElement).value, lit: -1, closed: false })}
      @keydown=${(event: KeyboardEvent) => optionKey(event, page, draft, null)}>
  </div>`
}

function sayBox(page: Page, list: Suggesting | null): TemplateResult {
  const { world, channelId } = page.state
  const channel = world?.channels.find(({ id }) => id === channelId)
  const { open, lit } = listAttributes(page, list)
  const { text } = page.ui.composer
  return html`<textarea id="say" rows="1" role="combobox" aria-autocomplete="list" aria-controls="suggestions"
    aria-expanded=${open} aria-activedescendant=${lit} aria-label="Message #${channel?.name ?? ''}; type a slash for commands"
    placeholder="Message #${channel?.name ?? ''}, or / for commands" autocomplete="off" .value=${live(text)}
    @input=${(event: Event) => sayInput(event, page)} @keydown=${(event: KeyboardEvent) => sayKey(event, page)}></textarea>
    ${text.length > longest - 200 ? html`<span class="count ${text.length > longest ? 'over' : ''}" role="status">${longest - text.length}</span>` : nothing}`
}

function listView(page: Page, list: Suggesting | null): Piece {
  if (!list) return nothing
  const lit = litLine(page, list)
  return html`<div class="suggestions" @mousedown=${(event: Event) => event.preventDefault()}>
    <div class="suggestions-head"><strong>${list.title}</strong>${list.detail ? html` <span>${list.detail}</span>` : nothing}
      ${list.busy ? html`<span class="spinner" role="status" aria-label="Loading"></span>` : nothing}</div>
    <div id="suggestions" role="listbox" aria-label=${list.title}>
      ${list.lines.map(
        (
          line,
          index,
        ) => html`<div class="line" role="option" id="line-${index}" aria-selected=${line === lit} ?data-lit=${line === lit}
          @mousemove=${() => page.ui.composer.lit !== index && change(page, { lit: index })} @click=${() => line.choose()}>
          ${line.picture ? html`<img class="face" src=${line.picture} alt="">` : line.sign}
          <span class="line-words"><span class="line-label">${line.label}</span>
            ${line.detail ? html`<span class="line-detail">${line.detail}</span>` : nothing}</span>
          ${line.aside ? html`<span class="line-aside">${line.aside}</span>` : nothing}
        </div>`,
      )}
    </div>
    ${list.note ? html`<div class="suggestions-note">${list.note}</div>` : nothing}
    ${
      list.lines.length > 0
        ? html`<div class="suggestions-keys" aria-hidden="true"><kbd>↑</kbd><kbd>↓</kbd> walk <kbd>Tab</kbd> take ${
            list.eager ? html`<kbd>Enter</kbd> take` : html`<kbd>Enter</kbd> send what you typed`
          } <kbd>Esc</kbd> close</div>`
        : nothing
    }
  </div>`
}

function replyBar(page: Page): Piece {
  const { replyTo } = page.ui.composer
  if (!replyTo) return nothing
  return html`<div class="reply-bar">Replying to <strong>${face(page, replyTo.author).name}</strong>
    <button type="button" class="sign" aria-label="Do not reply" @click=${() => change(page, { replyTo: null })}>${icons.close}</button></div>`
}

/** Whether the focus came into the composer from outside, or left it. */
function crossed(event: FocusEvent): boolean {
  return !(event.currentTarget as HTMLElement).contains(event.relatedTarget as Node | null)
}

/** The composer with its list, and what is wrong with what stands in it. */
export function composerView(page: Page): TemplateResult {
  const { draft, problem } = page.ui.composer
  const list = suggesting(page)
  const refused = page.state.pending.filter((one) => one.kind === 'say' && one.reason)
  return html`<form class="composer" @focusin=${(event: FocusEvent) => crossed(event) && change(page, { closed: false })}
    @focusout=${(event: FocusEvent) => crossed(event) && change(page, { closed: true })}
    @submit=${(event: Event) => {
      event.preventDefault()
      send(page)
    }}>
    ${listView(page, list)} ${replyBar(page)}
    <div class="composer-box">
      ${draft ? commandBox(page, draft, list) : sayBox(page, list)}
      ${draft ? html`<button type="button" class="sign" aria-label="Leave the command" title="Leave the command (Esc)" @click=${() => leave(page)}>${icons.close}</button>` : nothing}
      <button type="submit" class="sign" aria-label="Send" title="Send (Enter)">${icons.send}</button>
    </div>
    ${problem ? html`<div class="problem" role="alert"><strong>${problem.name}</strong>: ${problem.reason}.</div>` : nothing}
    ${refused.map(({ reason }) => html`<div class="problem" role="alert">Your message was not sent. ${reason}</div>`)}
  </form>`
}
