/** What every view is handed: the state, what is open on this page, and the things a person can do. */

import type { APIMessage } from 'discord-api-types/v10'
import type { Draft } from './draft.ts'
import type { FilledField, FilledFile, FilledOption, FromPage } from './protocol.ts'
import { type Pending, type State, waitFor } from './state.ts'

export interface Composer {
  text: string
  draft: Draft | null
  /** The option being written; `null` is the box after the options. */
  focus: string | null
  /** What is typed in the box after the options. */
  tail: string
  /** The lit line of the list above; -1 when none is. */
  lit: number
  /** The list was closed with Esc. */
  closed: boolean
  problem: { name: string; reason: string } | null
  replyTo: APIMessage | null
}

export interface MenuLine {
  label: string
  detail?: string
  run(): void
}

/** An open context menu, at a place of the window in pixels. */
export interface Menu {
  x: number
  y: number
  title: string
  groups: { title: string; lines: MenuLine[] }[]
  /** Gets the focus back. */
  from: HTMLElement | null
}

/** What can be opened beside the messages. */
export type PanelName = 'members' | 'pins' | 'tools'

export interface Ui {
  theme: 'dark' | 'light'
  drawer: boolean
  /** What stands beside the messages. */
  panel: PanelName | null
  people: boolean
  menu: Menu | null
  composer: Composer
  welcomed: boolean
  /** Example values for the welcome card, from the application's own suggestions. */
  examples: { nonce: string; choices: { name: string; value: string | number }[] } | null
  /** Read to people who do not see the page. */
  said: string
}

export interface Page {
  state: State
  readonly ui: Ui
  /** Draws the page again, soon. */
  change(): void
  send(frame: FromPage): boolean
  actAs(personId: string): void
}

export const emptyComposer: Composer = {
  text: '',
  draft: null,
  focus: null,
  tail: '',
  lit: -1,
  closed: false,
  problem: null,
  replyTo: null,
}

let made = 0

/** A name for one request that no other request of this page has. */
export function newNonce(): string {
  made += 1
  return `${Date.now().toString(36)}-${made}`
}

type Doing = Omit<Pending, 'nonce' | 'at' | 'channelId'>

/** Sends what `frame` makes of a new nonce, and shows it as waiting until it is answered. */
function act(
  page: Page,
  doing: Doing,
  frame: (nonce: string, channelId: string) => FromPage,
): void {
  const nonce = newNonce()
  const channelId = page.state.channelId ?? ''
  page.state = waitFor(page.state, { ...doing, nonce, channelId, at: Date.now() })
  if (!page.send(frame(nonce, channelId))) {
    fail(page, nonce, 'The page has lost its line to the playground. It tries again by itself.')
  }
  page.change()
}

function fail(page: Page, nonce: string, reason: string): void {
  const pending = page.state.pending.map((one) => (one.nonce === nonce ? { ...one, reason } : one))
  page.state = { ...page.state, pending }
}

export function runSlash(
  page: Page,
  call: { commandId: string; label: string; options: FilledOption[]; files: FilledFile[] },
): void {
  const { commandId, options, files } = call
  act(page, { kind: 'slash', label: call.label }, (nonce, channelId) => ({
    type: 'slash',
    nonce,
    channelId,
    commandId,
    options,
    ...(files.length > 0 ? { files } : {}),
  }))
}

export function runMenuCommand(
  page: Page,
  call: { commandId: string; label: string; targetId: string },
): void {
  const { commandId, targetId, label } = call
  act(page, { kind: 'menu', label }, (nonce, channelId) => ({
    type: 'menu',
    nonce,
    channelId,
    commandId,
    targetId,
  }))
}

export function press(page: Page, message: APIMessage, customId: string, label: string): void {
  const doing = { kind: 'press', label, messageId: message.id, customId } as const
  act(page, doing, (nonce) => ({
    type: 'press',
    nonce,
    channelId: message.channel_id,
    messageId: message.id,
    customId,
  }))
}

export function choose(page: Page, message: APIMessage, customId: string, values: string[]): void {
  const doing = { kind: 'select', label: 'choice', messageId: message.id, customId } as const
  act(page, doing, (nonce) => ({
    type: 'select',
    nonce,
    channelId: message.channel_id,
    messageId: message.id,
    customId,
    values,
  }))
}

export function submit(
  page: Page,
  form: { customId: string; title: string; fields: FilledField[]; files: FilledFile[] },
): void {
  const { customId, fields, files } = form
  act(page, { kind: 'submit', label: form.title, customId }, (nonce) => ({
    type: 'submit',
    nonce,
    customId,
    fields,
    ...(files.length > 0 ? { files } : {}),
  }))
}

export function say(page: Page, content: string, replyTo: string | undefined): void {
  act(page, { kind: 'say', label: content }, (nonce, channelId) => ({
    type: 'say',
    nonce,
    channelId,
    content,
    ...(replyTo ? { replyTo } : {}),
  }))
}

export function dismiss(page: Page, message: APIMessage): void {
  const { id: messageId, channel_id: channelId } = message
  act(page, { kind: 'dismiss', label: 'dismiss', messageId }, (nonce) => ({
    type: 'dismiss',
    nonce,
    channelId,
    messageId,
  }))
}

/** A failure the person has read. */
export function forget(page: Page, nonce: string): void {
  const pending = page.state.pending.filter((one) => one.nonce !== nonce)
  page.state = { ...page.state, pending }
  page.change()
}

/** Gives the focus to an element as soon as it is drawn: before the next key, if drawing was asked for already. */
export function focusSoon(selector: string): void {
  queueMicrotask(() => {
    if (!focusNow(selector)) requestAnimationFrame(() => focusNow(selector))
  })
}

function focusNow(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector)
  found?.focus()
  if (
    found instanceof HTMLTextAreaElement ||
    (found instanceof HTMLInputElement && found.type === 'text')
  )
    found.setSelectionRange(found.value.length, found.value.length)
  return found !== null
}
