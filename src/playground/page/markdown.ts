/** Discord's Markdown as a tree: the parser's rules, with the lists and the newer timestamps it lacks. */

import { rules, rulesExtended, SimpleMarkdown } from 'discord-markdown-parser'

/** One node of the tree; which other fields there are depends on `type`. */
export interface Mark {
  type: string
  content?: string | Mark[]
  /** Headings: 1–3. */
  level?: number
  /** Links: where to. */
  target?: string
  /** Mentions and custom emoji. */
  id?: string
  name?: string
  fullName?: string
  /** Timestamps: Unix seconds, and one of the style letters. */
  timestamp?: string
  format?: string
  /** Lists. */
  ordered?: boolean
  start?: number
  items?: Mark[][]
  lang?: string
}

type Rule = (typeof rules)[string]
type State = Parameters<Rule['match']>[1]

const listItem = /^( *)([-*]|\d{1,9}\.) +(\S[^\n]*)(?:\n|$)/
const timestamp = /^<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/

function atLineStart(state: State): boolean {
  const before = state.prevCapture?.[0] as string | undefined
  return before === undefined || before.endsWith('\n')
}

/** Lines that make one list: an item, its deeper items, and items of the same depth and kind. */
function listAt(source: string): { all: string; items: string[] } | null {
  const first = listItem.exec(source)
  if (!first) return null
  const [, indent = '', bullet = ''] = first
  const items: string[] = []
  let rest = source
  for (let line = listItem.exec(rest); line; line = listItem.exec(rest)) {
    const [whole, space = '', sign = '', words = ''] = line
    const deeper = space.length > indent.length
    const sameKind = /\d/.test(sign) === /\d/.test(bullet)
    if (!deeper && (!sameKind || space.length < indent.length)) break
    items.push(deeper ? `${items.pop() ?? ''}\n${whole.replace(/\n$/, '')}` : words)
    rest = rest.slice(whole.length)
  }
  return { all: source.slice(0, source.length - rest.length), items }
}

const list: Rule = {
  order: (rules.heading as Rule).order - 0.4,
  match(source, state) {
    const found = atLineStart(state) ? listAt(source) : null
    return found && ([found.all] as unknown as RegExpExecArray)
  },
  parse(capture, parse, state) {
    const { items } = listAt(capture[0] ?? '') ?? { items: [] }
    const number = /^ *(\d+)\./.exec(capture[0] ?? '')?.[1]
    return {
      ordered: number !== undefined,
      start: Number(number ?? 1),
      items: items.map((item) => parse(item, { ...state, prevCapture: null })),
    }
  },
}

/** A line rule that also holds after a quote or a list, where the parser's own look-behind gives up. */
function onLine(rule: Rule): Rule {
  return {
    ...rule,
    match: (source, state, before) =>
      atLineStart(state) ? rule.match(source, { ...state, prevCapture: null }, before) : null,
  }
}

const ours = {
  list,
  heading: onLine(rules.heading as Rule),
  subtext: onLine(rules.subtext as Rule),
  timestamp: {
    ...(rules.timestamp as Rule),
    match: (source: string) => timestamp.exec(source),
  },
}
const plain = SimpleMarkdown.parserFor({ ...rules, ...ours })
const extended = SimpleMarkdown.parserFor({ ...rulesExtended, ...ours })

/** The tree of a text; `masked` allows `[words](address)`, as Discord does for applications. */
export function parseMarkdown(text: string, masked = true): Mark[] {
  return joinText((masked ? extended : plain)(text, { inline: true }) as Mark[])
}

/** The parser cuts text at every sign; whole runs make a smaller page. */
function joinText(marks: Mark[]): Mark[] {
  const joined: Mark[] = []
  for (const [index, mark] of marks.entries()) {
    const last = joined.at(-1)
    if (mark.type === 'br' && touchesCodeBlock(marks, index)) continue
    if (mark.type === 'text' && last?.type === 'text') {
      last.content = `${last.content as string}${mark.content as string}`
    } else joined.push({ ...mark })
  }
  for (const mark of joined) {
    if (Array.isArray(mark.content)) mark.content = joinText(mark.content)
    if (mark.items) mark.items = mark.items.map(joinText)
  }
  return joined
}

/** A code block is a block already: Discord takes the line break before it and the one behind it for its edges. */
function touchesCodeBlock(marks: readonly Mark[], index: number): boolean {
  return marks[index - 1]?.type === 'codeBlock' || marks[index + 1]?.type === 'codeBlock'
}

/** The address if it may be followed from a message: http and https only. */
export function safeLink(target: string | undefined): URL | null {
  const url = target === undefined ? null : URL.parse(target)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null
}

/** A text without its marks, for previews and labels. */
export function plainText(marks: readonly Mark[]): string {
  return marks
    .map((mark) => {
      if (mark.items) return mark.items.map(plainText).join(' ')
      if (Array.isArray(mark.content)) {
        const ownLine = /^(heading|subtext|blockQuote)$/.test(mark.type)
        return plainText(mark.content) + (ownLine ? ' ' : '')
      }
      if (mark.type === 'br') return ' '
      return mark.content ?? mark.name ?? mark.fullName ?? ''
    })
    .join('')
}
