/** Lists of answers in an order of their own: what people asked for, what did not help them. */

import { mostlyUnhelpful } from '../../src/knowledge/feedback.ts'
import type { Held } from '../../src/knowledge/held.ts'
import type { Parts } from '../parts.ts'

/** What a list is ordered by: the highest weight first, and nothing of weight 0. */
export interface Order {
  readonly weight: (held: Held) => number
  readonly remark: (held: Held) => string
  readonly empty: string
}

/** By the name of the list. */
export const orders: Readonly<Record<string, (parts: Parts, guild: string) => Promise<Order>>> = {
  async used({ library }, guild) {
    const uses = await library.uses(guild)
    const weight = ({ entry }: Held) => uses.get(entry.id) ?? 0
    return { weight, remark: (held) => `${weight(held)} ×`, empty: 'Nobody has asked for any yet.' }
  },
  async unhelpful({ votes }, guild) {
    const counts = await votes.counts(guild)
    const of = ({ entry }: Held) => counts.get(entry.id) ?? { yes: 0, no: 0 }
    return {
      weight: (held) => (mostlyUnhelpful(of(held)) ? of(held).no - of(held).yes : 0),
      remark: (held) => `helped ${of(held).yes}, not ${of(held).no}`,
      empty: 'None: no answer has three or more people against it, and the most.',
    }
  },
}

/** Those that belong to the list, in its order. */
export function ordered(all: readonly Held[], { weight }: Order): readonly Held[] {
  return all.filter((held) => weight(held) > 0).sort((a, b) => weight(b) - weight(a))
}
