/** Turns the validator's findings into the field errors that Discord sends with 50035. */

import type { ErrorObject } from './spec.ts'

/** What is wrong with one field: `path` is dotted, '' is the body itself. */
export interface Problem {
  path: string
  code: string
  message: string
}

/** A field that must be there. */
export function missing(path: string): Problem {
  return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
}

/** Text or list of the wrong length. */
export function badLength(path: string, least: number, most: number): Problem {
  const message = `Must be between ${least} and ${most} in length.`
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message }
}

/** Text or list that is too long. */
export function tooLong(path: string, most: number): Problem {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${most} or fewer in length.` }
}

/** A value that is none of the allowed ones. */
export function notAmong(path: string, allowed: readonly unknown[]): Problem {
  const list = allowed.map((one) => (typeof one === 'string' ? `'${one}'` : String(one)))
  return { path, code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${list.join(', ')}}.` }
}

/** One problem for each finding that says something; `at` is put in front of the paths. */
export function problemsOf(errors: readonly ErrorObject[], at = ''): Problem[] {
  const told = errors.filter((error) => !isNoise(error, errors))
  const seen = new Set<string>()
  const problems: Problem[] = []
  for (const error of told.length ? told : errors) {
    const problem = toProblem(error)
    const path = [at, problem.path].filter(Boolean).join('.')
    if (seen.has(path + problem.code)) continue
    seen.add(path + problem.code)
    problems.push({ ...problem, path })
  }
  return problems
}

/** Unions and conditions report themselves besides what is wrong inside; "or null" reports that it is not null. */
function isNoise(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.keyword === 'if') return true
  if (error.keyword === 'oneOf' || error.keyword === 'anyOf') return all.length > 1
  if (error.keyword !== 'type') return false
  const others = all.filter(
    (other) => other !== error && other.instancePath.startsWith(error.instancePath),
  )
  if (error.params.type === 'null') return others.length > 0
  const inUnion = /\/(?:oneOf|anyOf)\/\d+\/type$/.test(error.schemaPath)
  return (
    inUnion && others.some(({ keyword }) => !['type', 'oneOf', 'anyOf', 'if'].includes(keyword))
  )
}

function toProblem(error: ErrorObject): Problem {
  const path = error.instancePath.slice(1).replaceAll('/', '.')
  const { params } = error
  const inside = (name: unknown) => [path, String(name)].filter(Boolean).join('.')
  switch (error.keyword) {
    case 'required':
      return missing(inside(params.missingProperty))
    case 'additionalProperties':
      return {
        path: inside(params.additionalProperty),
        code: 'UNKNOWN_KEY',
        message: 'Discord knows no such key here',
      }
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return tooLong(path, Number(params.limit))
    case 'minLength':
    case 'minItems':
      return {
        path,
        code: 'BASE_TYPE_MIN_LENGTH',
        message: `Must be ${params.limit} or more in length.`,
      }
    case 'enum':
      return notAmong(path, params.allowedValues)
    case 'maximum':
      return {
        path,
        code: 'NUMBER_TYPE_MAX',
        message: `Value should be less than or equal to ${params.limit}.`,
      }
    case 'minimum':
      return {
        path,
        code: 'NUMBER_TYPE_MIN',
        message: `Value should be greater than or equal to ${params.limit}.`,
      }
    case 'uniqueItems':
      return {
        path,
        code: 'SET_TYPE_ALREADY_CONTAINS_VALUE',
        message: 'The set already contains this value',
      }
    case 'format':
    case 'pattern':
      return formatProblem(path, String(params.format ?? params.pattern))
    case 'type':
      return typeProblem(path, params.type)
    default:
      return { path, code: 'BASE_TYPE_INVALID', message: error.message ?? 'Invalid value' }
  }
}

function formatProblem(path: string, format: string): Problem {
  if (format === 'uri')
    return { path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }
  if (format === 'date-time')
    return {
      path,
      code: 'DATE_TIME_TYPE_PARSE',
      message: 'Could not parse the time. Should be ISO8601.',
    }
  if (format === 'snowflake') return notSnowflake(path)
  return {
    path,
    code: 'STRING_TYPE_REGEX',
    message: 'String value did not match validation regex.',
  }
}

/** An id that is none. */
export function notSnowflake(path: string): Problem {
  return { path, code: 'NUMBER_TYPE_COERCE', message: 'Value is not snowflake.' }
}

const TYPE_PROBLEMS: Record<string, [string, string]> = {
  string: ['STRING_TYPE_CONVERT', 'Could not interpret the value as string.'],
  integer: ['NUMBER_TYPE_COERCE', 'Value is not int.'],
  number: ['NUMBER_TYPE_COERCE', 'Value is not float.'],
  boolean: ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
  array: ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType.'],
  object: ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'],
}

function typeProblem(path: string, type: unknown): Problem {
  const wanted = [type].flat().find((one) => one !== 'null')
  const [code, message] = TYPE_PROBLEMS[String(wanted)] ?? ['BASE_TYPE_INVALID', 'Invalid value']
  return { path, code, message }
}
