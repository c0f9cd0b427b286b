/** Wordings that people taught by picking what they meant; nothing of it holds until a moderator says so. */

import type { Entry } from './entry.ts'
import { sameKey } from './sameness.ts'

/** One person's word that a wording means an entry. */
export interface Picked {
  /** The same for the same entry and wording, whoever picked. */
  readonly id: string
  readonly entry: string
  /** As it was asked: one line. */
  readonly text: string
  /** Stands for the person, in this server only. */
  readonly picker: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface PickStore {
  /** Keeps a pick, once for each person, entry and wording; says nothing of what says nothing. */
  keep(pick: {
    guild: string
    entry: string
    user: string
    text: string
    at: number
  }): Promise<void>
  /** The picks of a guild that are not too old and were not refused, newest first. */
  list(guild: string, now: number): Promise<readonly Picked[]>
  /** Refuses a proposal for good. */
  refuse(guild: string, id: string, at: number): Promise<void>
  /** Lets go of a proposal that was accepted. */
  drop(guild: string, id: string): Promise<void>
}

/** A wording that may lead to an entry, with what speaks for it. */
export interface Proposal {
  readonly id: string
  readonly entry: Entry
  readonly text: string
  /** How many different people meant this entry by the wording. */
  readonly people: number
  /** How many meant another one by it. */
  readonly others: number
  readonly last: number
}

/**
 * The proposals that `picks` (newest first) make, those with most people first. Left out are those whose entry is
 * not among `shown` and those whose wording leads to some entry already.
 */
export function proposalsOf(
  picks: readonly Picked[],
  shown: readonly Entry[],
): readonly Proposal[] {
  const entries = new Map(shown.map((entry) => [entry.id, entry]))
  const asked = new Set(picks.map(({ text }) => sameKey(text)))
  const known = knownAmong(asked, shown)
  const pickers = new Map<string, Set<string>>()
  for (const { text, picker } of picks) {
    const key = sameKey(text)
    pickers.set(key, (pickers.get(key) ?? new Set()).add(picker))
  }
  const made = [...Map.groupBy(picks, ({ id }) => id)].flatMap(([id, own]): Proposal[] => {
    const [newest] = own
    const entry = newest && entries.get(newest.entry)
    if (newest === undefined || entry === undefined || known.has(sameKey(newest.text))) return []
    const people = new Set(own.map(({ picker }) => picker))
    const others = (pickers.get(sameKey(newest.text)) ?? new Set()).difference(people).size
    return [{ id, entry, text: newest.text, people: people.size, others, last: newest.at }]
  })
  return made.toSorted((a, b) => b.people - a.people || b.last - a.last || (a.id < b.id ? -1 : 1))
}

/** Those of `keys` that are the question or another wording of some entry. */
function knownAmong(keys: ReadonlySet<string>, entries: readonly Entry[]): ReadonlySet<string> {
  const known = new Set<string>()
  for (const { question, aliases } of entries)
    for (const wording of [question, ...aliases]) {
      const key = sameKey(wording)
      if (keys.has(key)) known.add(key)
    }
  return known
}
