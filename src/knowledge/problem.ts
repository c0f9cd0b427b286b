/** What is wrong in a file, said so that its writer finds the place and knows what to do. */

import type { z } from 'zod'

export type Path = readonly PropertyKey[]

/** Something wrong at one place of a file. */
export interface Problem {
  readonly file: string
  /** From 1; absent where the file as a whole is meant. */
  readonly line?: number
  /** From 1, in UTF-16 code units. */
  readonly column?: number
  readonly message: string
}

/** A schema's issue, with the part of the document that it is about. */
export type Issue = z.core.$ZodIssue

/** `data/answers/un.json:12:5: …`, as editors and terminals make clickable. */
export function problemLine({ file, line, column, message }: Problem): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return `${place}: ${message}`
}

/** Problems in the order of their files and lines. */
export function inOrder<Kind extends Problem>(problems: readonly Kind[]): Kind[] {
  return problems.toSorted(
    (a, b) =>
      Number(a.file > b.file) - Number(a.file < b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  )
}

/** `entries[3].sources[0].year`; empty for the document itself. */
export function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}

/** The issues of a document that are worth telling: of a choice of shapes, those of the shape that was meant. */
export function meantIssues(issues: readonly Issue[], before: Path = []): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const path = [...before, ...issue.path]
    if (issue.code !== 'invalid_union') return [{ ...issue, path } as Issue]
    const meant = issue.errors.find((branch) => !branch.some(isWrongKind))
    return meant === undefined ? [{ ...issue, path } as Issue] : meantIssues(meant, path)
  })
}

function isWrongKind({ code, path }: Issue): boolean {
  return code === 'invalid_type' && path.length === 0
}

/** What to say about an issue: the field, what is wrong with it and what is allowed. */
export function issueText(issue: Issue): string {
  const field = pathText(issue.path)
  return `${field === '' ? 'the file' : field} ${complaint(issue)}`
}

/** The same without the field. */
export function complaint(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kind(issue.expected)}`
    case 'too_big':
      return `${size(issue.input)}; at most ${issue.maximum} ${unit(issue.input)} allowed`
    case 'too_small':
      return `${size(issue.input)}; at least ${issue.minimum} ${unit(issue.input)} needed`
    case 'invalid_value':
      return `must be ${issue.values.map((value) => `"${String(value)}"`).join(' or ')}`
    case 'unrecognized_keys':
      return `has an unknown field ${issue.keys.map((key) => `"${key}"`).join(', ')}`
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'must be text or a list of paragraphs'
    case 'invalid_format':
      return formats[issue.format] ?? issue.message
    default:
      return issue.message
  }
}

const formats: Readonly<Record<string, string>> = {
  url: 'must be a web address that begins with http:// or https://',
  date: 'must be a day of the calendar written YYYY-MM-DD',
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text in quotation marks',
  array: 'a list in [ ]',
  object: 'an object in { }',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

function kind(expected: string): string {
  return kinds[expected] ?? expected
}

function size(input: unknown): string {
  if (typeof input === 'string') return `is ${input.length} characters long`
  return Array.isArray(input) ? `has ${input.length}` : `is ${String(input)}`
}

function unit(input: unknown): string {
  return typeof input === 'number' ? 'is' : 'are'
}
