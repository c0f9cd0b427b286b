/** What stands beside the messages: members, pinned messages, or the tools: faults and the wire. */

import { html, nothing, type TemplateResult } from 'lit'
import { embedView } from './embed.ts'
import { icons } from './icons.ts'
import { memberList } from './layout.ts'
import { markdown, type Names } from './marks.ts'
import { newNonce, type Page } from './parts.ts'
import { face } from './people.ts'
import type { Fault, GatewayAct, PinView, WireEntry } from './protocol.ts'
import { jumpTo } from './system.ts'

type Piece = TemplateResult | typeof nothing

/** The open panel. */
export function panelView(page: Page, names: Names): Piece {
  switch (page.ui.panel) {
    case 'members':
      return memberList(page)
    case 'pins':
      return pinsPanel(page, names)
    case 'tools':
      return toolsPanel(page)
    default:
      return nothing
  }
}

function pinsPanel(page: Page, names: Names): TemplateResult {
  const pins = page.state.pins[page.state.channelId ?? '']
  const list =
    pins === undefined
      ? html`<p class="muted">Loading…</p>`
      : pins.length === 0
        ? html`<p class="muted">Nothing is pinned in this channel yet.</p>`
        : html`<ul>${pins.map((pin) => pinLine(page, pin, names))}</ul>`
  return html`<aside class="members panel" aria-label="Pinned messages"><h2 class="group">Pinned — ${pins?.length ?? '…'}</h2>${list}</aside>`
}

function pinLine(page: Page, { message }: PinView, names: Names): TemplateResult {
  const who = face(page, message.author)
  return html`<li class="pin">
    <div class="pin-head"><img class="face" src=${who.avatar} alt=""><strong>${who.name}</strong>
      <button type="button" class="plain" @click=${() => jumpTo(message.id)}>Jump</button></div>
    ${message.content ? html`<div class="content">${markdown(message.content, names, who.bot)}</div>` : nothing}
    ${message.embeds.slice(0, 1).map((embed) => embedView(embed, names, Date.now()))}
  </li>`
}

/** Faults that are worth a button, in the words of what happens. */
const faults: readonly { readonly words: string; readonly fault: Fault }[] = [
  {
    words: 'Lose the next interaction',
    fault: { on: 'event', match: 'INTERACTION_CREATE', do: 'drop', times: 1 },
  },
  {
    words: 'Deliver the next one twice',
    fault: { on: 'event', match: 'INTERACTION_CREATE', do: 'duplicate', times: 1 },
  },
  {
    words: 'Refuse the next answer (10062)',
    fault: { on: 'request', match: '*/callback', do: 'error', status: 404, code: 10062, times: 1 },
  },
  {
    words: 'Fail the next request (502)',
    fault: { on: 'request', match: '*', do: 'error', status: 502, times: 1 },
  },
  {
    words: 'Fail it after it took effect',
    fault: { on: 'request', match: '*', do: 'error', status: 502, when: 'after', times: 1 },
  },
  {
    words: 'Rate limit the next request',
    fault: { on: 'request', match: '*', do: 'ratelimit', ms: 2_000, times: 1 },
  },
  { words: 'Cut the next connection', fault: { on: 'request', match: '*', do: 'reset', times: 1 } },
  {
    words: 'Every third request fails',
    fault: { on: 'request', match: '*', do: 'error', status: 500, chance: 0.33 },
  },
]

const acts: readonly { readonly words: string; readonly act: GatewayAct }[] = [
  { words: 'Reconnect (op 7)', act: { do: 'reconnect' } },
  { words: 'Cut the line', act: { do: 'cut' } },
  { words: 'New session (op 9)', act: { do: 'invalidate', resumable: false } },
  { words: 'Fall silent', act: { do: 'silence' } },
  { words: 'Speak again', act: { do: 'speak' } },
]

function toolsPanel(page: Page): TemplateResult {
  const armed = page.state.faults
  const arm = (fault: Fault) => page.send({ type: 'fault', nonce: newNonce(), fault })
  const act = (what: GatewayAct) => page.send({ type: 'gateway', nonce: newNonce(), act: what })
  const button = (words: string, run: () => void) =>
    html`<li><button type="button" class="tool" @click=${run}>${words}</button></li>`
  return html`<aside class="members panel" aria-label="Faults and wire">
    <h2 class="group">Let something go wrong</h2>
    <ul class="tools">${faults.map(({ words, fault }) => button(words, () => arm(fault)))}</ul>
    <p class="armed" role="status">${armed.length === 0 ? 'No fault is armed.' : html`${armed.length} armed: ${armed.map(faultWords).join('; ')}. `}
      ${armed.length > 0 ? html`<button type="button" class="plain" @click=${() => page.send({ type: 'calm', nonce: newNonce() })}>Take all away</button>` : nothing}</p>
    <h2 class="group">The application's connection</h2>
    <ul class="tools">${acts.map(({ words, act: what }) => button(words, () => act(what)))}</ul>
    <h2 class="group">The wire</h2>
    ${
      page.state.wire.length === 0
        ? html`<p class="muted">Nothing has passed yet.</p>`
        : html`<ol class="wire" aria-label="Requests and events, newest first">${page.state.wire.slice(-100).reverse().map(wireLine)}</ol>`
    }
  </aside>`
}

function faultWords(fault: Fault): string {
  const known = faults.find((one) => JSON.stringify(one.fault) === JSON.stringify(fault))
  return known?.words ?? `${fault.do} ${fault.match}`
}

const signs = { request: '→', event: '←', frame: '⇢' } as const

function wireLine(entry: WireEntry): TemplateResult {
  const { kind, title, status, violation } = entry
  const details = kind === 'request' ? { sent: entry.sent, answered: entry.answered } : entry.sent
  return html`<li class=${violation ? 'violation' : ''}><details>
    <summary><span aria-label=${kind}>${signs[kind]}</span> ${shortTitle(title)} ${status ?? ''}
      ${violation ? html`<strong class="broken">${icons.warning}broke: ${violation}</strong>` : nothing}</summary>
    <pre tabindex="0">${JSON.stringify(details, null, 1)?.slice(0, 4_000)}</pre>
  </details></li>`
}

/** Long tokens and ids take the sight of what matters. */
function shortTitle(title: string): string {
  return title.replace(/\/[\w-]{40,}/g, '/…').replace(/\d{15,}/g, (id) => `…${id.slice(-4)}`)
}
