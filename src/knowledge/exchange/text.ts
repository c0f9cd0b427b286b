/** Questions and answers out of a text as people have them: lists, notes, Markdown, lines marked Q and A. */

import { UserError } from '../../errors.ts'
import { entryLimits } from '../entry.ts'
import type { Draft, Drafts, Skipped } from './draft.ts'
import { bareQuestion, isAsking, type Line, linesOf, opensAsQuestion } from './lines.ts'

/** One part of the text: something asked, something said, or the title of what follows. */
interface Part {
  readonly kind: 'question' | 'said' | 'section'
  readonly line: number
  readonly text: string
}

/** Lines of so many characters may have been broken by an editor. */
const wrapped = 55
/** A question may be wrapped over so many lines. */
const mostQuestionLines = 3

/** Longest text, in lines. */
const mostLines = 100_000

/**
 * Finds questions and their answers; what is neither is skipped with its line and the reason. Throws a UserError
 * for more than 100,000 lines.
 */
export function readText(text: string): Drafts {
  if (text.split('\n', mostLines + 1).length > mostLines)
    throw new UserError('The file has more than 100,000 lines. Split it and import the parts.')
  const lines = linesOf(text)
  const parts = partsOf(lines)
  return assemble(parts.some(({ kind }) => kind === 'question') ? parts : inlineParts(lines))
}

function partsOf(lines: readonly Line[]): Part[] {
  const headings = lines.filter(({ kind }) => kind === 'heading')
  const inHeadings = headings.filter(({ text }) => isAsking(text)).length
  const inLines = lines.filter(({ kind, text }) => kind === 'plain' && isAsking(text)).length
  const marked = lines.filter(({ kind }) => kind === 'asked').length
  if (marked > 0 && marked * 2 > inLines) return blocksOf(lines).flatMap(markedParts)
  // A rhetorical question in an answer must not turn a text of headings into a text of lines.
  const byHeading =
    inHeadings > 0 ? inHeadings * 2 >= inLines : inLines === 0 && headings.length > 0
  if (byHeading) return blocksOf(lines).flatMap(headingParts(askingLevel(headings)))
  const blocks = blocksOf(lines)
  return blocks.flatMap((block, at) => plainParts(block, blocks[at + 1]))
}

/** Runs of lines between blank ones; a heading is a run of its own, and so is a code block, blank lines and all. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = []
  let open: Line[] = []
  for (const line of lines) {
    const last = open.at(-1)
    const parted = line.kind === 'blank' || line.kind === 'heading' || last?.kind === 'heading'
    if (parted || (last !== undefined && (last.kind === 'code') !== (line.kind === 'code'))) {
      if (open.length > 0) blocks.push(open)
      open = []
    }
    if (line.kind !== 'blank') open.push(line)
  }
  return open.length > 0 ? [...blocks, open] : blocks
}

/** Of a text with questions marked `Q:`: nothing else is a question, however it ends. */
function markedParts(block: readonly Line[]): Part[] {
  const answerAt = block.findIndex(({ kind }) => kind === 'answered')
  const parts: Part[] = []
  let rest: Line[] = []
  const flush = () => {
    parts.push(...said(rest))
    rest = []
  }
  for (const [at, line] of block.entries()) {
    const before = parts.at(-1)
    if (line.kind === 'asked') {
      flush()
      parts.push(...askedAndAnswered(line))
    } else if (line.kind === 'heading') parts.push(sectionOf(line))
    else if (at < answerAt && rest.length === 0 && before?.kind === 'question')
      parts.splice(-1, 1, { ...before, text: `${before.text} ${line.text}` })
    else rest.push(rest.length === 0 && before?.kind === 'question' ? unmarked(line) : line)
  }
  flush()
  return parts
}

/** `A.` marks an answer only where it follows a question; elsewhere it may be the first of a list. */
function unmarked(line: Line): Line {
  return line.kind === 'plain' ? { ...line, text: line.text.replace(/^A[.)]\s+/, '') } : line
}

/** A marked question, which may have its answer on the same line: `Q: Why? A: Because.` */
function askedAndAnswered({ number, text }: Line): Part[] {
  const [question = '', ...answer] = text.split(/\s(?:\*\*|__)?(?:a|ans|answer):(?:\*\*|__)?\s/i)
  const asked: Part = { kind: 'question', line: number, text: bareQuestion(question) }
  if (answer.length === 0) return [asked]
  return [asked, { kind: 'said', line: number, text: answer.join(' A: ').trim() }]
}

/** The highest level of heading that asks; where none does, the deepest there is. */
function askingLevel(headings: readonly Line[]): number {
  const asking = headings.filter(({ text }) => isAsking(text)).map(({ level }) => level)
  if (asking.length > 0) return asking.reduce((a, b) => Math.min(a, b))
  return headings.map(({ level }) => level).reduce((a, b) => Math.max(a, b))
}

/** Of a text whose headings are the questions: headings above are sections, those below belong to an answer. */
function headingParts(asking: number): (block: readonly Line[]) => Part[] {
  return (block) => {
    const [line] = block
    if (line?.kind !== 'heading') return said(block)
    if (line.level < asking && !isAsking(line.text)) return [sectionOf(line)]
    if (line.level > asking && !isAsking(line.text))
      return [{ kind: 'said', line: line.number, text: `**${bareQuestion(line.text)}**` }]
    return [{ kind: 'question', line: line.number, text: bareQuestion(line.text) }]
  }
}

