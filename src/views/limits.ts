/** Discord's limits on what a message may hold, and cutting text to them. */

/** Lengths in characters; counted here in UTF-16 units, which is never less than Discord counts. */
export const limits = {
  embedTitle: 256,
  embedDescription: 4096,
  embedFields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  /** Sum over all embeds of one message. */
  embedTotal: 6000,
  buttonLabel: 80,
  optionLabel: 100,
  options: 25,
  choices: 25,
  choiceName: 100,
  rows: 5,
} as const

const ellipsis = '…'

/** `text`, or its beginning with an ellipsis where it is longer than `longest`; cut between words. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const room = wholeCharacters(text, longest - ellipsis.length)
  const space = room.search(/\s+\S*$/)
  // A single word as long as the room has no better place to be cut.
  return (space > 0 ? room.slice(0, space) : room).trimEnd() + ellipsis
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/**
 * `text`, or as many whole sentences of it as fit with an ellipsis on a line of its own; never cut in a
 * word. A code block that the cut would leave open is closed.
 */
export function cutAtSentence(text: string, longest: number): string {
  if (text.length <= longest) return text
  const mark = `\n${ellipsis}`
  const closing = '\n```'
  const room = longest - mark.length - closing.length
  let kept = ''
  for (const { segment } of sentences.segment(text)) {
    if (kept.length + segment.trimEnd().length > room) break
    kept += segment
  }
  if (kept.trim() === '') return cut(text, longest)
  const open = (kept.match(/```/g)?.length ?? 0) % 2 === 1
  return kept.trimEnd() + (open ? closing : '') + mark
}

/** As many of `lines` as fit into `longest` with line breaks between them, and a last line for the rest. */
export function fitLines(
  lines: readonly string[],
  longest: number,
  rest: (left: number) => string,
): string {
  const all = lines.join('\n')
  if (all.length <= longest) return all
  for (let kept = lines.length - 1; kept > 0; kept -= 1) {
    const text = [...lines.slice(0, kept), rest(lines.length - kept)].join('\n')
    if (text.length <= longest) return text
  }
  return cut(lines[0] ?? '', longest)
}

/** The first `length` units of `text`, less half a surrogate pair. */
function wholeCharacters(text: string, length: number): string {
  const slice = text.slice(0, Math.max(0, length))
  return /[\uD800-\uDBFF]$/.test(slice) ? slice.slice(0, -1) : slice
}
