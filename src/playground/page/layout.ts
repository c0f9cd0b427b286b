/** The page around the messages: server, channels, header, people. */

import type { APIChannel, APIGuildMember } from 'discord-api-types/v10'
import { html, nothing, type TemplateResult } from 'lit'
import { avatarOf, initials } from './avatar.ts'
import { icons } from './icons.ts'
import { openAt, openFrom } from './menu.ts'
import { personMenu } from './message-menu.ts'
import { openPanel } from './panel-state.ts'
import { focusSoon, type Page, type PanelName } from './parts.ts'
import { face } from './people.ts'
import type { PersonView } from './protocol.ts'
import { openChannel } from './state.ts'

type Piece = TemplateResult | typeof nothing

function channelIcon(channel: APIChannel): TemplateResult {
  if (channel.type === 11 || channel.type === 12) return icons.thread
  return channel.type === 15 ? icons.forum : icons.hash
}

function channelLine(page: Page, channel: APIChannel): TemplateResult {
  const open = channel.id === page.state.channelId
  const unread = page.state.unread.has(channel.id)
  const isThread = channel.type === 11 || channel.type === 12
  return html`<li><button type="button" class="channel ${open ? 'open' : ''} ${unread ? 'unread' : ''} ${isThread ? 'thread' : ''}"
    aria-current=${open ? 'page' : nothing} @click=${() => {
      page.state = openChannel(page.state, channel.id)
      page.ui.drawer = false
      page.change()
      focusSoon('#say')
    }}>${channelIcon(channel)}<span>${channel.name}</span>${unread ? html`<span class="unread-dot"><span class="only-read">, unread</span></span>` : nothing}</button></li>`
}

function placeOf(channel: APIChannel): number {
  return 'position' in channel ? (channel.position ?? 0) : 0
}

function parentOf(channel: APIChannel): string | null {
  return 'parent_id' in channel ? (channel.parent_id ?? null) : null
}

/** Channels in their order, each followed by its threads, under the names of their categories. */
function channelList(page: Page): TemplateResult {
  const all = page.state.world?.channels ?? []
  const inOrder = (wanted: (channel: APIChannel) => boolean) =>
    all.filter(wanted).sort((one, other) => placeOf(one) - placeOf(other))
  const isThread = ({ type }: APIChannel) => type === 10 || type === 11 || type === 12
  const withThreads = (channel: APIChannel): TemplateResult[] => [
    channelLine(page, channel),
    ...inOrder((one) => isThread(one) && parentOf(one) === channel.id).map((one) =>
      channelLine(page, one),
    ),
  ]
  const ofCategory = (id: string | null) =>
    inOrder((one) => !isThread(one) && one.type !== 4 && parentOf(one) === id).flatMap(withThreads)
  const categories = inOrder(({ type }) => type === 4)
  return html`<ul>${ofCategory(null)}</ul>
    ${categories.map(({ id, name }) => html`<h2 class="group">${name}</h2><ul>${ofCategory(id)}</ul>`)}`
}

function themeButton(page: Page): TemplateResult {
  const dark = page.ui.theme === 'dark'
  const words = dark ? 'Light theme' : 'Dark theme'
  return html`<button type="button" class="sign" aria-label=${words} title=${words} @click=${() => {
    page.ui.theme = dark ? 'light' : 'dark'
    localStorage.setItem('playground.theme', page.ui.theme)
    page.change()
  }}>${dark ? icons.sun : icons.moon}</button>`
}

function botLine(page: Page): TemplateResult {
  const { world, connection } = page.state
  const online = world?.bot.online ?? false
  const words =
    connection === 'open'
      ? online
        ? 'online'
        : 'not connected'
      : connection === 'lost'
        ? 'line lost, trying again…'
        : 'connecting…'
  const name = connection === 'open' ? (world?.bot.name ?? '') : 'Playground'
  const state = connection === 'open' ? (online ? 'on' : 'off') : 'wait'
  return html`<div class="bot-state ${state}" role="status"><span class="lamp" aria-hidden="true"></span><strong>${name}</strong> ${words}</div>`
}

/** Server and channels. */
export function sidebar(page: Page): TemplateResult {
  const { world } = page.state
  const name = world?.guild.name ?? 'Playground'
  return html`<div class="rail" aria-hidden="true"><div class="server" title=${name}>${initials(name)}</div></div>
    <nav class="sidebar" aria-label="Channels of ${name}">
      <header><h1>${name}</h1></header>
      <div class="channels">${channelList(page)}</div>
      <footer>${botLine(page)}${themeButton(page)}</footer>
    </nav>`
}

function personLine(page: Page, person: PersonView): TemplateResult {
  const me = person.id === page.state.world?.me.id
  const address = new URL(location.href)
  address.searchParams.set('as', person.id)
  const avatar = avatarOf({ id: person.id, name: person.name })
  return html`<div class="person-line" role="none">
    <button type="button" role="menuitemradio" aria-checked=${me} class="person" @click=${() => page.actAs(person.id)}>
      <img class="face" src=${avatar} alt=""><span class="person-words"><strong>${person.name}</strong><small>${person.title}</small></span>${me ? icons.check : nothing}
    </button>
    <a role="menuitem" class="sign" href=${address.href} target="_blank" rel="noopener" aria-label="Be ${person.name} in another window" title="In another window">${icons.window}</a>
  </div>`
}

