/** What Discord refuses in command definitions though its description does not say so. */

import { missing, notAmong, type Problem, tooLong } from '../problems.ts'

type Loose = Record<string, unknown>

/** Slash names: letters, digits, - _ ' and the two scripts whose marks are no letters, in lower case. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const MOST_TEXT = 8_000
const SUB = 1
const GROUP = 2
/** Options that can suggest while typing: text, integer, number. */
const SUGGESTING = new Set([3, 4, 10])

/** Languages a text may be given in. */
const LOCALES = new Set(
  (
    'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th ' +
    'zh-CN ja zh-TW ko ar he'
  ).split(' '),
)

/** All problems of a bulk overwrite's list. */
export function commandListProblems(list: Loose[]): Problem[] {
  const seen = new Set<string>()
  return list.flatMap((command, at) => {
    const key = `${command.type ?? 1} ${command.name}`
    const repeated = seen.has(key)
    seen.add(key)
    const own = commandProblems(command, String(at))
    if (!repeated) return own
    const message = 'Application command names must be unique'
    return [...own, { path: `${at}`, code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message }]
  })
}

/** All problems of one definition; `at` is its place in a list. A change (`partial`) may leave the texts out. */
export function commandProblems(command: Loose, at = '', partial = false): Problem[] {
  const path = (name: string) => [at, name].filter(Boolean).join('.')
  const slash = (command.type ?? 1) === 1
  const options = (command.options as Loose[] | null | undefined) ?? []
  const problems = slash
    ? [
        ...(partial && command.name === undefined ? [] : nameProblems(command.name, path('name'))),
        ...(partial || command.description ? [] : [missing(path('description'))]),
        ...optionsProblems(options, path('options'), 0),
      ]
    : menuProblems(command, path)
  if (textOf(command) > MOST_TEXT) {
    const message = `Command exceeds maximum size (${MOST_TEXT})`
    problems.push({ path: at, code: 'APPLICATION_COMMAND_TOO_LARGE', message })
  }
  return [...problems, ...localeProblems(command, path)]
}

function menuProblems(command: Loose, path: (name: string) => string): Problem[] {
  const problems: Problem[] = []
  if (command.description) {
    const message = 'Context menu commands cannot have description'
    const code = 'APPLICATION_COMMAND_INVALID_DESCRIPTION'
    problems.push({ path: path('description'), code, message })
  }
  if ((command.options as unknown[] | undefined)?.length) {
    const message = 'Context menu commands cannot have options'
    problems.push({ path: path('options'), code: 'APPLICATION_COMMAND_INVALID_OPTIONS', message })
  }
  return problems
}

function nameProblems(name: unknown, path: string): Problem[] {
  if (typeof name === 'string' && NAME.test(name) && name === name.toLowerCase()) return []
  const message = 'Command name is invalid'
  return [{ path, code: 'APPLICATION_COMMAND_INVALID_NAME', message }]
}

function optionsProblems(options: Loose[], path: string, depth: number): Problem[] {
  const nested = options.filter(({ type }) => type === SUB || type === GROUP).length
  const problems = options.flatMap((option, at) => optionProblems(option, `${path}.${at}`, depth))
  if (nested > 0 && nested < options.length) {
    const message =
      'Sub-command and sub-command group option types are mutually exclusive to all other types'
    problems.push({ path, code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message })
  }
  return [...problems, ...orderProblems(options, path)]
}

function orderProblems(options: Loose[], path: string): Problem[] {
  const problems: Problem[] = []
  const names = new Set<unknown>()
  let optional = false
  for (const [at, { name, required }] of options.entries()) {
    if (names.has(name)) {
      const message = 'Option name already exists'
      const code = 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS'
      problems.push({ path: `${path}.${at}.name`, code, message })
    }
    names.add(name)
    if (required && optional) {
      const message = 'Required options must be placed before non-required options'
      problems.push({
        path: `${path}.${at}`,
        code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        message,
      })
    }
    optional ||= !required
  }
  return problems
}

