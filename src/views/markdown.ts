/** Text from people inside Discord's Markdown: shown as it was typed, and links with where they really lead. */

/** `text` with its Markdown taken for plain characters. */
export function escaped(text: string): string {
  return text.replace(/[\\*_~`|>#[\]<]/g, '\\$&')
}

/** What an address may hold inside parentheses without a doubt where it ends: parentheses in pairs, no brackets. */
const address = String.raw`https?:(?:[^\s<>()"'\\[\]]|\([^\s<>()"'\\[\]]*\))+`
const title = String.raw`(?:\s+(?:"[^"\n\\]*"|'[^'\n\\]*'))?`

/** The second half of a link, or else the beginning of what might be taken for one. */
const linked = new RegExp(
  String.raw`\]\(\s*(?:<\s*(${address})\s*>|(${address}))${title}\s*\)|\]\(\s*<?\s*https?:`,
  'gi',
)

/**
 * `text` on which a reader sees, after every link with a text of its own, the host that it leads to. What is
 * written so that one reader takes it for a link and another does not is none.
 */
export function withHosts(text: string): string {
  return text.replace(linked, (found: string, inAngles?: string, bare?: string, at = 0) => {
    const address = inAngles ?? bare
    if (address === undefined) return found.replace('(', '\\(')
    // In the form in which look-alike letters show (xn--…).
    const host = URL.parse(address)?.host
    return host === undefined || labelSays(text.slice(0, at), host) ? found : `${found} (${host})`
  })
}

/** Whether the link's own text is its host already. */
function labelSays(before: string, host: string): boolean {
  return before.slice(before.lastIndexOf('[') + 1).trim() === host
}
