/** A form (modal) as it is being filled in: its fields, what stands in them, what is still wrong. Pure. */

import type {
  APIComponentInLabel,
  APIModalInteractionResponseCallbackComponent,
  APIModalInteractionResponseCallbackData,
  APITextInputComponent,
} from 'discord-api-types/v10'
import type { FilledField } from './protocol.ts'

/** One field with its label, however the form nests it; a text to read is `{ text }`. */
export type Part =
  | { text: string }
  | { label: string; description?: string; field: APIComponentInLabel }

/** What stands in a field: text, or chosen values (a ticked checkbox is `['true']`). */
export interface Filled {
  value?: string
  values?: string[]
}

function partsOf(component: APIModalInteractionResponseCallbackComponent): Part[] {
  if (component.type === 1) {
    return component.components.map((field: APITextInputComponent) => ({
      label: field.label ?? '',
      field,
    }))
  }
  if (component.type === 10) return [{ text: component.content }]
  if (component.type === 18) {
    const { label, description, component: field } = component
    return [{ label, field, ...(description ? { description } : {}) }]
  }
  return []
}

/** A form's parts in their order. */
export function formParts(modal: APIModalInteractionResponseCallbackData): Part[] {
  return modal.components.flatMap(partsOf)
}

/** What stands in a field before the person touched it. */
export function initial(field: APIComponentInLabel): Filled {
  switch (field.type) {
    case 4:
      return { value: field.value ?? '' }
    case 3:
    case 21:
    case 22:
      return { values: field.options.filter((one) => one.default).map(({ value }) => value) }
    case 23:
      return { values: field.default ? ['true'] : [] }
    case 19:
      return { values: [] }
    default:
      return { values: (field.default_values ?? []).map(({ id }) => id) }
  }
}

function textProblem(field: APITextInputComponent, text: string): string | null {
  const { min_length: least = 0, max_length: most = 4000 } = field
  if (text === '') return field.required === false ? null : 'This field is required'
  if (text.length < least) return `Must be at least ${least} characters (${text.length} now)`
  return text.length > most ? `Must be at most ${most} characters (${text.length} now)` : null
}

/** What is wrong with a field, as a sentence for the person; null when nothing is. */
export function fieldProblem(field: APIComponentInLabel, filled: Filled): string | null {
  if (field.type === 4) return textProblem(field, filled.value ?? '')
  if (field.type === 23) return null
  const count = filled.values?.length ?? 0
  if (count === 0) return field.required === false ? null : 'This field is required'
  if (field.type === 21) return null
  const least = field.min_values ?? 1
  const most = field.max_values ?? (field.type === 22 ? field.options.length : 1)
  if (count < least) return `Choose at least ${least}`
  return count > most ? `Choose at most ${most}` : null
}

/** The fields as they are sent. */
export function filledFields(
  parts: readonly Part[],
  filled: ReadonlyMap<string, Filled>,
): FilledField[] {
  return parts.flatMap((part): FilledField[] => {
    if ('text' in part) return []
    const { type, custom_id } = part.field
    const { value, values = [] } = filled.get(custom_id) ?? initial(part.field)
    if (type === 4) return [{ custom_id, type, value: value ?? '' }]
    if (type === 21) return [{ custom_id, type, ...(values[0] ? { value: values[0] } : {}) }]
    if (type === 23) return [{ custom_id, type, value: values.length > 0 }]
    return [{ custom_id, type, values }]
  })
}
