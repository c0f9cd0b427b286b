/** Questions that have no answer, as moderators see them, and the news that there is one now. */

import { type APIEmbed, ButtonStyle } from 'discord.js'
import type { Entry } from '../../knowledge/entry.ts'
import type { Gap } from '../../knowledge/feedback.ts'
import type { GapCluster } from '../../knowledge/gaps.ts'
import { cut, limits } from '../limits.ts'
import { escaped } from '../markdown.ts'
import { button, relative, row } from '../round.ts'
import { colours, type View } from '../view.ts'
import type { IdOf } from './draft.ts'

/** Four rows of buttons, and one to turn the page. */
const pageSize = 4

/** Longest wording in a list, and how many others stand under it. */
const textRoom = 220
const mostOthers = 3

/** A page (from 0; one beyond the end shows the last) of what people asked in vain. */
export function gapsView(
  clusters: readonly GapCluster[],
  page: number,
  idOf: IdOf,
  note = '',
): View {
  const pages = Math.max(1, Math.ceil(clusters.length / pageSize))
  const at = Math.max(0, Math.min(page, pages - 1))
  const first = at * pageSize
  const shown = clusters.slice(first, first + pageSize)
  const embed: APIEmbed = {
    title: 'Questions without an answer',
    description:
      shown.length === 0
        ? 'None: whatever was asked in the last 90 days has an answer or was put aside.'
        : shown.map((cluster, index) => clusterLines(cluster, first + index + 1)).join('\n\n'),
    color: colours.question,
    footer: { text: `${clusters.length} in all · page ${at + 1} of ${pages} · nobody is named` },
  }
  const rows = shown.map(({ gaps }, index) => {
    const id = gaps[0]?.id ?? ''
    const number = first + index + 1
    return row(
      button(`Answer ${number}`, ButtonStyle.Primary, idOf('gap', id)),
      button(`Dismiss ${number}`, ButtonStyle.Secondary, idOf('nogap', id, String(at))),
    )
  })
  const turns = pages === 1 ? [] : [turnRow(at, pages, idOf, 'gaps')]
  return { content: note, embeds: [embed], components: [...rows, ...turns] }
}

function clusterLines({ texts, askers, last, gaps }: GapCluster, number: number): string {
  const [text = '', ...others] = texts
  const people = askers === 1 ? '1 person' : `${askers} people`
  const waiting = new Set(gaps.map(({ tell }) => tell).filter((user) => user !== '')).size
  const more = others.length - mostOthers
  return [
    `**${number}.** ${cut(escaped(text), textRoom)}`,
    `${people} · last ${relative(last)}${waiting === 0 ? '' : ` · ${waiting} waiting to be told`}`,
    ...others.slice(0, mostOthers).map((other) => `• ${cut(escaped(other), textRoom)}`),
    ...(more > 0 ? [`• and ${more} more`] : []),
  ].join('\n')
}

/** Buttons to the pages beside page `at`; `what` names the list. */
export function turnRow(at: number, pages: number, idOf: IdOf, what: string) {
  const to = (label: string, name: string, page: number) => {
    const there = page >= 0 && page < pages
    const id = there ? idOf(what, String(page)) : idOf('none', name)
    return { ...button(label, ButtonStyle.Secondary, id), disabled: !there }
  }
  return row(to('◀ Back', 'back', at - 1), to('More ▶', 'more', at + 1))
}

/** To those who wanted to be told: what they asked has an answer now. */
export function answeredView(gaps: readonly Gap[], entry: Entry, show: string): View {
  const people = [...new Set(gaps.map(({ tell }) => `<@${tell}>`))].join(' ')
  const texts = [...new Set(gaps.map(({ text }) => text))].slice(0, mostOthers)
  const asked = texts.map((text) => `“${cut(escaped(text), textRoom)}”`).join(', ')
  const content = `${people} You wanted to know: ${asked}. There is an answer now:`
  const embed: APIEmbed = {
    title: cut(entry.question, limits.embedTitle),
    color: colours.answer,
  }
  return {
    content,
    embeds: [embed],
    components: [row(button('Show the answer', ButtonStyle.Primary, show))],
  }
}
