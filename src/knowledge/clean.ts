/** Text from outside without what no reader sees or wants: control, direction and zero-width characters, piled marks. */

export interface Cleaned {
  readonly text: string
  /** How many characters were taken out. */
  readonly removed: number
}

/** Most combining marks that stay on one letter; no living orthography stacks more. */
const mostMarks = 4

/**
 * Control characters other than tab and line break, soft hyphens, direction overrides and isolates (UTS #36),
 * zero-width space, word joiner, byte order mark, interlinear and tag characters, halves of pairs. The joiners
 * U+200C and U+200D stay: Persian, Hindi and emoji need them.
 */
const invisible =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu
/** The flags of England, Scotland, Wales and the like, which tag characters make legally. */
const taggedFlag = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f}/gu
/** Text that has nothing to clean, as most lines of most files. */
const plain = /^[\x20-\x7e\t\n]*$/
const piledMarks = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu')

/** `text` in Unicode's NFC, line breaks as `\n`, without unwanted characters and white space at its ends. */
export function clean(text: string): Cleaned {
  if (plain.test(text)) return { text: text.trim(), removed: 0 }
  const lines = text.replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n').normalize('NFC')
  const kept: string[] = []
  let end = 0
  for (const { 0: flag, index } of lines.matchAll(taggedFlag)) {
    kept.push(lines.slice(end, index).replace(invisible, keepSpace), flag)
    end = index + flag.length
  }
  kept.push(lines.slice(end).replace(invisible, keepSpace))
  const result = kept.join('').replace(piledMarks, '$1')
  return { text: result.normalize('NFC').trim(), removed: lines.length - result.length }
}

function keepSpace(character: string): string {
  return character === '\n' || character === '\t' ? character : ''
}

/** `text` with every run of white space as one space: for what stands on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}
