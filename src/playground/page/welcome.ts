/** What a first-time visitor sees: what this is, and examples that fill the composer. */

import { html, nothing, type TemplateResult } from 'lit'
import { botAvatar } from './avatar.ts'
import {
  addChip,
  type Callable,
  callables,
  callName,
  fillChip,
  filledOptions,
  focusedPath,
  openDraft,
  optionType,
} from './draft.ts'
import { icons } from './icons.ts'
import { emptyComposer, newNonce, type Page } from './parts.ts'
import { goTo, useCallable } from './suggest.ts'

function textOption(callable: Callable) {
  return callable.options.find(({ type }) => type === optionType.text)
}

/** The command to show first: one that suggests answers to a required text, else any with a required text, else the first. */
function firstCommand(page: Page): Callable | undefined {
  const all = callables(page.state.world?.commands ?? [])
  const asks = (one: Callable) => {
    const option = textOption(one)
    return (
      option !== undefined &&
      option.required === true &&
      'autocomplete' in option &&
      option.autocomplete === true
    )
  }
  return (
    all.find((one) => one.path.length === 0 && asks(one)) ??
    all.find((one) => textOption(one)?.required) ??
    all[0]
  )
}

/** Asks the application once for values that make good examples. */
export function askForExamples(page: Page): void {
  const command = firstCommand(page)
  const option = command && textOption(command)
  if (page.ui.welcomed || page.ui.examples || !page.state.world?.bot.online) return
  if (!command || !option || !('autocomplete' in option) || !option.autocomplete) return
  const nonce = newNonce()
  page.ui.examples = { nonce, choices: [] }
  const draft = addChip({ callable: command, chips: [] }, option.name)
  page.send({
    type: 'suggest',
    nonce,
    channelId: page.state.channelId ?? '',
    commandId: command.command.id,
    options: filledOptions(draft, option.name),
    focused: focusedPath(draft, option.name),
  })
}

function useExample(
  page: Page,
  command: Callable,
  example: { name: string; value: string | number },
): void {
  const name = textOption(command)?.name ?? ''
  const draft = fillChip(openDraft(command), { name, text: example.name, value: example.value })
  page.ui.composer = { ...emptyComposer, draft, focus: null }
  goTo(page, null)
}

export function dismissWelcome(page: Page): void {
  page.ui.welcomed = true
  localStorage.setItem('playground.welcomed', 'yes')
  page.change()
}

function exampleLines(page: Page): TemplateResult[] {
  const command = firstCommand(page)
  if (!command) return []
  const name = textOption(command)?.name
  const found = page.ui.examples?.choices.slice(0, 3) ?? []
  if (found.length > 0 && name) {
    return found.map(
      (
        one,
      ) => html`<button type="button" class="example" @click=${() => useExample(page, command, one)}>
        <span class="command-name">/${callName(command)}</span><span class="example-words">${one.name}</span></button>`,
    )
  }
  return callables(page.state.world?.commands ?? [])
    .slice(0, 3)
    .map(
      (one) => html`<button type="button" class="example" @click=${() => useCallable(page, one)}>
      <span class="command-name">/${callName(one)}</span><span class="example-words">${one.description}</span></button>`,
    )
}

/** The card, until something was sent or it was closed. */
export function welcomeView(page: Page): TemplateResult | typeof nothing {
  const { world } = page.state
  if (!world || page.ui.welcomed) return nothing
  const examples = exampleLines(page)
  return html`<section class="welcome" aria-label="Welcome">
    <img src=${botAvatar()} alt="">
    <div class="welcome-words">
      <h3>Welcome. Try ${world.bot.name} here</h3>
      <p>This is a Discord of your own, on this computer only: nothing leaves it.
        Type <kbd>/</kbd> to see what ${world.bot.name} can do, or begin with one of these:</p>
      <div class="examples">${examples.length > 0 ? examples : html`<span class="muted">Waiting for ${world.bot.name} to connect…</span>`}</div>
    </div>
    <button type="button" class="sign" aria-label="Close the welcome" title="Close" @click=${() => dismissWelcome(page)}>${icons.close}</button>
  </section>`
}
