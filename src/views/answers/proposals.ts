/** Wordings that people taught, as moderators see them. */

import { type APIEmbed, ButtonStyle } from 'discord.js'
import type { Proposal } from '../../knowledge/proposals.ts'
import { cut, limits } from '../limits.ts'
import { escaped } from '../markdown.ts'
import { button, relative, row } from '../round.ts'
import { colours, type View } from '../view.ts'
import type { IdOf } from './draft.ts'
import { turnRow } from './gaps.ts'

/** Four rows of buttons, and one to turn the page. */
const pageSize = 4

/** A page (from 0; one beyond the end shows the last) of wordings that wait for a moderator's word. */
export function proposalsView(
  proposals: readonly Proposal[],
  page: number,
  idOf: IdOf,
  note = '',
): View {
  const pages = Math.max(1, Math.ceil(proposals.length / pageSize))
  const at = Math.max(0, Math.min(page, pages - 1))
  const first = at * pageSize
  const shown = proposals.slice(first, first + pageSize)
  const none =
    'None: nobody has picked an answer from *Did you mean …* in the last 90 days whose wording waits for your word.'
  const embed: APIEmbed = {
    title: 'Wordings that people taught',
    description:
      shown.map((proposal, index) => lines(proposal, first + index + 1)).join('\n\n') || none,
    color: colours.question,
    footer: {
      text: `${proposals.length} in all · page ${at + 1} of ${pages} · none holds until you accept it`,
    },
  }
  const rows = shown.map(({ id }, index) => {
    const number = first + index + 1
    return row(
      button(`Accept ${number}`, ButtonStyle.Success, idOf('taught', id, String(at))),
      button(`Refuse ${number}`, ButtonStyle.Secondary, idOf('untaught', id, String(at))),
    )
  })
  const turns = pages === 1 ? [] : [turnRow(at, pages, idOf, 'proposals')]
  return {
    content: cut(note, limits.embedDescription / 4),
    embeds: [embed],
    components: [...rows, ...turns],
  }
}

function lines({ text, entry, people, others, last }: Proposal, number: number): string {
  const who = people === 1 ? '1 person' : `${people} people`
  const rivals = others === 0 ? '' : ` · ${others} meant another answer`
  return [
    `**${number}.** “${cut(escaped(text), 220)}”`,
    `→ ${cut(escaped(entry.question), 220)}`,
    `picked by ${who}${rivals} · last ${relative(last)}`,
  ].join('\n')
}
