/** What a suggestion carries, so that picking it is told from typing. */

import type { Entry } from './entry.ts'

/** The value that a suggestion of `entry` carries: marked, so that typed text is rarely taken for one. */
export function pickOf(entry: Entry): string {
  return `id:${entry.id}`
}

/** The id in a picked suggestion's value; undefined for typed text. */
export function idPicked(value: string): string | undefined {
  return /^id:([a-z0-9-]+)$/.exec(value)?.[1]
}
