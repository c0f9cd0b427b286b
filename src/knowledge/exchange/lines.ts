/** Lines of a text with questions and answers, each with what its look says about it. */

import { clean, oneLine } from '../clean.ts'

export interface Line {
  /** From 1. */
  readonly number: number
  readonly text: string
  readonly kind: 'blank' | 'heading' | 'asked' | 'answered' | 'plain' | 'code'
  /** Of a heading, from 1. */
  readonly level: number
}

const heading = /^(#{1,6})\s+(\S.*)$/
const rule = /^(?:[-=_~]{3,}|(?:\* ?){3,})$/
const emphasis = '(?:\\*\\*|__|[*_])?'
const asked = new RegExp(
  `^${emphasis}(?:q|ques|question)(?:\\s*#?\\d+)?\\s*[:.)]${emphasis}\\s+(\\S.*)$`,
  'i',
)
const askedByNumber = new RegExp(`^${emphasis}q\\s*\\d+${emphasis}\\s+(\\S.*)$`, 'i')
const answered = new RegExp(
  `^${emphasis}(?:a|ans|answer)(?:\\s*#?\\d+)?\\s*:${emphasis}(?:\\s+(.*))?$`,
  'i',
)

/** The lines of `text`. Blank lines, rules and code blocks are told apart from what can be a question. */
export function linesOf(text: string): Line[] {
  let inCode = false
  return text.split('\n').map((raw, at) => {
    const number = at + 1
    const content = raw.trimEnd()
    const fence = content.trimStart().startsWith('```')
    if (inCode || fence) {
      inCode = inCode !== fence
      return { number, text: content, kind: 'code', level: 0 }
    }
    return { number, level: 0, ...lookOf(clean(content).text) }
  })
}

/** What can stand before a marked question or answer: emphasis, or the mark itself. */
const marked = /^[qa*_]/i

function lookOf(text: string): Pick<Line, 'text' | 'kind'> & { level?: number } {
  if (text === '' || rule.test(text)) return { text: '', kind: 'blank' }
  const [, marks = '', title = ''] = heading.exec(text) ?? []
  const rest = title === '' ? text : title
  const question = marked.test(rest)
    ? (asked.exec(rest) ?? askedByNumber.exec(rest))?.[1]
    : undefined
  if (question !== undefined) return { text: question, kind: 'asked' }
  if (title !== '') return { text: title, kind: 'heading', level: marks.length }
  const answer = marked.test(text) ? answered.exec(text) : null
  if (answer !== null) return { text: answer[1] ?? '', kind: 'answered' }
  return { text, kind: 'plain' }
}

/** A question without the marks around it: a number or bullet before it, emphasis, a link, a heading's tail. */
export function bareQuestion(text: string): string {
  const bare = text
    .replace(/\s#+$|\s?\{#[^{}]*\}$/, '')
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/\*\*|__/g, '')
    .replace(/^(?:[-*•–]\s+|\(?\d{1,4}[.):]\)?\s+)/, '')
    .replace(/^([*_])(.*)\1$/, '$2')
  return oneLine(bare)
}

/** Whether a line is a question by its mark at the end; quotation marks and emphasis may follow it. */
export function isAsking(text: string): boolean {
  return /[?？؟⁇]["'”’»)\]*_\s]*$/.test(text.slice(-8))
}

const opening =
  /^(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must)\b/i

/** Whether a line begins as questions in English do. */
export function opensAsQuestion(text: string): boolean {
  return opening.test(bareQuestion(text))
}
