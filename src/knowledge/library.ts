/** What a guild can ask: its entries, their index, and what its people asked most. */

import type { Entry } from './entry.ts'
import { buildIndex, type SearchResult, search, suggest } from './search.ts'

export interface Library {
  /** Answers a typed question or a picked suggestion's value; counts a direct answer as used. */
  ask(guild: string, question: string): SearchResult
  /** At most `limit` entries for what was typed so far; for nothing: pinned, most used, then the rest. */
  suggest(guild: string, typed: string, limit: number): readonly Entry[]
  /** The entry with this id, if the guild has it. */
  entry(guild: string, id: string): Entry | undefined
  /** The entries that `entry` names as related and that the guild has. */
  related(guild: string, entry: Entry): readonly Entry[]
}

/** The value that a suggestion of `entry` carries: marked, so that typed text is rarely taken for one. */
export function pickOf(entry: Entry): string {
  return `id:${entry.id}`
}

/** A library in which every guild has the same shipped entries. Usage counts live as long as the process. */
export function createLibrary(shipped: readonly Entry[]): Library {
  const index = buildIndex(shipped)
  const byId = new Map(shipped.map((entry) => [entry.id, entry]))
  const usesByGuild = new Map<string, Map<string, number>>()

  const count = (guild: string, { id }: Entry) => {
    const uses = usesByGuild.get(guild) ?? new Map<string, number>()
    usesByGuild.set(guild, uses.set(id, (uses.get(id) ?? 0) + 1))
  }
  return {
    ask(guild, question) {
      const id = idPicked(question)
      const result = id === undefined ? search(index, question) : exactly(byId.get(id))
      const [best] = result.matches
      if (result.verdict === 'answer' && best !== undefined) count(guild, best.entry)
      return result
    },
    suggest(guild, typed, limit) {
      if (typed.trim() !== '') return suggest(index, typed, limit)
      return byUse(shipped, usesByGuild.get(guild) ?? new Map()).slice(0, limit)
    },
    entry: (_guild, id) => byId.get(id),
    related: (_guild, entry) => entry.related.flatMap((id) => byId.get(id) ?? []),
  }
}

/** The id in a picked suggestion's value; undefined for typed text. */
function idPicked(value: string): string | undefined {
  return /^id:([a-z0-9-]+)$/.exec(value)?.[1]
}

/** A pick is its entry or, where that has gone since, nothing: never a search for its id. */
function exactly(entry: Entry | undefined): SearchResult {
  if (entry === undefined) return { verdict: 'nothing', matches: [], confidence: 0 }
  return { verdict: 'answer', matches: [{ entry, score: 1 }], confidence: 1 }
}

/** `entries` with pinned ones first, then by falling use; otherwise in their own order. */
export function byUse(
  entries: readonly Entry[],
  uses: ReadonlyMap<string, number>,
): readonly Entry[] {
  const useOf = (entry: Entry) => uses.get(entry.id) ?? 0
  return entries.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || useOf(b) - useOf(a))
}
