/** Of what one person types, only the newest counts: work on anything older would be thrown away by Discord's client. */

import { setImmediate } from 'node:timers/promises'

/** Resolves, once all that has arrived by now is known of, with whether nothing newer came from that person. */
export type IsNewest = (person: string, id: string) => Promise<boolean>

export function createNewest(): IsNewest {
  const newest = new Map<string, string>()
  return async (person, id) => {
    newest.set(person, id)
    await setImmediate()
    if (newest.get(person) !== id) return false
    newest.delete(person)
    return true
  }
}
