/** The list above the composer: commands, options, or values for the option being written. */

import type { TemplateResult } from 'lit'
import { html } from 'lit'
import { entityChoices } from './choices.ts'
import {
  addChip,
  type Callable,
  type Chip,
  callables,
  callName,
  type Draft,
  fillChip,
  filledOptions,
  findCallables,
  firstProblem,
  focusedPath,
  type Option,
  offeredOptions,
  openDraft,
  optionOf,
  optionType,
  type Value,
} from './draft.ts'
import { emptyComposer, focusSoon, newNonce, type Page } from './parts.ts'

export interface Line {
  key: string
  label: string
  detail?: string
  /** At the right: what it belongs to, or that it is required. */
  aside?: string
  sign?: TemplateResult | string
  picture?: string
  choose(): void
}

export interface Suggesting {
  title: string
  /** What the option is for. */
  detail?: string
  lines: Line[]
  /** Whether the first line is chosen by Enter without having been lit by an arrow key. */
  eager: boolean
  note?: string
  busy?: boolean
}

/** How long typing must pause before the application is asked, in ms. */
const pause = 120

let timer: ReturnType<typeof setTimeout> | undefined

/** Asks the application for choices of the option being written; only the newest answer counts. */
export function askForChoices(page: Page, soon: boolean): void {
  clearTimeout(timer)
  const { draft, focus } = page.ui.composer
  const option = draft && focus ? optionOf(draft, focus) : undefined
  if (!draft || !focus || !option || !('autocomplete' in option) || !option.autocomplete) {
    page.state = { ...page.state, suggestions: null }
    return
  }
  const nonce = newNonce()
  const same = page.state.suggestions?.option === focus ? page.state.suggestions.choices : []
  page.state = { ...page.state, suggestions: { nonce, option: focus, choices: same, busy: true } }
  timer = setTimeout(
    () => {
      page.send({
        type: 'suggest',
        nonce,
        channelId: page.state.channelId ?? '',
        commandId: draft.callable.command.id,
        options: filledOptions(draft, focus),
        focused: focusedPath(draft, focus),
      })
    },
    soon ? 0 : pause,
  )
}

/** Puts a command into the composer, the focus on its first empty option. */
export function useCallable(page: Page, callable: Callable, rest = ''): void {
  let draft = openDraft(callable)
  const first =
    draft.chips[0] ??
    (rest ? callable.options.find(({ type }) => type === optionType.text) : undefined)
  if (first && rest) {
    if (draft.chips.length === 0) draft = addChip(draft, first.name)
    draft = fillChip(draft, { name: first.name, text: rest })
  }
  page.ui.composer = { ...emptyComposer, replyTo: null, draft, focus: first?.name ?? null }
  page.change()
  goTo(page, first?.name ?? null)
}

/** Puts a command by its full name ("answers add") into the composer; false when there is none. */
export function useCommand(page: Page, fullName: string, rest = ''): boolean {
  const all = callables(page.state.world?.commands ?? [])
  const found = all.find((one) => callName(one) === fullName)
  if (found) useCallable(page, found, rest)
  return found !== undefined
}

/** Moves to an option, or with null to the box after them. */
export function goTo(page: Page, name: string | null): void {
  page.ui.composer = { ...page.ui.composer, focus: name, lit: -1, closed: false }
  askForChoices(page, true)
  page.change()
  focusSoon(name === null ? '#tail' : `#option-${name}`)
}

/** After an option is filled: the next required one that is not, else the box after them. */
function goOn(page: Page): void {
  const { draft } = page.ui.composer
  goTo(page, (draft && firstProblem(draft)?.name) ?? null)
}

export function fill(page: Page, chip: Chip): void {
  const { draft } = page.ui.composer
  if (!draft) return
  page.ui.composer = { ...page.ui.composer, draft: fillChip(draft, chip), problem: null }
}

