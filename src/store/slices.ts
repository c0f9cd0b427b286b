/** Long work in small parts: SQLite's statements run on the bot's own thread, and others want their turn. */

/** Rows in one statement; SQLite takes 32,766 parameters. */
const batch = 100

export function batches<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / batch)
  return Array.from({ length: count }, (_, at) => items.slice(at * batch, (at + 1) * batch))
}

/** Maps many items without holding up the bot. */
export async function inSlices<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = []
  for (const part of batches(items)) {
    for (const item of part) results.push(map(item))
    await breath()
  }
  return results
}

/** Lets others have their turn. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
