/** Questions of the Open Trivia Database (opentdb.com), in each of the three ways in which it writes text. */

import { decodeHTML } from 'entities/decode'
import { z } from 'zod'

/** One question, in plain text. */
export interface OpenTriviaQuestion {
  readonly question: string
  readonly right: string
  /** Three others, or one where the question is whether something is true. */
  readonly wrong: readonly string[]
  readonly isTrueOrFalse: boolean
  /** easy, medium or hard; '' where it is not said. */
  readonly difficulty: string
  /** Such as "Science: Computers"; '' where it is not said. */
  readonly category: string
}

const schema = z.object({
  type: z.string().default('multiple'),
  difficulty: z.string().default(''),
  category: z.string().default(''),
  question: z.string(),
  correct_answer: z.string(),
  incorrect_answers: z.array(z.string()),
})

/** What whoever shows these questions has to say. */
export const openTriviaLicence =
  'questions of the Open Trivia Database are under CC BY-SA 4.0: name it where you show them'

/** The question that `value` is, in plain text; undefined where it is none of theirs. */
export function openTriviaQuestion(value: unknown): OpenTriviaQuestion | undefined {
  const parsed = schema.safeParse(value)
  if (!parsed.success) return undefined
  const decode = decoderOf(parsed.data)
  const { question, correct_answer, incorrect_answers, type, difficulty, category } = parsed.data
  return {
    question: decode(question),
    right: decode(correct_answer),
    wrong: incorrect_answers.map(decode),
    isTrueOrFalse: decode(type) === 'boolean',
    difficulty: decode(difficulty),
    category: decode(category),
  }
}

/** How a question's text is written; each says it by how it writes its own type (API of opentdb.com, "encoding"). */
function decoderOf({
  type,
  question,
}: {
  type: string
  question: string
}): (text: string) => string {
  if (type === btoa('multiple') || type === btoa('boolean')) return base64
  if (/%[0-9A-F]{2}/i.test(question) && !/\s/.test(question)) return percent
  return decodeHTML
}

function base64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)))
  } catch {
    return text
  }
}

function percent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
