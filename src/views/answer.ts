/** How the three outcomes of a question look: the answer, a choice of answers, nothing found. */

import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  type APIEmbedField,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { Entry, Source } from '../knowledge/entry.ts'
import { tellRow } from './feedback.ts'
import { cut, cutAtSentence, fitLines, limits } from './limits.ts'
import { escaped, withHosts } from './markdown.ts'
import { row } from './round.ts'
import { colours, type View } from './view.ts'

/** The answer of one entry, with a menu of related questions whose `custom_id` is `relatedId`, and a row of buttons. */
export function answerView(
  entry: Entry,
  related: readonly Entry[],
  relatedId: string,
  buttons: readonly APIButtonComponent[] = [],
): View {
  const rows = buttons.length === 0 ? [] : [row(...buttons)]
  const components = [...relatedMenu(related, relatedId), ...rows]
  return { content: '', embeds: [answerEmbed(entry)], components }
}

/** What stands before the question in a question back. */
const askedMark = 'You asked: '

/** The question that a question back is for, as `chooseView` put it there; undefined where there is none. */
export function askedIn(footer: string | undefined): string | undefined {
  return footer?.startsWith(askedMark) ? footer.slice(askedMark.length) : undefined
}

/**
 * A question back: which of these (up to five) was meant by `asked`? `idOf` gives each button its `custom_id`.
 */
export function chooseView(
  entries: readonly Entry[],
  idOf: (entry: Entry) => string,
  asked: string,
): View {
  const embed: APIEmbed = {
    title: 'Did you mean …',
    description:
      'I am not sure which of these you are asking. Pick one, or ask again in other words.',
    color: colours.question,
    footer: { text: `${askedMark}${asked}` },
  }
  const components = entries.slice(0, limits.rows).map(
    (entry): APIActionRowComponent<APIButtonComponent> => ({
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          label: cut(entry.question, limits.buttonLabel),
          custom_id: idOf(entry),
        },
      ],
    }),
  )
  return { content: '', embeds: [embed], components }
}

/** Title of the reply to a question that nothing answers. */
export const nothingTitle = 'I have no answer to that'

/** No entry answers the question, and what to do now; a button has `tellId` where the question was kept. */
export function nothingView(tellId?: string): View {
  const embed: APIEmbed = {
    title: nothingTitle,
    description: [
      'Nothing I know fits your question, so I would rather not guess.',
      '',
      '• Try the key words alone, such as a name, a place or a number.',
      '• Type `/ask` and pick from the list that opens.',
      tellId === undefined
        ? '• Ask a moderator to add the answer.'
        : '• The moderators see your question, without your name. I can tell you when they have answered it.',
    ].join('\n'),
    color: colours.question,
  }
  const components = tellId === undefined ? [] : [tellRow(tellId)]
  return { content: '', embeds: [embed], components }
}

/** The embed of an entry: within every limit, whatever the entry holds. */
export function answerEmbed(entry: Entry): APIEmbed {
  const title = cut(entry.question, limits.embedTitle)
  const sides = contestedFields(entry)
  const footer = footerText(entry)
  const left = limits.embedTotal - title.length - footer.length - lengthOf(sides)
  const answer = withHosts(entry.answer)
  const sources = sourceFields(entry.sources, left - answer.length)
  const fields = [...sides, ...sources]
  const room = Math.min(limits.embedDescription, left - lengthOf(sources))
  return {
    title,
    description: cutAtSentence(answer, room),
    color: entry.contested === undefined ? colours.answer : colours.contested,
    fields,
    ...(footer === '' ? {} : { footer: { text: footer } }),
  }
}

function contestedFields({ contested }: Entry): APIEmbedField[] {
  if (contested === undefined) return []
  return [
    { name: '⚖️ Contested', value: cutAtSentence(contested.note, limits.fieldValue) },
    ...contested.positions.map(({ who, view }) => ({
      name: cut(who, limits.fieldName),
      value: cutAtSentence(view, limits.fieldValue),
      inline: true,
    })),
  ]
}

/** One field or, where that is too small and `room` allows it, a second one for the rest. */
function sourceFields(sources: readonly Source[], room: number): APIEmbedField[] {
  if (sources.length === 0) return []
  const lines = sources.map(sourceLine)
  const name = sources.length === 1 ? 'Source' : 'Sources'
  const fitting = lines.filter(
    (_, at) => lines.slice(0, at + 1).join('\n').length <= limits.fieldValue,
  )
  const more = { name: 'More sources', value: listed(lines.slice(fitting.length)) }
  const both = [{ name, value: fitting.join('\n') }, more]
  if (fitting.length > 0 && fitting.length < lines.length && lengthOf(both) <= room) return both
  return [{ name, value: listed(lines) }]
}

function listed(lines: readonly string[]): string {
  return fitLines(lines, limits.fieldValue, (left) => `and ${left} more`)
}

/** `[title](address) · publisher, year`, with the host where the publisher is not it; nothing breaks out of the link. */
function sourceLine({ title, publisher, year, url }: Source): string {
  const name = escaped(title)
  const link = url?.replace(/[()\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
  const by = `${escaped(publisher)}, ${year}`
  if (link === undefined) return `• ${name} · ${by}`
  const host = URL.parse(link)?.host ?? ''
  return `• [${name}](${link}) · ${by}${publisher === host ? '' : ` · ${host}`}`
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

function footerText({ checked, topics }: Entry): string {
  const parts = [
    ...(checked === undefined ? [] : [`Facts checked on ${day.format(new Date(checked))}`]),
    ...(topics.length === 0 ? [] : [topics.join(', ')]),
  ]
  return cut(parts.join(' · '), limits.footer)
}

function relatedMenu(
  related: readonly Entry[],
  customId: string,
): APIActionRowComponent<APIStringSelectComponent>[] {
  if (related.length === 0) return []
  const options = related.slice(0, limits.options).map(({ id, question }) => ({
    label: cut(question, limits.optionLabel),
    value: id,
  }))
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: customId,
    placeholder: 'Related questions',
    options,
  }
  return [{ type: ComponentType.ActionRow, components: [menu] }]
}

function lengthOf(fields: readonly APIEmbedField[]): number {
  return fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0)
}
