/** The `custom_id` of a button or menu: which command it belongs to and a few words of state. */

/** Discord's longest `custom_id`, in characters. */
const longest = 100

/**
 * `command:arg:arg`; arguments may hold anything, `:` and `%` are escaped.
 * Throws a RangeError over 100 characters: state that long belongs in the store.
 */
export function customId(command: string, ...args: readonly string[]): string {
  const id = [command, ...args].map(escapePart).join(':')
  if (id.length > longest) throw new RangeError(`custom_id of ${id.length} characters: ${id}`)
  return id
}

/** The parts of a `custom_id`, or undefined where it was not made by `customId`. */
export function parseCustomId(id: string): { command: string; args: string[] } | undefined {
  try {
    const [command = '', ...args] = id.split(':').map((part) => decodeURIComponent(part))
    return command === '' ? undefined : { command, args }
  } catch {
    // A malformed escape: an id of somebody else's making.
    return undefined
  }
}

function escapePart(part: string): string {
  return part.replace(/[%:]/g, (character) => (character === ':' ? '%3A' : '%25'))
}
