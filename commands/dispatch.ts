/** Which of a command's functions a sub-command, button or form is for. */

import type { ChatInputCommandInteraction } from 'discord.js'
import { UserError } from '../src/errors.ts'

/** The entry of `table` for the sub-command that was used; in a group, `group name`. */
export function bySubcommand<Slash>(
  { options }: ChatInputCommandInteraction,
  table: Readonly<Record<string, Slash>>,
): Slash {
  const path = [options.getSubcommandGroup(false), options.getSubcommand()]
  const name = path.filter((part) => part !== null).join(' ')
  return byName(table, name, 'I do not know that sub-command yet.')
}

/** The entry of `table` under a name that anybody may have made up; throws a UserError where there is none. */
export function byName<Value>(
  table: Readonly<Record<string, Value>>,
  name: string,
  none: string,
): Value {
  const found = Object.hasOwn(table, name) ? table[name] : undefined
  if (found === undefined) throw new UserError(none)
  return found
}
