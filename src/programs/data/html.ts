/** HTML out of values and of Discord's Markdown; nothing from outside gets in unescaped. */

import { parse } from 'discord-markdown-parser'

/** Markup that may stand in a page as it is. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Value = string | number | Html | readonly Value[]

/** A template whose values are escaped, unless they are Html; lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(markup)))
}

function markup(value: Value): string {
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(markup).join('')
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** A part of parsed Markdown. */
interface Node {
  readonly type: string
  readonly content?: string | readonly Node[]
  readonly target?: string
  readonly name?: string
  readonly level?: number
}

const tags: Readonly<Record<string, string>> = {
  strong: 'strong',
  em: 'em',
  underline: 'u',
  strikethrough: 's',
  blockQuote: 'blockquote',
  spoiler: 'mark',
  inlineCode: 'code',
  codeBlock: 'pre',
  heading: 'h4',
}

/** Discord's Markdown as HTML; line breaks stay characters, for an element that keeps them. */
export function markdown(text: string): Html {
  // Discord draws a bullet for a hyphen at the start of a line; the parser leaves it.
  const bulleted = text.replace(/^([ \t]*)[-*] (?=\S)/gm, '$1• ')
  return new Html(drawn(parse(bulleted, 'extended') as readonly Node[]))
}

function drawn(nodes: readonly Node[]): string {
  return nodes.map(drawnNode).join('')
}

function drawnNode({ type, content, target, name }: Node): string {
  const inner = typeof content === 'object' ? drawn(content) : markup(content ?? name ?? '')
  if (type === 'br' || type === 'newline') return '\n'
  if (target !== undefined && /^https?:/.test(target))
    return `<a href="${markup(target)}">${inner}</a>`
  const tag = tags[type]
  return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`
}