/** Of a text whose questions are lines that end in a question mark, or that stand alone and open like one. */
function plainParts(block: readonly Line[], next: readonly Line[] | undefined): Part[] {
  const [first] = block
  if (first === undefined) return []
  if (first.kind === 'heading' || isTitle(block)) return [sectionOf(first)]
  const parts: Part[] = []
  let from = 0
  for (let at = 0; at < block.length; at += 1) {
    const length = at === 0 ? questionLength(block, next) : questionInside(block, at)
    if (length === 0) continue
    parts.push(...said(block.slice(from, at)), questionOf(block.slice(at, at + length)))
    from = at + length
    at = from - 1
  }
  return [...parts, ...said(block.slice(from))]
}

/** A line in bold that stands alone and asks nothing. */
function isTitle([line, ...others]: readonly Line[]): boolean {
  return line !== undefined && others.length === 0 && /^\*\*[^*?？؟]+\*\*:?$/.test(line.text)
}

/** How many lines at the start of a block are its question: 0 for none. */
function questionLength(block: readonly Line[], next: readonly Line[] | undefined): number {
  if (block[0]?.kind === 'asked') return 1
  for (let length = 1; length <= Math.min(mostQuestionLines, block.length); length += 1) {
    const text = block
      .slice(0, length)
      .map((line) => line.text)
      .join(' ')
    if (block[length - 1]?.kind !== 'plain') return 0
    if (isAsking(text)) return length
    if (/[.!:;?？؟](?:\s|$)/.test(bareQuestion(text))) return 0
  }
  const [only] = block
  const alone = block.length === 1 && only?.kind === 'plain' && next !== undefined
  return alone && only.text.length <= entryLimits.question && opensAsQuestion(only.text) ? 1 : 0
}

/** Within a block a question follows a finished sentence or a short line, so that no wrapped sentence is torn. */
function questionInside(block: readonly Line[], at: number): number {
  const line = block[at]
  const before = block[at - 1]
  if (line === undefined || before === undefined) return 0
  if (line.kind === 'asked') return 1
  if (line.kind !== 'plain' || !isAsking(line.text)) return 0
  const numbered = /^\(?\d{1,4}[.):]/.test(line.text)
  const opens = numbered || opensAsQuestion(line.text)
  const finished = /[.!?？؟:"”’)]$/.test(before.text)
  const short = before.text.length < wrapped && (numbered || /^\P{Ll}/u.test(line.text))
  return opens && (finished || short) ? 1 : 0
}

function questionOf(lines: readonly Line[]): Part {
  const text = bareQuestion(lines.map((line) => line.text).join(' '))
  return { kind: 'question', line: lines[0]?.number ?? 1, text }
}

/** Where no line asks: paragraphs whose first sentence is the question and whose rest is the answer. */
function inlineParts(lines: readonly Line[]): Part[] {
  return blocksOf(lines).flatMap((block): Part[] => {
    const [first] = block
    const [part] = said(block)
    if (first === undefined || part === undefined) return []
    if (first.kind === 'heading') return [sectionOf(first)]
    const [, question, answer] = /^([^.!?？؟\n]{3,200}[?？؟])\s+(\S[\s\S]*)$/.exec(part.text) ?? []
    if (question === undefined || answer === undefined) return [part]
    return [
      { kind: 'question', line: part.line, text: bareQuestion(question) },
      { kind: 'said', line: part.line, text: answer },
    ]
  })
}

function sectionOf({ number, text }: Line): Part {
  return { kind: 'section', line: number, text: bareQuestion(text) }
}

/** What lines say: a wrapped paragraph in one line, lists and verses line by line, code untouched. */
function said(lines: readonly Line[]): Part[] {
  const full = lines.filter(({ text, kind }) => text !== '' || kind === 'code')
  const [first] = full
  if (first === undefined) return []
  const text = full.map((line) => line.text).join(isWrapped(full) ? ' ' : '\n')
  return [{ kind: 'said', line: first.number, text }]
}

/** Lines that are all long but the last were broken by an editor, not by the writer. */
function isWrapped(lines: readonly Line[]): boolean {
  const whole = lines.slice(0, -1)
  return (
    whole.every(({ text, kind }) => text.length >= wrapped && kind !== 'code') &&
    lines.every(({ text }) => !/^(?:[-*•–>|]|\d{1,3}[.)])\s/.test(text))
  )
}

const noAnswer = 'has no answer'
const noQuestion = 'belongs to no question'

/** Questions with what was said after them; sections become topics. */
function assemble(parts: readonly Part[]): Drafts {
  const drafts: Draft[] = []
  const skipped: Skipped[] = []
  let open: Part | undefined
  let answer: string[] = []
  let section: Part | undefined
  const close = () => {
    if (open === undefined) return
    const { line, text } = open
    if (answer.length === 0) skipped.push({ line, reason: noAnswer, text })
    else drafts.push({ line, question: text, answer, more: topicsOf(section) })
    answer = []
  }
  for (const part of parts) {
    if (part.kind === 'said' && open !== undefined) answer.push(part.text)
    else if (part.kind === 'said')
      skipped.push({ line: part.line, reason: noQuestion, text: part.text })
    else {
      close()
      open = part.kind === 'question' ? part : undefined
      if (part.kind === 'section') section = part
    }
  }
  close()
  return { drafts, skipped, warnings: [] }
}

function topicsOf(section: Part | undefined): Record<string, unknown> {
  if (section === undefined || section.text.length > entryLimits.topic) return {}
  return { topics: [section.text] }
}
