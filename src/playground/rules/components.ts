/** What Discord refuses in components: rows, buttons, menus and the layout parts of Components V2. */

import { badLength, missing, type Problem, tooLong } from '../problems.ts'
import { schemeProblems } from './messages.ts'

type Loose = Record<string, unknown>

const Type = { Row: 1, Button: 2, StringSelect: 3, TextInput: 4 } as const
const SELECTS = new Set([3, 5, 6, 7, 8])
const LINK = 5
const PREMIUM = 6
const MOST_ROWS = 5
const MOST_V2 = 40

interface Placed {
  component: Loose
  path: string
}

/** All problems of a message's components. An edit keeps the V2 flag of its message, so layout parts pass there. */
export function componentProblems(components: Loose[], v2: boolean, edit: boolean): Problem[] {
  const all = placed(components, 'components')
  return [
    ...(v2 ? v2Problems(all) : legacyProblems(components, edit)),
    ...all.flatMap(({ component, path }) => oneProblems(component, path)),
    ...repeatedProblems(all),
  ]
}

/** Every component with its path, containers before what they hold. */
export function placed(components: Loose[], path: string): Placed[] {
  return components.flatMap((component, at) => [
    { component, path: `${path}.${at}` },
    ...insideOf(component, `${path}.${at}`),
  ])
}

function insideOf(component: Loose, path: string): Placed[] {
  const { components, accessory, component: labelled } = component
  const single = (one: unknown, name: string): Placed[] =>
    one ? [{ component: one as Loose, path: `${path}.${name}` }] : []
  return [
    ...(Array.isArray(components) ? placed(components as Loose[], `${path}.components`) : []),
    ...single(accessory, 'accessory'),
    ...single(labelled, 'component'),
  ]
}

function legacyProblems(components: Loose[], edit: boolean): Problem[] {
  const layout = components.findIndex(({ type }) => type !== Type.Row)
  if (layout >= 0 && edit) return []
  if (layout >= 0) {
    const path = `components.${layout}.type`
    return [
      { path, code: 'UNION_TYPE_CHOICES', message: 'Value of field "type" must be one of (1,).' },
    ]
  }
  return components.length > MOST_ROWS ? [badLength('components', 1, MOST_ROWS)] : []
}

function v2Problems(all: Placed[]): Problem[] {
  return all.length > MOST_V2 ? [tooLong('components', MOST_V2)] : []
}

function oneProblems(component: Loose, path: string): Problem[] {
  if (component.type === Type.Row) return rowProblems(component, path)
  if (component.type === Type.Button) return buttonProblems(component, path)
  if (SELECTS.has(Number(component.type))) return selectProblems(component, path)
  return []
}

/** A row holds up to five buttons or one menu. */
function rowProblems(row: Loose, path: string): Problem[] {
  const inner = (row.components as Loose[] | undefined) ?? []
  const menus = inner.filter(({ type }) => SELECTS.has(Number(type))).length
  if (menus === 0 || inner.length === 1) return []
  const message = 'The specified component exceeds the maximum width'
  return [{ path: `${path}.components`, code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', message }]
}

function buttonProblems(button: Loose, path: string): Problem[] {
  const { style, custom_id, url, label, emoji, sku_id } = button
  const problems: Problem[] = []
  const add = (name: string, code: string, message: string) =>
    problems.push({ path: name ? `${path}.${name}` : path, code, message })
  if (style === PREMIUM) {
    if (!sku_id) problems.push(missing(`${path}.sku_id`))
    return problems
  }
  if (!label && !emoji)
    add(
      '',
      'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
      'A label or an emoji is required for this button',
    )
  if (style === LINK) {
    if (!url) add('', 'BUTTON_COMPONENT_INVALID_URL', 'A url is required')
    if (custom_id)
      add(
        '',
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      )
    return [...problems, ...schemeProblems(`${path}.url`, url, ['http:', 'https:', 'discord:'])]
  }
  if (!custom_id)
    add('', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required for this button')
  if (url)
    add(
      '',
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      'A url belongs to link buttons only',
    )
  return problems
}

function selectProblems(menu: Loose, path: string): Problem[] {
  const { min_values, max_values, options } = menu as {
    min_values?: number
    max_values?: number
    options?: { value?: string; default?: boolean }[]
  }
  const problems: Problem[] = []
  if ((min_values ?? 1) > (max_values ?? 1)) {
    const message = 'The minimum number of values is above the maximum'
    problems.push({ path: `${path}.min_values`, code: 'SELECT_COMPONENT_MIN_ABOVE_MAX', message })
  }
  const seen = new Set<unknown>()
  for (const [at, { value }] of (options ?? []).entries()) {
    if (seen.has(value)) {
      const message = 'The specified option value is already used'
      const code = 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'
      problems.push({ path: `${path}.options.${at}.value`, code, message })
    }
    seen.add(value)
  }
  const preset = (options ?? []).filter((option) => option.default).length
  if (preset > (max_values ?? 1)) {
    const message = 'More options are preset than may be chosen'
    problems.push({ path: `${path}.options`, code: 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', message })
  }
  return problems
}

/** custom_ids, and numbers if given, are unique in a message or form. */
export function repeatedProblems(all: Placed[]): Problem[] {
  const problems: Problem[] = []
  const check = (key: 'custom_id' | 'id', code: string, message: string) => {
    const seen = new Set<unknown>()
    for (const { component, path } of all) {
      const value = component[key]
      if (value == null || value === 0) continue
      if (seen.has(value)) problems.push({ path: `${path}.${key}`, code, message })
      seen.add(value)
    }
  }
  check('custom_id', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')
  check('id', 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated')
  return problems
}
