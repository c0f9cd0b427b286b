/** What Discord refuses in modals though its description does not say so. */

import { badLength, missing, type Problem } from '../problems.ts'
import { placed, repeatedProblems } from './components.ts'

type Loose = Record<string, unknown>

const ROW = 1
const TEXT_INPUT = 4
const TEXT_DISPLAY = 10
const LABEL = 18
const MOST = 5
/** What a Label may hold: text input, menus, file upload, radio group, checkbox group, checkbox. */
const FIELDS = new Set([3, 4, 5, 6, 7, 8, 19, 21, 22, 23])

/** All problems of a modal's data. */
export function modalProblems(data: Loose): Problem[] {
  const parts = (data.components as Loose[] | undefined) ?? []
  const all = placed(parts, 'components')
  return [
    ...(parts.length > MOST ? [badLength('components', 1, MOST)] : []),
    ...parts.flatMap((part, at) => partProblems(part, `components.${at}`)),
    ...all.flatMap(({ component, path }) => fieldProblems(component, path)),
    ...repeatedProblems(all),
  ]
}

function partProblems(part: Loose, path: string): Problem[] {
  if (part.type === LABEL) {
    const inner = part.component as Loose | undefined
    return inner && FIELDS.has(Number(inner.type)) ? [] : [missing(`${path}.component`)]
  }
  if (part.type === ROW) return rowProblems(part, path)
  if (part.type === TEXT_DISPLAY) return []
  const message = 'Fields of a modal belong into a Label'
  return [{ path: `${path}.type`, code: 'UNION_TYPE_CHOICES', message }]
}

/** The old way: a row with exactly one text input, which then carries its own label. */
function rowProblems(row: Loose, path: string): Problem[] {
  const inner = (row.components as Loose[] | undefined) ?? []
  if (inner.length !== 1) return [badLength(`${path}.components`, 1, 1)]
  const field = inner[0] as Loose
  if (field.type !== TEXT_INPUT) {
    const message = 'Value of field "type" must be one of (4,).'
    return [{ path: `${path}.components.0.type`, code: 'UNION_TYPE_CHOICES', message }]
  }
  return field.label ? [] : [missing(`${path}.components.0.label`)]
}

function fieldProblems(field: Loose, path: string): Problem[] {
  const { type, required, min_values, max_values, min_length, max_length } = field as Record<
    string,
    number
  >
  const problems: Problem[] = []
  const add = (name: string, code: string, message: string) =>
    problems.push({ path: `${path}.${name}`, code, message })
  if ('disabled' in field)
    add('disabled', 'COMPONENT_DISABLED_IN_MODAL', 'Nothing can be disabled in a modal')
  const demanded =
    (required as unknown) !== false && FIELDS.has(Number(type)) && type !== TEXT_INPUT
  if (demanded && min_values === 0)
    add('min_values', 'COMPONENT_REQUIRED_MIN_VALUES', 'A required field needs at least one value')
  if (max_values !== undefined && (min_values ?? 1) > max_values)
    add(
      'min_values',
      'SELECT_COMPONENT_MIN_ABOVE_MAX',
      'The minimum number of values is above the maximum',
    )
  if (type === TEXT_INPUT && (min_length ?? 0) > (max_length ?? 4000))
    add('min_length', 'TEXT_INPUT_MIN_ABOVE_MAX', 'The minimum length is above the maximum')
  return problems
}
