/** Changes in words: what was added in bold, what was taken out struck through. */

import type { PartChange, Piece } from '../../knowledge/diff.ts'
import type { Action } from '../../knowledge/entry-store.ts'
import { escaped } from '../markdown.ts'

/** Unchanged text kept on either side of a change, in characters. */
const around = 50

const partNames: Readonly<Record<PartChange['part'], string>> = {
  question: 'Question',
  answer: 'Answer',
  wordings: 'Other wordings',
  topics: 'Topics',
  sources: 'Sources',
  checked: 'Facts checked on',
  contested: 'Contested',
}

/** What was done, as in "… by Ana". */
export const actionNames: Readonly<Record<Action, string>> = {
  shipped: 'Came with the bot',
  add: 'Added',
  edit: 'Edited',
  remove: 'Removed',
  restore: 'Put back',
  alias: 'Wordings changed',
  merge: 'Merged',
  revert: 'Taken back to an earlier revision',
  verify: 'Facts checked',
  pin: 'Pinned',
  unpin: 'Unpinned',
  import: 'Imported',
}

/** The changed parts, each under its name; at most `room` characters. */
export function changesText(changes: readonly PartChange[], room: number): string {
  let text = ''
  for (const { part, pieces } of changes) {
    const head = `${text === '' ? '' : '\n'}**${partNames[part]}**\n`
    if (text.length + head.length + 40 > room) return `${text}\n…`
    text += head + piecesText(pieces, room - text.length - head.length)
  }
  return text
}

function piecesText(pieces: readonly Piece[], room: number): string {
  let text = ''
  for (const [at, piece] of pieces.entries()) {
    const ends = { first: at === 0, last: at === pieces.length - 1 }
    const next = shownPiece(piece, ends, room - text.length - 3)
    if (next === undefined) return `${text} …`
    // The new word stands apart from the one that it takes the place of.
    text += text.endsWith('~~') && next.startsWith('**') ? ` ${next}` : next
  }
  return text
}

/** One piece in at most `room` characters; undefined where not even its beginning fits. */
function shownPiece(
  { kind, text }: Piece,
  ends: { first: boolean; last: boolean },
  room: number,
): string | undefined {
  const show = (part: string) =>
    kind === 'same' ? elided(part, ends) : marked(part, kind === 'added' ? '**' : '~~')
  const whole = show(text)
  if (whole.length <= room) return whole
  const part = show(`${text.slice(0, Math.max(0, Math.floor(room / 2) - 20))}…`)
  return room > 60 && part.length <= room ? part : undefined
}

/** Discord's marks must touch the text on both sides and do not reach over line breaks. */
function marked(text: string, mark: string): string {
  return text
    .split('\n')
    .map((line) => {
      const body = line.trim()
      if (body === '') return line
      const start = line.indexOf(body)
      return `${line.slice(0, start)}${mark}${escaped(body)}${mark}${line.slice(start + body.length)}`
    })
    .join('\n')
}

/** Unchanged text near the changes. */
function elided(text: string, { first, last }: { first: boolean; last: boolean }): string {
  if (first && last) return escaped(text.slice(0, around))
  if (text.length <= 2 * around + 10) return escaped(text)
  const head = first ? '' : text.slice(0, around).replace(/\S*$/, '')
  const tail = last ? '' : text.slice(-around).replace(/^\S*/, '')
  return `${escaped(head)}…${escaped(tail)}`
}