function valueLine(
  page: Page,
  name: string,
  label: string,
  value: Value,
  more: Partial<Line> = {},
): Line {
  return {
    key: String(value),
    label,
    ...more,
    choose() {
      fill(page, { name, text: label, value })
      goOn(page)
    },
  }
}

function fitting<T extends { name: string }>(all: readonly T[], typed: string): T[] {
  return all.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
}

const entityKinds: Record<number, 5 | 6 | 7 | 8> = {
  [optionType.user]: 5,
  [optionType.role]: 6,
  [optionType.mentionable]: 7,
  [optionType.channel]: 8,
}

function listedValues(page: Page, option: Option, typed: string): Line[] {
  const { name } = option
  if (option.type === optionType.boolean) {
    const both = [
      { name: 'True', value: true },
      { name: 'False', value: false },
    ]
    return fitting(both, typed).map((one) => valueLine(page, name, one.name, one.value))
  }
  const kind = entityKinds[option.type]
  if (kind) {
    const types = 'channel_types' in option ? option.channel_types : undefined
    const all = entityChoices(page, kind, types).map((one) => ({ ...one, name: one.label }))
    return fitting(all, typed)
      .slice(0, 25)
      .map(({ value, label, detail, picture, sign }) =>
        valueLine(page, name, label, value, {
          ...(detail ? { detail } : {}),
          ...(picture ? { picture } : {}),
          ...(sign ? { sign } : {}),
        }),
      )
  }
  const choices = 'choices' in option ? (option.choices ?? []) : []
  return fitting(choices as { name: string; value: Value }[], typed).map((one) =>
    valueLine(page, name, one.name, one.value),
  )
}

function values(page: Page, draft: Draft, focus: string): Suggesting | null {
  const option = optionOf(draft, focus)
  const chip = draft.chips.find(({ name }) => name === focus)
  if (!option || !chip) return null
  const about = { title: option.name, detail: option.description }
  const typed = chip.value === undefined ? chip.text : ''
  if ('autocomplete' in option && option.autocomplete) {
    const { choices = [], busy = false, reason } = page.state.suggestions ?? {}
    const lines = choices.map((one) => valueLine(page, focus, one.name, one.value))
    const note =
      reason ??
      (lines.length > 0 || busy ? undefined : 'Nothing suggested: your own words work too')
    return { ...about, lines, eager: false, busy, ...(note ? { note } : {}) }
  }
  return { ...about, lines: listedValues(page, option, typed), eager: true }
}

function offered(page: Page, draft: Draft): Suggesting | null {
  const options = offeredOptions(draft).filter(({ name }) =>
    name.includes(page.ui.composer.tail.trim()),
  )
  if (options.length === 0) return null
  const lines = options.map((option) => ({
    key: option.name,
    label: option.name,
    detail: option.description,
    aside: option.required ? 'required' : 'optional',
    choose() {
      page.ui.composer = { ...page.ui.composer, draft: addChip(draft, option.name), tail: '' }
      goTo(page, option.name)
    },
  }))
  return { title: 'More options', lines, eager: page.ui.composer.tail.trim() !== '' }
}

function commands(page: Page, typed: string): Suggesting | null {
  const found = findCallables(callables(page.state.world?.commands ?? []), typed)
  if (found.length === 0) return null
  const lines = found.slice(0, 25).map((one) => ({
    key: `${one.command.id} ${one.path.join(' ')}`,
    label: `/${callName(one)}`,
    detail: one.description,
    aside: page.state.world?.bot.name ?? '',
    sign: html`<span class="slash" aria-hidden="true">/</span>`,
    choose: () => useCallable(page, one),
  }))
  return { title: typed ? `Commands that fit “/${typed}”` : 'Commands', lines, eager: true }
}

/** What to list now; null when there is nothing to list or the person closed the list. */
export function suggesting(page: Page): Suggesting | null {
  const { draft, focus, text, closed } = page.ui.composer
  if (closed) return null
  if (draft) return focus === null ? offered(page, draft) : values(page, draft, focus)
  return /^\/[^\n]*$/.test(text) ? commands(page, text.slice(1)) : null
}
