/** Text from people inside Discord's Markdown: shown as it was typed, and links with where they really lead. */

/** `text` with its Markdown taken for plain characters. */
export function escaped(text: string): string {
  return text.replace(/[\\*_~`|>#[\]<]/g, '\\$&')
}

/** `text` on which a reader sees, after every link with a text of its own, the host that it leads to. */
export function withHosts(text: string): string {
  let shown = ''
  let end = 0
  for (const { index } of text.matchAll(/\]\(\s*<?\s*https?:/gi)) {
    if (index < end) continue
    const close = endOfTarget(text, index + 2)
    const host = hostOf(text.slice(index + 2, close))
    if (host === undefined || labelSays(text.slice(0, index), host)) continue
    shown += `${text.slice(end, close + 1)} (${host})`
    end = close + 1
  }
  return shown + text.slice(end)
}

/** Where the parenthesis closes that was opened before `from`; the text's end where it never does. */
function endOfTarget(text: string, from: number): number {
  let open = 1
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\n') return at - 1
    if (character === '(') open += 1
    if (character === ')') open -= 1
    if (open === 0) return at
  }
  return text.length - 1
}

/** The host in the form in which look-alike letters show (xn--…); undefined where there is none. */
function hostOf(target: string): string | undefined {
  const address = /https?:[^\s>"')]+/i.exec(target)?.[0]
  return address === undefined ? undefined : URL.parse(address)?.host
}

/** Whether the link's own text is its host already. */
function labelSays(before: string, host: string): boolean {
  return before.slice(before.lastIndexOf('[') + 1).trim() === host
}