function optionProblems(option: Loose, path: string, depth: number): Problem[] {
  const type = Number(option.type)
  const inner = (option.options as Loose[] | undefined) ?? []
  const problems = [
    ...nameProblems(option.name, `${path}.name`),
    ...localeProblems(option, (name) => `${path}.${name}`),
  ]
  if (type === GROUP && depth > 0) problems.push(notAmong(`${path}.type`, [SUB]))
  if (type === GROUP && inner.some((one) => one.type !== SUB))
    problems.push(notAmong(`${path}.options`, [SUB]))
  if (type === SUB || type === GROUP)
    return [...problems, ...optionsProblems(inner, `${path}.options`, depth + 1)]
  return [...problems, ...valueProblems(option, path)]
}

function valueProblems(option: Loose, path: string): Problem[] {
  const { autocomplete, choices, min_value, max_value, min_length, max_length } = option as {
    autocomplete?: boolean
    choices?: { name: string; value: unknown }[]
  } & Record<string, number | undefined>
  const problems: Problem[] = []
  const add = (name: string, code: string, message: string) =>
    problems.push({ path: `${path}.${name}`, code, message })
  if (autocomplete && choices?.length)
    add(
      'choices',
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
      'Choices and autocomplete exclude each other',
    )
  if (autocomplete && !SUGGESTING.has(Number(option.type)))
    add(
      'autocomplete',
      'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE',
      'This option type cannot autocomplete',
    )
  if ((min_value ?? -Infinity) > (max_value ?? Infinity))
    add(
      'min_value',
      'APPLICATION_COMMAND_OPTIONS_MIN_ABOVE_MAX',
      'The minimum is above the maximum',
    )
  if ((min_length ?? 0) > (max_length ?? Infinity))
    add(
      'min_length',
      'APPLICATION_COMMAND_OPTIONS_MIN_ABOVE_MAX',
      'The minimum is above the maximum',
    )
  return [...problems, ...choiceListProblems(choices ?? [], `${path}.choices`)]
}

function choiceListProblems(choices: { name: string; value: unknown }[], path: string): Problem[] {
  const seen = new Set<string>()
  const problems: Problem[] = choices.flatMap(({ name }, at) => {
    const repeated = seen.has(name)
    seen.add(name)
    const message = 'Choice name already exists'
    const code = 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS'
    return repeated ? [{ path: `${path}.${at}.name`, code, message }] : []
  })
  return [...problems, ...choiceValueProblems(choices, path)]
}

/** A text behind a choice has at most 100 characters, for fixed choices and for suggestions alike. */
export function choiceValueProblems(choices: { value: unknown }[], path: string): Problem[] {
  return choices.flatMap(({ value }, at) =>
    typeof value === 'string' && [...value].length > 100
      ? [tooLong(`${path}.${at}.value`, 100)]
      : [],
  )
}

function localeProblems(thing: Loose, path: (name: string) => string): Problem[] {
  return ['name_localizations', 'description_localizations'].flatMap((key) =>
    Object.keys((thing[key] as Loose | null | undefined) ?? {})
      .filter((locale) => !LOCALES.has(locale))
      .map((locale) => notAmong(`${path(key)}.${locale}`, [...LOCALES])),
  )
}

/** Names, descriptions and values together, each text by its longest language. */
function textOf(thing: Loose): number {
  const longest = (text: unknown, others: unknown) =>
    Math.max(
      0,
      ...[text, ...Object.values((others as Loose | null | undefined) ?? {})].map((one) =>
        typeof one === 'string' ? [...one].length : 0,
      ),
    )
  const value = typeof thing.value === 'string' ? [...thing.value].length : 0
  const parts = [...((thing.options as Loose[]) ?? []), ...((thing.choices as Loose[]) ?? [])]
  return (
    longest(thing.name, thing.name_localizations) +
    longest(thing.description, thing.description_localizations) +
    value +
    parts.reduce((sum, part) => sum + textOf(part), 0)
  )
}
