/** The page: joins the line to the playground, the state and the views, and draws. */

import { html, nothing, render, type TemplateResult } from 'lit'
import './skin.ts'
import './live-time.ts'
import './select.ts'
import { composerView } from './composer.ts'
import { header, sidebar } from './layout.ts'
import { type Link, openLink } from './link.ts'
import { menuView } from './menu.ts'
import { messageList } from './messages.ts'
import { modalView } from './modal.ts'
import { panelView } from './panels.ts'
import { emptyComposer, focusSoon, type Page } from './parts.ts'
import { namesOf } from './people.ts'
import type { ToPage } from './protocol.ts'
import { emptyState, receive } from './state.ts'
import { useCommand } from './suggest.ts'
import { askForExamples, dismissWelcome, welcomeView } from './welcome.ts'

const root = document.getElementById('page') as HTMLElement
const wide = matchMedia('(min-width: 1000px)')
const lightWished = matchMedia('(prefers-color-scheme: light)')

function theme(): 'dark' | 'light' {
  const kept = localStorage.getItem('playground.theme')
  return kept === 'dark' || kept === 'light' ? kept : lightWished.matches ? 'light' : 'dark'
}

let link: Link
let drawing = false

const page: Page = {
  state: emptyState,
  ui: {
    theme: theme(),
    drawer: false,
    panel: wide.matches ? 'members' : null,
    people: false,
    menu: null,
    composer: emptyComposer,
    welcomed: localStorage.getItem('playground.welcomed') === 'yes',
    examples: null,
    said: '',
  },
  change() {
    if (drawing) return
    drawing = true
    queueMicrotask(draw)
  },
  send: (frame) => link.send(frame),
  actAs(personId) {
    const address = new URL(location.href)
    address.searchParams.set('as', personId)
    history.pushState(null, '', address)
    page.ui.people = false
    join()
    focusSoon('#acting')
  },
}

/** Opens the line as the person the address names. */
function join(): void {
  link?.close()
  page.state = { ...emptyState, world: page.state.world, channelId: page.state.channelId }
  page.ui.composer = emptyComposer
  link = openLink(new URL(location.href).searchParams.get('as'), {
    frame: take,
    open() {
      page.state = { ...page.state, connection: 'open' }
      page.change()
    },
    lost() {
      page.state = { ...page.state, connection: 'lost' }
      page.change()
    },
  })
  page.change()
}

function take(frame: ToPage): void {
  const { examples } = page.ui
  if (frame.type === 'suggestions' && frame.nonce === examples?.nonce) {
    page.ui.examples = {
      ...examples,
      choices: frame.choices.map(({ name, value }) => ({ name, value })),
    }
  }
  const isFirst = page.state.world === null
  page.state = receive(page.state, frame)
  if (isFirst && page.state.world) focusSoon('#say')
  askForExamples(page)
  page.change()
}

function view(): TemplateResult {
  const names = namesOf(page, (name) => void useCommand(page, name))
  const { connection, world } = page.state
  return html`
    <div class="shell ${page.ui.drawer ? 'with-drawer' : ''} ${page.ui.panel ? 'with-members' : ''}">
      ${sidebar(page)}
      <div class="shade narrow" @click=${() => {
        page.ui.drawer = false
        page.change()
      }}></div>
      <main>
        ${header(page)}
        ${connection === 'lost' ? html`<div class="banner" role="alert">The playground does not answer. Is it still running? The page tries again by itself.</div>` : nothing}
        <div class="middle">
          <div class="talk">
            <div id="messages" class="messages" role="log" aria-label="Messages" tabindex="0" @focus=${focusLast}>
              <div class="messages-inner">${world ? messageList(page, names) : html`<p class="muted">Connecting…</p>`}${welcomeView(page)}</div>
            </div>
            ${world ? composerView(page) : nothing}
          </div>
          ${panelView(page, names)}
        </div>
      </main>
    </div>
    ${menuView(page)}${modalView(page, names)}
    <div class="only-read" role="status">${page.ui.said}</div>`
}

/** Tab into the log leads to its newest message; the arrow keys walk from there. */
function focusLast(event: FocusEvent): void {
  const list = event.currentTarget as HTMLElement
  if (event.target !== list || list.contains(event.relatedTarget as Node | null)) return
  ;[...list.querySelectorAll<HTMLElement>('.message[data-id]')].at(-1)?.focus()
}

/** Whether the newest message is in sight; while it is, the list follows what comes. */
let atEnd = true
let shownChannel: string | null = null

function follow(): void {
  const list = document.getElementById('messages')
  if (list && atEnd) list.scrollTop = list.scrollHeight
}

function draw(): void {
  drawing = false
  document.documentElement.dataset.theme = page.ui.theme
  if (page.ui.welcomed && localStorage.getItem('playground.welcomed') !== 'yes')
    dismissWelcome(page)
  if (shownChannel !== page.state.channelId) atEnd = true
  shownChannel = page.state.channelId
  const { world } = page.state
  document.title = world ? `${world.me.name} · ${world.guild.name}` : 'Playground'
  render(view(), root)
  follow()
}

/** Components draw themselves a little later than the page: follow the list as it grows. */
function watchList(): void {
  const list = document.getElementById('messages') as HTMLElement
  let last = list.scrollTop
  list.addEventListener('scroll', () => {
    const nearEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
    // The list may have grown between our own scrolling and this event: only a person scrolls up.
    if (nearEnd || list.scrollTop < last) atEnd = nearEnd
    last = list.scrollTop
  })
  const grows = new ResizeObserver(follow)
  grows.observe(list)
  grows.observe(list.firstElementChild as HTMLElement)
}

addEventListener('popstate', join)
lightWished.addEventListener('change', () => {
  page.ui.theme = theme()
  page.change()
})
addEventListener('keydown', (event) => {
  const plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
  const inField = (event.target as HTMLElement).closest(
    'input, textarea, select, [role=menu], dialog, button, a, .select',
  )
  // At once, so that the letter lands in the box.
  if (plain && event.key !== ' ' && !inField && !page.state.modal)
    document.querySelector<HTMLElement>('#tail, #say')?.focus()
})

join()
draw()
watchList()
