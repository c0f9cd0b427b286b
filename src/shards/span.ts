/** Which shards a process serves: `0-3/16` are the first four of sixteen. */

/** Shards `first` to `last`, both included, of `total`. */
export interface Span {
  readonly first: number
  readonly last: number
  readonly total: number
}

/** Discord knows no limit; more than this many is a slip of the finger. */
const mostShards = 16_384

/** Reads `0-3/16`, or `5/16` for one shard; undefined where it is neither. */
export function parseSpan(text: string): Span | undefined {
  const found = /^(\d{1,5})(?:-(\d{1,5}))?\/(\d{1,5})$/.exec(text.trim())
  if (found === null) return undefined
  const first = Number(found[1])
  const last = Number(found[2] ?? found[1])
  const total = Number(found[3])
  return first <= last && last < total && total <= mostShards ? { first, last, total } : undefined
}

export function spanText({ first, last, total }: Span): string {
  return first === last ? `${first}/${total}` : `${first}-${last}/${total}`
}

export function shardsOf({ first, last }: Span): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

/** The shard that gets a guild's events (docs: events/gateway, "Sharding"). */
export function shardOf(guild: string, total: number): number {
  return Number((BigInt(guild) >> 22n) % BigInt(total))
}

export function isIn(span: Span, guild: string): boolean {
  const shard = shardOf(guild, span.total)
  return shard >= span.first && shard <= span.last
}

/**
 * This process's part of a limit that the bot has as a whole, such as Discord's 50 requests a second: by its shards, so
 * that all processes together keep it without a word between them. At least 1.
 */
export function shareOf({ first, last, total }: Span, whole: number): number {
  return Math.max(1, Math.floor((whole * (last - first + 1)) / total))
}

/** `total` shards in `processes` spans whose sizes differ by one at most; fewer spans where there are fewer shards. */
export function divided(total: number, processes: number): Span[] {
  const count = Math.min(total, processes)
  const bound = (at: number) => Math.floor((at * total) / count)
  return Array.from({ length: count }, (_, at) => ({
    first: bound(at),
    last: bound(at + 1) - 1,
    total,
  }))
}
