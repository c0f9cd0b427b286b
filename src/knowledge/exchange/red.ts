/** Lists of Red-DiscordBot's trivia: YAML that maps each question to the list of its answers. */

import { EVENT_ID, type Event, getScalarValue, parseEvents, YAMLException } from 'js-yaml'
import { UserError } from '../../errors.ts'
import { deepest, placesOf } from '../json.ts'
import type { Draft, Drafts, Skipped } from './draft.ts'

/** A question of such a list; the first answer is the one that Red shows. */
export interface RedQuestion {
  /** Line of the question, from 1. */
  readonly line: number
  readonly question: string
  readonly answers: readonly string[]
}

interface RedList {
  readonly questions: readonly RedQuestion[]
  readonly skipped: readonly Skipped[]
}

/** A part of the YAML with the offset where it begins. */
type Part =
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly Part[] }
  | { readonly kind: 'map'; readonly at: number; readonly items: readonly Part[] }

/** Words on the top level that say something about the list (Red: core framework, trivia list creation). */
const aboutTheList = new Set(['AUTHOR', 'DESCRIPTION', 'CONFIG'])

/** Reads a list; throws a UserError with the line where it is broken, nested too deep or of another shape. */
export function redQuestions(text: string): RedList {
  const lineOf = (at: number) => placesOf(text)(at).line
  const root = partsOf(text, lineOf)
  if (root?.kind !== 'map')
    throw new UserError(
      'The file holds no trivia list. It should have lines such as "What is the capital?:" with the answers under each, every answer after "- ".',
    )
  const questions: RedQuestion[] = []
  const skipped: Skipped[] = []
  const place = placesOf(text)
  for (let at = 0; at + 1 < root.items.length; at += 2) {
    const [key, value] = root.items.slice(at, at + 2)
    if (key === undefined || value === undefined) continue
    const { line } = place(key.at)
    const question = key.kind === 'text' ? key.text : ''
    if (aboutTheList.has(question)) continue
    const answers = (value.kind === 'text' ? [value] : value.items)
      .flatMap((item) => (value.kind !== 'map' && item.kind === 'text' ? [item.text.trim()] : []))
      .filter((answer) => answer !== '')
    if (question.trim() === '') skipped.push({ line, reason: 'has no question', text: '' })
    else if (answers.length === 0) skipped.push({ line, reason: 'has no answer', text: question })
    else questions.push({ line, question, answers })
  }
  return { questions, skipped }
}

/** The questions of such a list as drafts of entries: the other answers stand behind the first. */
export function readRed(text: string): Drafts {
  const { questions, skipped } = redQuestions(text)
  const drafts = questions.map(({ line, question, answers: [first = '', ...others] }): Draft => {
    const answer = others.length === 0 ? first : `${first} (also: ${others.join(', ')})`
    return { line, question, answer }
  })
  return { drafts, skipped, warnings: [] }
}

/** Takes the events of the parser, and never the values it would make of them: no tag and no alias means anything. */
function partsOf(text: string, lineOf: (at: number) => number): Part | undefined {
  const events = eventsOf(text)
  let next = 0
  const part = (): Part | undefined => {
    const event = events[next]
    next += 1
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return { kind: 'text', at: event.valueStart, text: getScalarValue(text, event) }
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const kind = event.type === EVENT_ID.SEQUENCE ? 'list' : 'map'
        return { kind, at: event.start, items: parts() }
      }
      case EVENT_ID.ALIAS:
        throw new UserError(
          `Line ${lineOf(event.anchorStart)}: "*" refers to another part of the file, which lists must not do. Put the answer in quotation marks if it begins with "*". Nothing was imported.`,
        )
      default:
        return undefined
    }
  }
  const parts = (): Part[] => {
    const items: Part[] = []
    for (let item = part(); item !== undefined; item = part()) items.push(item)
    return items
  }
  next = events.findIndex(({ type }) => type === EVENT_ID.DOCUMENT) + 1
  return part()
}

function eventsOf(text: string): Event[] {
  try {
    return parseEvents(text, { maxDepth: deepest })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = error.mark === undefined ? '' : `Line ${error.mark.line + 1}: `
    throw new UserError(`${line}this is not YAML: ${error.reason}. Nothing was imported.`)
  }
}
