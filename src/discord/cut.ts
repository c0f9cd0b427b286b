/** A line to Discord is ended without parting words, which one that is dead never answers: discord.js waits 30 s for them. */

/** What of discord.js's inside is reached for; a test sees that it is still there. */
interface Inside {
  readonly shards?: ReadonlyMap<number, { readonly connection?: { terminate?(): void } | null }>
}

/** `strategy` is discord.js's own, with the lines in it; it then connects again and takes the session up. */
export function cutLine(strategy: unknown, shard: number): void {
  const inside = strategy as Inside | undefined
  inside?.shards?.get(shard)?.connection?.terminate?.()
}
