/** JSON that a person wrote: its value, the line of each of its parts, and where it is broken, in plain words. */

import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Path } from './problem.ts'

/** A place in a text; both from 1, the column in UTF-16 code units. */
export interface Place {
  readonly line: number
  readonly column: number
}

export interface JsonFault extends Place {
  readonly message: string
}

export type JsonReading =
  | { readonly value: unknown; readonly placeOf: (path: Path) => Place }
  | { readonly faults: readonly JsonFault[] }

/** Deepest nesting that is read: more than any file of ours has, and no danger to the stack. */
export const deepest = 8

/** Most values that are read, over all levels: a file of ours has a tenth of that, and more take long to tell apart. */
const mostParts = 150_000

/** Reads `text` as JSON, or says where it is broken; never throws. Field names may not repeat in an object. */
export function readJson(text: string): JsonReading {
  const at = placesOf(text)
  if (text.trim() === '') return { faults: [{ line: 1, column: 1, message: 'the file is empty' }] }
  const excess = excessOf(text)
  if (excess !== undefined) return { faults: [{ ...at(excess.offset), message: excess.message }] }
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  const [first] = errors
  if (first !== undefined || root === undefined)
    return { faults: [{ ...at(first?.offset ?? 0), message: say(first, text) }] }
  const repeated = repeatedFields(root)
  if (repeated.length > 0)
    return { faults: repeated.map(({ offset, message }) => ({ ...at(offset), message })) }
  const offsetOf = finderOf(root)
  // Not the tree's own value: JSON.parse keeps a field named __proto__ an ordinary, harmless one.
  return { value: JSON.parse(text), placeOf: (path) => at(offsetOf(path)) }
}

/** Tells the line and column of an offset of `text`; builds its list of lines once, when first asked. */
export function placesOf(text: string): (offset: number) => Place {
  let starts: number[] | undefined
  return (offset) => {
    starts ??= [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 }
  }
}

/**
 * Tells where the part at a path begins; where there is none, the nearest part that would hold it. The fields of
 * each object met are indexed once, as an object may have very many.
 */
function finderOf(root: Node): (path: Path) => number {
  const indexes = new Map<Node, ReadonlyMap<string, Node>>()
  const fieldsOf = (node: Node) => {
    const known = indexes.get(node) ?? indexOfFields(node)
    indexes.set(node, known)
    return known
  }
  return (path) => {
    let node = root
    let offset = root.offset
    for (const step of path) {
      const field = typeof step === 'number' ? undefined : fieldsOf(node).get(String(step))
      const next = field === undefined ? itemOf(node, step) : field.children?.[1]
      if (next === undefined) break
      offset = (field ?? next).offset
      node = next
    }
    return offset
  }
}

function indexOfFields({ type, children = [] }: Node): ReadonlyMap<string, Node> {
  if (type !== 'object') return new Map()
  return new Map(children.map((field) => [String(field.children?.[0]?.value), field]))
}

function itemOf({ type, children = [] }: Node, step: PropertyKey): Node | undefined {
  return type === 'array' && typeof step === 'number' ? children[step] : undefined
}

/** The first bracket that is nested too deep, or the first part too many. Text in quotation marks does not count. */
function excessOf(text: string): { offset: number; message: string } | undefined {
  let depth = 0
  let parts = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[[{]|[\]}]|,/g)) {
    if (token === '[' || token === '{') depth += 1
    else if (token === ']' || token === '}') depth -= 1
    else if (token === ',') parts += 1
    if (depth > deepest)
      return { offset: index, message: `is nested more than ${deepest} levels deep` }
    if (parts > mostParts)
      return { offset: index, message: `has more than ${mostParts.toLocaleString('en')} parts` }
  }
  return undefined
}

function repeatedFields(node: Node): { offset: number; message: string }[] {
  const children = node.children ?? []
  const inside = children.flatMap(repeatedFields)
  if (node.type !== 'object') return inside
  const seen = new Set<unknown>()
  for (const { children: [name] = [] } of children) {
    if (name !== undefined && seen.has(name.value))
      inside.push({ offset: name.offset, message: `the field "${name.value}" is given twice` })
    seen.add(name?.value)
  }
  return inside
}

const faults: Readonly<Record<string, string>> = {
  ColonExpected: 'a colon is missing between a field name and its value',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  InvalidCommentToken: 'comments are not allowed',
  InvalidEscapeCharacter: 'a backslash is followed by a character that it cannot stand before',
  InvalidUnicode: '\\u must be followed by four hexadecimal digits',
  InvalidCharacter: 'a control character must be written with a backslash, such as \\n',
  InvalidNumberFormat: 'this number is not complete',
  UnexpectedEndOfNumber: 'this number is not complete',
  UnexpectedEndOfString: 'this text is not closed by a quotation mark on its line',
  UnexpectedEndOfComment: 'comments are not allowed',
  EndOfFileExpected: 'something follows after the end',
}

function say(fault: ParseError | undefined, text: string): string {
  if (fault === undefined) return 'this is not JSON'
  const { error, offset, length } = fault
  const name = printParseErrorCode(error)
  const here = text.slice(offset, offset + Math.max(1, length))
  if (/^[“”„‘’']/.test(here)) return 'use straight double quotation marks: "'
  if (name === 'PropertyNameExpected' || name === 'ValueExpected')
    return sayExpected(name, text, offset)
  return faults[name] ?? `this is not JSON: ${here.slice(0, 20)}`
}

function sayExpected(name: string, text: string, offset: number): string {
  if (/,\s*$/.test(text.slice(0, offset)) && /^[}\]]/.test(text.slice(offset)))
    return 'a comma stands before the closing bracket; remove it'
  return name === 'ValueExpected' ? 'a value is missing here' : 'a field name is missing here'
}
