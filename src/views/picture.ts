/** A board as a picture: what stands in it, and the same in words for those who cannot see it. */

import { accuracy, type Kind, type RankedLine } from '../trivia/board.ts'
import { points } from './round.ts'
import { boardTitle, percent, playedWords } from './scores.ts'

export interface PictureLine {
  readonly rank: number
  readonly name: string
  /** What the place rests on, in words. */
  readonly label: string
  readonly detail: string
  /** Length of the bar: 0 to 1. */
  readonly share: number
}

export interface BoardPicture {
  readonly title: string
  readonly lines: readonly PictureLine[]
  readonly footer: string
}

/** Most lines of a picture. */
export const mostLines = 10

/** Longest description of a picture, in characters. */
const longestWords = 1_024

/** The best of a server's board; `names` are those that are known. */
export function boardPicture(
  lines: readonly RankedLine[],
  kind: Kind,
  names: ReadonlyMap<string, string>,
): BoardPicture {
  const { measure, played } = kind
  const shown = lines.slice(0, mostLines)
  const value = (line: RankedLine) =>
    measure === 'points' ? line.points : measure === 'wins' ? line.wins : accuracy(line)
  const most = Math.max(...shown.map(value), Number.MIN_VALUE)
  const label = (line: RankedLine) => {
    if (measure === 'points') return points(line.points)
    return measure === 'wins' ? `${line.wins} won` : percent(accuracy(line))
  }
  const left = lines.length - shown.length
  return {
    title: boardTitle(kind),
    lines: shown.map((line) => ({
      rank: line.rank,
      name: drawable(names.get(line.player) ?? '') || `place ${line.rank}`,
      label: label(line),
      detail: `${playedWords(line.games, played)} · ${line.right} of ${line.questions} right`,
      share: Math.max(0, value(line)) / most,
    })),
    footer: left > 0 ? `and ${left} more` : '',
  }
}

/** The picture in words. */
export function pictureWords({ title, lines }: BoardPicture): string {
  const text = [title, ...lines.map(({ rank, name, label }) => `${rank}. ${name}: ${label}`)]
  return text.join('\n').slice(0, longestWords)
}

/**
 * What of a name the picture's letters can write: Latin, Greek, Cyrillic and Devanagari. Letters in fancy dress
 * are undressed (NFKC); '' where nothing is left.
 */
export function drawable(name: string): string {
  return (
    name
      .normalize('NFKC')
      .replace(
        /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Mn}\u0020-\u007e\u00a1-\u00ff\u2018-\u201d]/gu,
        '',
      )
      .replace(/^\p{Mn}+/u, '')
      // More marks on a letter than any language puts there would run over the lines around it.
      .replace(/(\p{Mn}{2})\p{Mn}+/gu, '$1')
      .replace(/\s+/g, ' ')
      .trim()
  )
}
