/** The preview of an answer before it is saved, and what stands in its way. */

import { ButtonStyle } from 'discord.js'
import type { PartChange } from '../../knowledge/diff.ts'
import type { Entry } from '../../knowledge/entry.ts'
import type { KeptEntry } from '../../knowledge/entry-store.ts'
import type { Held } from '../../knowledge/held.ts'
import { answerEmbed } from '../answer.ts'
import { cut } from '../limits.ts'
import { escaped } from '../markdown.ts'
import { button, relative, row } from '../round.ts'
import type { View } from '../view.ts'
import { changesText } from './words.ts'

export type IdOf = (...args: readonly string[]) => string

/** Longest text of a message beside its embeds, less room for a last line. */
const contentRoom = 1_900

/** Longest account of what an edit changes. */
const changesRoom = 900

export interface Preview {
  readonly entry: Entry
  /** Entries that answer the same already. */
  readonly alike: readonly Entry[]
  /** What an edit changes; absent for a new entry. */
  readonly changes?: readonly PartChange[]
}

/** How the answer will look, with *Save*, *Keep editing* and *Discard* for draft `id`. */
export function previewView({ entry, alike, changes }: Preview, id: string, idOf: IdOf): View {
  const lines = [
    changes === undefined
      ? '**A new answer.** This is how it will look; only you see it until you save it.'
      : '**Your edit.** This is how the answer will look; nothing is saved yet.',
    ...alikeLines(alike),
    ...(changes === undefined ? [] : changeLines(changes)),
    ...(holdsInvite(entry) ? ['⚠️ It holds a link that invites people to a server.'] : []),
  ]
  return {
    content: cut(lines.join('\n'), contentRoom),
    embeds: [answerEmbed(entry)],
    components: [
      row(button('Save', ButtonStyle.Success, idOf('save', id)), ...moreButtons(id, idOf)),
    ],
  }
}

function changeLines(changes: readonly PartChange[]): string[] {
  if (changes.length === 0) return ['Nothing is different from what is there now.']
  return [
    '',
    'What changes (bold: added, struck through: taken out):',
    changesText(changes, changesRoom),
  ]
}

function alikeLines(alike: readonly Entry[]): string[] {
  if (alike.length === 0) return []
  return [
    '⚠️ **This looks answered already.** Better add a wording to that one (`/answers alias add`):',
    ...alike.slice(0, 5).map(({ question }) => `• ${escaped(question)}`),
  ]
}

/** What is wrong with what was typed; nothing of it is lost. */
export function problemsView(problems: readonly string[], id: string, idOf: IdOf): View {
  const lines = [
    '**This cannot be saved yet.** What you typed is kept.',
    ...problems.map((problem) => `• ${problem}`),
  ]
  return {
    content: cut(lines.join('\n'), contentRoom),
    embeds: [],
    components: [row(...moreButtons(id, idOf))],
  }
}

/** Somebody else changed the entry meanwhile: what they did (`theirs`), and what can be done with one's own text. */
export function conflictView(
  now: KeptEntry | undefined,
  theirs: string,
  mine: Entry,
  id: string,
  idOf: IdOf,
): View {
  const who = now === undefined ? 'Somebody' : `<@${now.changedBy}>`
  const when = now === undefined ? '' : ` ${relative(now.changedAt)}`
  const did = now?.status === 'removed' ? 'removed this answer' : 'changed this answer'
  const lines = [
    `**${who} ${did}${when}, while you were writing.** Nothing of yours is lost; it is below.`,
    ...(theirs === '' ? [] : ['What they changed:', theirs]),
  ]
  return {
    content: cut(lines.join('\n'), contentRoom),
    embeds: [answerEmbed(mine)],
    components: [
      row(
        button('Look again with theirs', ButtonStyle.Primary, idOf('rebase', id)),
        ...moreButtons(id, idOf),
      ),
    ],
  }
}

/** Another entry has the question. */
export function takenView(by: Entry | undefined, id: string, idOf: IdOf): View {
  const other = by === undefined ? 'Another answer' : `“${escaped(by.question)}”`
  return problemsView(
    [`${other} has the same question already. Edit that one, or ask the question differently.`],
    id,
    idOf,
  )
}

/** What merging does, before it is done. */
export function mergeView(
  from: Held,
  into: Held,
  gained: readonly string[],
  id: string,
  idOf: IdOf,
): View {
  const lines = [
    `**Merge “${escaped(from.entry.question)}” into “${escaped(into.entry.question)}”?**`,
    'The first goes; its wordings will find the second, whose answer stays as below:',
    ...gained.map((wording) => `• ${escaped(wording)}`),
    ...(gained.length === 0 ? ['• none that it does not have already'] : []),
  ]
  return {
    content: cut(lines.join('\n'), contentRoom),
    embeds: [answerEmbed(into.entry)],
    components: [
      row(
        button('Merge', ButtonStyle.Success, idOf('merge', id)),
        button('Cancel', ButtonStyle.Secondary, idOf('discard', id)),
      ),
    ],
  }
}

function moreButtons(id: string, idOf: IdOf) {
  return [
    button('Keep editing', ButtonStyle.Secondary, idOf('more', id)),
    button('Discard', ButtonStyle.Secondary, idOf('discard', id)),
  ]
}

function holdsInvite({ question, answer }: Entry): boolean {
  const text = `${question}\n${answer}`.normalize('NFKC')
  return /discord(?:\.gg|\.me|(?:app)?\.com\/invite)\//i.test(text)
}
