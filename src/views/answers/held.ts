/** What moderators see of one answer: its state, who made it, how it is used, and what they can do with it. */

import { type APIEmbed, ButtonStyle } from 'discord.js'
import type { PartChange } from '../../knowledge/diff.ts'
import type { Revision } from '../../knowledge/entry-store.ts'
import { type Helped, mostlyUnhelpful } from '../../knowledge/feedback.ts'
import type { Held } from '../../knowledge/held.ts'
import { cut, cutAtSentence, fitLines, limits } from '../limits.ts'
import { escaped, withHosts } from '../markdown.ts'
import { button, relative, row } from '../round.ts'
import { colours, type View } from '../view.ts'
import type { IdOf } from './draft.ts'
import { actionNames, changesText } from './words.ts'

/** Longest beginning of an answer beside everything else about it. */
const answerRoom = 1_500
/** Longest account of what changed. */
const changesRoom = 3_600

/** How an answer was received. */
export interface Reception {
  /** How often it was given. */
  readonly uses: number
  /** What people said of it; absent where nobody did. */
  readonly helped?: Helped | undefined
}

/** Everything about one answer, with buttons for what can be done. */
export function heldView(held: Held, { uses, helped }: Reception, idOf: IdOf): View {
  const { entry } = held
  const embed: APIEmbed = {
    title: cut(entry.question, limits.embedTitle),
    description: cutAtSentence(withHosts(entry.answer), answerRoom),
    color: held.shown ? colours.answer : colours.question,
    fields: [
      {
        name: 'State',
        value: `${held.shown && entry.pinned ? '📌 Pinned · ' : ''}${stateWords(held)}`,
        inline: true,
      },
      { name: 'Answered', value: uses === 1 ? 'once' : `${uses} times`, inline: true },
      { name: 'Facts checked', value: entry.checked ?? 'never', inline: true },
      ...helpedField(helped),
      ...peopleField(held),
      ...wordingsField(held),
    ],
    footer: { text: cut(`id: ${entry.id}`, limits.footer) },
  }
  return { content: '', embeds: [embed], components: [row(...heldButtons(held, idOf))] }
}

function heldButtons(held: Held, idOf: IdOf) {
  const { id, pinned } = held.entry
  const history = button('History', ButtonStyle.Secondary, idOf('history', id, '0'))
  if (!held.shown) return [button('Put back', ButtonStyle.Success, idOf('restore', id)), history]
  return [
    button('Edit', ButtonStyle.Primary, idOf('edit', id)),
    history,
    button('Facts still hold', ButtonStyle.Secondary, idOf('checked', id)),
    button(pinned ? 'Unpin' : 'Pin', ButtonStyle.Secondary, idOf(pinned ? 'unpin' : 'pin', id)),
    button('Remove', ButtonStyle.Danger, idOf('remove', id)),
  ]
}

function stateWords({ shown, origin }: Held): string {
  if (!shown) return origin === 'own' ? 'Removed' : 'Hidden here'
  if (origin === 'own') return 'This server’s own'
  return origin === 'changed' ? 'Comes with me, changed here' : 'As it comes with me'
}

function helpedField(helped: Helped | undefined) {
  if (helped === undefined) return []
  const look = mostlyUnhelpful(helped) ? '\n⚠️ Mostly not: it wants another look.' : ''
  return [
    { name: 'Did it help?', value: `yes ${helped.yes} · no ${helped.no}${look}`, inline: true },
  ]
}

function peopleField({ kept }: Held) {
  if (kept === undefined) return []
  const { rev, madeBy, madeAt, changedBy, changedAt } = kept
  const value = [
    `Begun by <@${madeBy}> ${relative(madeAt)}`,
    `Last changed by <@${changedBy}> ${relative(changedAt)} (revision ${rev})`,
  ].join('\n')
  return [{ name: 'Made by', value }]
}

function wordingsField({ entry: { aliases } }: Held) {
  if (aliases.length === 0) return []
  const lines = aliases.map((alias) => `• ${escaped(alias)}`)
  return [
    {
      name: `Other wordings (${aliases.length})`,
      value: fitLines(lines, limits.fieldValue, (left) => `and ${left} more`),
    },
  ]
}

export interface RevisionShown {
  readonly held: Held
  readonly revision: Revision
  readonly changes: readonly PartChange[]
  /** Revision numbers beside this one, where there are any. */
  readonly older?: number
  readonly newer?: number
  /** Something that was just done. */
  readonly note?: string
}

/** One revision: what was done, by whom, what changed, with ways to its neighbours and back to it. */
export function revisionView(shown: RevisionShown, idOf: IdOf): View {
  const { held, revision, changes, older, newer, note } = shown
  const { id } = held.entry
  const { rev, action, author, at, status } = revision
  const by = author === '' ? '' : ` by <@${author}> ${relative(at)}`
  const text = changesText(changes, changesRoom)
  const lines = [
    `**Revision ${rev} of ${held.rev}.** ${actionNames[action]}${by}.`,
    '',
    text === '' ? '*No words changed.*' : text,
  ]
  const embed: APIEmbed = {
    title: cut(held.entry.question, limits.embedTitle),
    description: lines.join('\n'),
    color: colours.question,
    footer: { text: 'bold: added · struck through: taken out' },
  }
  const turn = (label: string, name: string, to: number | undefined) => ({
    ...button(
      label,
      ButtonStyle.Secondary,
      to === undefined ? idOf('none', name) : idOf('history', id, String(to)),
    ),
    disabled: to === undefined,
  })
  const turns = [turn('◀ Older', 'older', older), turn('Newer ▶', 'newer', newer)]
  const back =
    rev === held.rev || status === 'removed'
      ? []
      : [
          button(
            'Go back to this',
            ButtonStyle.Primary,
            idOf('revert', id, String(rev), String(held.rev)),
          ),
        ]
  return { content: note ?? '', embeds: [embed], components: [row(...turns, ...back)] }
}
