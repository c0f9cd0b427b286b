/** How pins look: a board, page by page within Discord's limits, and lists of them. */

import { type APIEmbed, ButtonStyle } from 'discord.js'
import type { Pin } from '../pins/pin.ts'
import { cut, limits } from './limits.ts'
import { escaped } from './markdown.ts'
import { button, relative, row } from './round.ts'
import { colours, type View } from './view.ts'

/** Where a message is found. */
export function linkTo(guild: string, channel: string, message: string): string {
  return `https://discord.com/channels/${guild}/${channel}/${message}`
}

/** Discord makes no link of words that have an address in them. */
const addressStart = /\b[a-z][a-z+.-]*:\/\//gi

/** A pin as one line: its title with the way there, and what befell it. */
export function pinLine(pin: Pin, withChannel: boolean): string {
  const title = escaped(cut(pin.title.replaceAll(addressStart, ''), 150))
  const link = linkTo(pin.guild, pin.channel, pin.message)
  const [copyChannel, copyMessage] = pin.copy.split('/')
  const copy =
    copyMessage === undefined
      ? ''
      : ` · [🖼 picture](${linkTo(pin.guild, copyChannel ?? '', copyMessage)})`
  const where = withChannel ? ` · <#${pin.channel}>` : ''
  if (pin.state === 'deleted') return `• ~~${title}~~ · deleted${where}${copy}`
  const edited = pin.state === 'edited' ? ' · edited since' : ''
  return `• [${title}](${link})${edited}${where}${copy}`
}

/** Room for lines on one page: what a description takes, with something left for a heading that goes on. */
const room = limits.embedDescription - 300

/**
 * The messages of a board: pins by topic, each topic in the order of its pins; at least one page. `withChannel` says
 * whether pins of several channels stand on it.
 */
export function boardPages(pins: readonly Pin[], withChannel: boolean): View[] {
  const topics = Map.groupBy(pins, ({ topic }) => topic)
  const named = [...topics].filter(([topic]) => topic !== '').sort(([a], [b]) => a.localeCompare(b))
  const pages: string[] = []
  let page = ''
  const put = (line: string) => {
    page += page === '' ? line : `\n${line}`
  }
  for (const [topic, some] of [...named, ...[...topics].filter(([name]) => name === '')]) {
    const heading = topic === '' ? (named.length === 0 ? '' : '**Other**') : `**${escaped(topic)}**`
    let isFirst = true
    for (const pin of some) {
      const line = pinLine(pin, withChannel)
      if (page.length + heading.length + line.length + 3 > room && page !== '') {
        pages.push(page)
        page = ''
        isFirst = true
      }
      if (isFirst && heading !== '') put(page === '' ? heading : `\n${heading}`)
      isFirst = false
      put(line)
    }
  }
  pages.push(page === '' ? 'Nothing is pinned here yet.' : page)
  return pages.map((text, at) => boardPage(text, at, pages.length, pins.length))
}

function boardPage(text: string, at: number, pages: number, count: number): View {
  const embed: APIEmbed = {
    title: pages === 1 ? '📌 Pinned' : `📌 Pinned (${at + 1} of ${pages})`,
    description: text,
    color: colours.answer,
    footer: { text: `${count} ${count === 1 ? 'pin' : 'pins'} · kept up to date by itself` },
  }
  return { content: '', embeds: [embed], components: [] }
}

const pageSize = 10

/** One page of a list of pins, newest first; `turn` makes the `custom_id` of another page. */
export function pinListView(
  title: string,
  pins: readonly Pin[],
  page: number,
  turn: (page: number) => string,
): View {
  const pages = Math.max(1, Math.ceil(pins.length / pageSize))
  const at = Math.max(0, Math.min(page, pages - 1))
  const lines = pins.slice(at * pageSize, (at + 1) * pageSize).map((pin) => {
    const where = pin.place === 'native' ? 'Discord’s pins' : 'board'
    return `${pinLine(pin, true)} · ${where}, <@${pin.by}> ${relative(pin.at)}`
  })
  const embed: APIEmbed = {
    title: cut(title, limits.embedTitle),
    description: lines.length === 0 ? 'Nothing is pinned.' : lines.join('\n'),
    color: colours.question,
    footer: { text: `${pins.length} in all · page ${at + 1} of ${pages}` },
  }
  const turns = row(
    { ...button('◀ Back', ButtonStyle.Secondary, turn(at - 1)), disabled: at === 0 },
    { ...button('More ▶', ButtonStyle.Secondary, turn(at + 1)), disabled: at === pages - 1 },
  )
  return { content: '', embeds: [embed], components: pages === 1 ? [] : [turns] }
}

/** A copy of a pinned message's pictures, which stay when the message does not; `files` are attached. */
export function pictureView(
  pin: Pick<Pin, 'guild' | 'channel' | 'message' | 'title'>,
  files: readonly string[],
): View {
  const link = linkTo(pin.guild, pin.channel, pin.message)
  const embeds = files.map((name, at): APIEmbed => {
    const image = { url: `attachment://${name}` }
    if (at > 0) return { image, color: colours.answer }
    const description = `[To the message](${link})`
    return { title: `📌 ${cut(pin.title, 200)}`, description, image, color: colours.answer }
  })
  return { content: '', embeds, components: [] }
}
