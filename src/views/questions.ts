/** How a server's own trivia questions look to those who look after them. */

import { type APIEmbed, ButtonStyle } from 'discord.js'
import type { OwnQuestion } from '../trivia/own.ts'
import type { TriviaItem } from '../trivia/question.ts'
import { cut, fitLines, limits } from './limits.ts'
import { escaped } from './markdown.ts'
import { button, row } from './round.ts'
import { colours, type View } from './view.ts'

type IdOf = (...args: readonly string[]) => string

/** One question with its answers, for moderators' eyes only. */
export function questionCard(item: TriviaItem, by: string): APIEmbed {
  const accepted = item.accept.length === 0 ? '' : ` (also: ${item.accept.map(escaped).join(', ')})`
  const lines = [
    `✅ **${escaped(item.right)}**${accepted}`,
    ...item.wrong.map((option) => `✖ ${escaped(option)}`),
    ...(item.note === '' ? [] : ['', item.note]),
    '',
    `By <@${by}> · ${[item.difficulty, ...item.topics.map(escaped)].join(', ')}`,
  ]
  return {
    title: cut(item.question, limits.embedTitle),
    description: cut(lines.join('\n'), limits.embedDescription),
    color: colours.question,
    footer: { text: `Question ${item.id}` },
  }
}

/** A question that was just kept, with what can be done to it. */
export function keptView(said: string, card: APIEmbed, id: string, idOf: IdOf): View {
  return {
    content: said,
    embeds: [card],
    components: [
      row(
        button('Edit', ButtonStyle.Secondary, idOf('qedit', id)),
        button('Remove', ButtonStyle.Danger, idOf('qremove', id)),
      ),
    ],
  }
}

export function removedView(question: string, id: string, idOf: IdOf): View {
  return {
    content: `Removed: “${escaped(cut(question, 200))}”. No game will ask it any more.`,
    embeds: [],
    components: [row(button('Put back', ButtonStyle.Secondary, idOf('qback', id)))],
  }
}

/** Everything that keeps a form from being kept; what was typed waits under `draft`. */
export function problemsView(problems: readonly string[], draft: string, idOf: IdOf): View {
  const list = fitLines(
    problems.map((one) => `• ${escaped(one)}`),
    1_500,
    (left) => `and ${left} more`,
  )
  return {
    content: `Nothing was kept yet:\n${list}`,
    embeds: [],
    components: [row(button('Put it right', ButtonStyle.Primary, idOf('qmore', draft)))],
  }
}

/** The next suggestion that waits, with how many there are. */
export function reviewView(
  waiting: number,
  next: { readonly card: APIEmbed; readonly id: string } | undefined,
  idOf: IdOf,
): View {
  if (next === undefined)
    return { content: 'No suggestion is waiting.', embeds: [], components: [] }
  const { card, id } = next
  return {
    content: waiting === 1 ? 'One suggestion is waiting.' : `${waiting} suggestions are waiting.`,
    embeds: [card],
    components: [
      row(
        button('Accept', ButtonStyle.Success, idOf('qaccept', id)),
        button('Edit and accept', ButtonStyle.Secondary, idOf('qedit', id)),
        button('Refuse', ButtonStyle.Danger, idOf('qrefuse', id)),
      ),
    ],
  }
}

const pageSize = 12

const standingWords: Readonly<Record<OwnQuestion['standing'], string>> = {
  live: 'Questions of this server',
  suggested: 'Suggested questions',
  removed: 'Removed questions',
}

/** One page of a server's questions: without their right answers, as whoever looks may want to play. */
export function questionListView(
  standing: OwnQuestion['standing'],
  questions: readonly { readonly id: string; readonly title: string }[],
  page: number,
  idOf: IdOf,
): View {
  const pages = Math.max(1, Math.ceil(questions.length / pageSize))
  const at = Math.max(0, Math.min(page, pages - 1))
  const lines = questions
    .slice(at * pageSize, (at + 1) * pageSize)
    .map(({ id, title }) => `• ${escaped(cut(title, 200))} · \`${id}\``)
  const none = standing === 'live' ? 'None yet. `/trivia question add` writes the first.' : 'None.'
  const turns = row(
    {
      ...button('◀ Back', ButtonStyle.Secondary, idOf('qlist', standing, String(at - 1))),
      disabled: at === 0,
    },
    {
      ...button('More ▶', ButtonStyle.Secondary, idOf('qlist', standing, String(at + 1))),
      disabled: at === pages - 1,
    },
  )
  const embed: APIEmbed = {
    title: standingWords[standing],
    description: lines.length === 0 ? none : lines.join('\n'),
    color: colours.question,
    footer: { text: `${questions.length} in all · page ${at + 1} of ${pages}` },
  }
  return { content: '', embeds: [embed], components: pages === 1 ? [] : [turns] }
}

/** What an import would do. */
export function questionImportView(
  name: string,
  fresh: readonly TriviaItem[],
  skipped: readonly { readonly place: number; readonly reason: string }[],
  draft: string,
  idOf: IdOf,
): View {
  const list = (lines: readonly string[]) => fitLines(lines, 1_400, (left) => `and ${left} more`)
  const examples = fresh.map(({ question, right }) => `• ${escaped(question)} → ${escaped(right)}`)
  const refused = skipped.map(({ place, reason }) => `• Number ${place}: ${escaped(reason)}`)
  const embed: APIEmbed = {
    title: cut(`Import of ${name}`, limits.embedTitle),
    description: [
      `**${fresh.length} new, ${skipped.length} refused.** ${fresh.length === 0 ? 'There is nothing to import.' : 'Nothing is kept before you press *Import*.'}`,
      ...(examples.length === 0 ? [] : ['', list(examples)]),
      ...(refused.length === 0 ? [] : ['', '**Refused**', list(refused)]),
    ].join('\n'),
    color: colours.question,
  }
  const buttons = row(button(`Import ${fresh.length}`, ButtonStyle.Success, idOf('qimport', draft)))
  return { content: '', embeds: [embed], components: fresh.length === 0 ? [] : [buttons] }
}