function setPeople(page: Page, open: boolean): void {
  page.ui.people = open
  page.change()
  if (open) focusSoon('.people-menu [aria-checked=true]')
  else focusSoon('#acting')
}

function peopleKey(event: KeyboardEvent, page: Page): void {
  const menu = event.currentTarget as HTMLElement
  const lines = [...menu.querySelectorAll<HTMLElement>('[role=menuitemradio]')]
  const at = lines.findIndex((line) => line.parentElement?.contains(document.activeElement))
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (event.key === 'Escape') setPeople(page, false)
  else if (step) lines.at((at + step) % lines.length)?.focus()
  else return
  event.preventDefault()
}

function personMenuView(page: Page): Piece {
  const { world } = page.state
  if (!world) return nothing
  const { me, people } = world
  const avatar = avatarOf({ id: me.id, name: me.name })
  return html`<div class="acting">
    <button type="button" id="acting" class="acting-button" aria-haspopup="menu" aria-expanded=${page.ui.people} @click=${() => setPeople(page, !page.ui.people)}>
      <img class="face" src=${avatar} alt=""><span class="acting-words"><small>acting as</small><strong>${me.name}</strong></span>${icons.down}
    </button>
    ${
      page.ui.people
        ? html`<div class="shade clear" @click=${() => setPeople(page, false)}></div>
          <div class="people-menu" role="menu" aria-label="Act as" @keydown=${(event: KeyboardEvent) => peopleKey(event, page)}>
            <div class="menu-title">Act as</div>${people.map((person) => personLine(page, person))}
            <p>Two windows can be two people: open one more with ${icons.window}</p>
          </div>`
        : nothing
    }
  </div>`
}

function panelButton(
  page: Page,
  name: PanelName,
  words: string,
  icon: TemplateResult,
): TemplateResult {
  const open = page.ui.panel === name
  return html`<button type="button" class="sign members-button ${open ? 'on' : ''}" aria-label=${words} title=${words} aria-pressed=${open}
    @click=${() => openPanel(page, open ? null : name)}>${icon}</button>`
}

/** Name of the channel, and what can be opened beside it. */
export function header(page: Page): TemplateResult {
  const channel = page.state.world?.channels.find(({ id }) => id === page.state.channelId)
  const topic = channel && 'topic' in channel ? channel.topic : ''
  return html`<header class="top">
    <button type="button" class="sign only-narrow" aria-label="Channels" aria-expanded=${page.ui.drawer} @click=${() => {
      page.ui.drawer = !page.ui.drawer
      page.change()
    }}>${icons.menu}</button>
    ${channel ? channelIcon(channel) : nothing}<h2>${channel?.name ?? ''}</h2>
    ${topic ? html`<span class="topic">${topic}</span>` : html`<span class="topic"></span>`}
    ${panelButton(page, 'pins', 'Pinned messages', icons.pin)}
    ${panelButton(page, 'tools', 'Faults and wire', icons.tools)}
    ${panelButton(page, 'members', 'Members', icons.people)}
    ${personMenuView(page)}
  </header>`
}

function memberLine(page: Page, member: APIGuildMember): TemplateResult {
  const who = face(page, member.user)
  const { world } = page.state
  const away = who.bot && member.user.id === world?.bot.id && !world.bot.online
  const title = world?.people.find(({ id }) => id === who.id)?.title
  return html`<li><button type="button" class="member ${away ? 'away' : ''}" aria-haspopup="menu"
    @click=${(event: MouseEvent) => openFrom(page, event.currentTarget as HTMLElement, personMenu(page, member.user))}
    @contextmenu=${(event: MouseEvent) => openAt(page, event, personMenu(page, member.user))}>
    <span class="seat"><img class="face" src=${who.avatar} alt=""><span class="lamp ${away ? 'off' : 'on'}" aria-hidden="true"></span></span>
    <span class="member-words"><span class="member-name" style="color: ${who.color ?? 'inherit'}">${who.name}${who.bot ? html`<span class="app">App</span>` : nothing}</span>
      ${title ? html`<small>${title}</small>` : nothing}</span>
  </button></li>`
}

/** Everyone here, by the highest role that is shown apart. */
export function memberList(page: Page): Piece {
  const { world } = page.state
  if (!world) return nothing
  const apart = world.guild.roles
    .filter(({ hoist, id }) => hoist && id !== world.guild.id)
    .sort((one, other) => other.position - one.position)
  const groupOf = (member: APIGuildMember) =>
    apart.find(({ id }) => member.roles.includes(id))?.name ?? 'Members'
  const groups = [...new Set([...apart.map(({ name }) => name), 'Members'])]
  return html`<aside class="members" aria-label="Members">${groups.map((group) => {
    const members = world.guild.members.filter((member) => groupOf(member) === group)
    if (members.length === 0) return nothing
    return html`<h2 class="group">${group} — ${members.length}</h2><ul>${members.map((member) => memberLine(page, member))}</ul>`
  })}</aside>`
}
