/** A command as it is being written: which options are open, what stands in them, what is still wrong. Pure. */

import type {
  APIApplicationCommand,
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
} from 'discord-api-types/v10'
import type { FilledOption } from './protocol.ts'

/** Option types by Discord's numbers. */
export const optionType = {
  subcommand: 1,
  group: 2,
  text: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const

export type Option = APIApplicationCommandBasicOption
export type Value = string | number | boolean

/** What can be typed after the slash: a command, or one of its sub-commands. */
export interface Callable {
  command: APIApplicationCommand
  /** Names below the command: none, a sub-command, or a group and a sub-command. */
  path: string[]
  description: string
  options: Option[]
}

/** One opened option: what was typed, and the value if a choice was picked. */
export interface Chip {
  name: string
  text: string
  value?: Value
}

export interface Draft {
  callable: Callable
  chips: Chip[]
}

export function callName({ command, path }: Callable): string {
  return [command.name, ...path].join(' ')
}

function callablesIn(
  command: APIApplicationCommand,
  options: readonly APIApplicationCommandOption[],
  path: string[],
  description: string,
): Callable[] {
  const nested = options.filter(
    (option) => option.type === optionType.subcommand || option.type === optionType.group,
  )
  if (nested.length === 0) return [{ command, path, description, options: options as Option[] }]
  return nested.flatMap((option) =>
    callablesIn(command, option.options ?? [], [...path, option.name], option.description),
  )
}

/** Everything a person can type after the slash, in the order of the names. */
export function callables(commands: readonly APIApplicationCommand[]): Callable[] {
  return commands
    .filter(({ type }) => type === 1)
    .flatMap((command) => callablesIn(command, command.options ?? [], [], command.description))
    .sort((one, other) => callName(one).localeCompare(callName(other)))
}

/** Those that fit what stands after the slash: names that begin so, then that contain it, then descriptions. */
export function findCallables(all: readonly Callable[], typed: string): Callable[] {
  const wanted = typed.toLowerCase().trim()
  const rank = (one: Callable): number => {
    const name = callName(one).toLowerCase()
    if (name.startsWith(wanted)) return 0
    if (name.includes(wanted)) return 1
    return one.description.toLowerCase().includes(wanted) ? 2 : 3
  }
  return all
    .map((one) => ({ one, place: rank(one) }))
    .filter(({ place }) => place < 3)
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
}

/** A command just chosen: its required options are open and empty. */
export function openDraft(callable: Callable): Draft {
  const required = callable.options.filter((option) => option.required)
  return { callable, chips: required.map(({ name }) => ({ name, text: '' })) }
}

export function optionOf(draft: Draft, name: string): Option | undefined {
  return draft.callable.options.find((option) => option.name === name)
}

/** Options that may still be added. */
export function offeredOptions(draft: Draft): Option[] {
  return draft.callable.options.filter(
    ({ name }) => !draft.chips.some((chip) => chip.name === name),
  )
}

export function addChip(draft: Draft, name: string): Draft {
  return { ...draft, chips: [...draft.chips, { name, text: '' }] }
}

export function removeChip(draft: Draft, name: string): Draft {
  return { ...draft, chips: draft.chips.filter((chip) => chip.name !== name) }
}

/** What stands in a chip now; a `value` is there only when a choice was picked. */
export function fillChip(draft: Draft, filled: Chip): Draft {
  return { ...draft, chips: draft.chips.map((chip) => (chip.name === filled.name ? filled : chip)) }
}

/** The value a chip would send, or null when its text is none for that type. */
export function chipValue(option: Option, chip: Chip): Value | null {
  if (chip.value !== undefined) return chip.value
  const text = chip.text.trim()
  const choices = 'choices' in option ? option.choices : undefined
  if (choices?.length) {
    const same = choices.find(({ name }) => name.toLowerCase() === text.toLowerCase())
    return same?.value ?? null
  }
  switch (option.type) {
    case optionType.text:
      return chip.text
    case optionType.integer:
      return /^[+-]?\d+$/.test(text) ? Number(text) : null
    case optionType.number:
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : null
    case optionType.boolean:
      return /^(true|yes)$/i.test(text) ? true : /^(false|no)$/i.test(text) ? false : null
    default:
      return null
  }
}

const wanted: Record<number, string> = {
  [optionType.integer]: 'Type a whole number',
  [optionType.number]: 'Type a number',
  [optionType.boolean]: 'Choose True or False',
  [optionType.user]: 'Choose a person from the list',
  [optionType.channel]: 'Choose a channel from the list',
  [optionType.role]: 'Choose a role from the list',
  [optionType.mentionable]: 'Choose a person or a role from the list',
  [optionType.attachment]: 'Choose a file',
}

/** What is wrong with a chip, as a sentence for the person; null when nothing is. */
export function chipProblem(option: Option, chip: Chip): string | null {
  if (chip.text.trim() === '' && chip.value === undefined) {
    return option.required ? 'This option is required. Fill it in to send the command' : null
  }
  const value = chipValue(option, chip)
  if (value === null) {
    const listed = 'choices' in option && option.choices?.length
    return listed
      ? 'Choose one from the list'
      : (wanted[option.type] ?? 'This is not a valid value')
  }
  if (typeof value === 'string' && option.type === optionType.text)
    return lengthProblem(option, value)
  if (typeof value === 'number') return rangeProblem(option, value)
  return null
}

function lengthProblem(option: Option, value: string): string | null {
  const { min_length: least = 0, max_length: most = 6000 } = option as {
    min_length?: number
    max_length?: number
  }
  if (value.length < least) return `Write at least ${least} characters`
  return value.length > most ? `Write at most ${most} characters (${value.length} now)` : null
}

function rangeProblem(option: Option, value: number): string | null {
  const { min_value: least = -Infinity, max_value: most = Infinity } = option as {
    min_value?: number
    max_value?: number
  }
  if (value < least) return `Must be at least ${least}`
  return value > most ? `Must be at most ${most}` : null
}

/** The first chip that stops the command from being sent. */
export function firstProblem(draft: Draft): { name: string; reason: string } | null {
  for (const chip of draft.chips) {
    const option = optionOf(draft, chip.name)
    const reason = option ? chipProblem(option, chip) : null
    if (reason) return { name: chip.name, reason }
  }
  return null
}

/** The options as they are sent, nested below their sub-command; empty optional ones are left out unless focused. */
export function filledOptions(draft: Draft, focused?: string): FilledOption[] {
  const flat = draft.chips.flatMap((chip): FilledOption[] => {
    const option = optionOf(draft, chip.name)
    if (!option) return []
    const empty = chip.text.trim() === '' && chip.value === undefined
    if (chip.name === focused) {
      return [{ name: chip.name, type: option.type, value: chip.value ?? chip.text }]
    }
    const value = empty ? null : chipValue(option, chip)
    return value === null ? [] : [{ name: chip.name, type: option.type, value }]
  })
  return draft.callable.path.reduceRight<FilledOption[]>((options, name, depth) => {
    const isGroup = depth < draft.callable.path.length - 1
    return [{ name, type: isGroup ? optionType.group : optionType.subcommand, options }]
  }, flat)
}

/** The dotted path that tells the playground which option is being typed. */
export function focusedPath(draft: Draft, name: string): string {
  return [...draft.callable.path, name].join('.')
}
