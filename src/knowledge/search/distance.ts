/** How many typing slips lie between two words. */

const rows = [new Uint8Array(260), new Uint8Array(260), new Uint8Array(260)] as const

/**
 * Optimal string alignment distance (insert, delete, change, swap neighbours; Damerau 1964) between `a` and
 * `b`, or `limit + 1` as soon as it is larger than `limit`. Words longer than 250 characters are cut.
 */
export function slips(a: string, b: string, limit: number): number {
  const columns = Math.min(b.length, 250)
  const lines = Math.min(a.length, 250)
  if (Math.abs(lines - columns) > limit) return limit + 1
  let [before, previous, current] = rows as unknown as [Uint8Array, Uint8Array, Uint8Array]
  for (let j = 0; j <= columns; j++) previous[j] = j
  for (let i = 1; i <= lines; i++) {
    const least = fillLine(a, b, i, columns, before, previous, current)
    if (least > limit) return limit + 1
    ;[before, previous, current] = [previous, current, before]
  }
  return Math.min(previous[columns] as number, limit + 1)
}

function fillLine(
  a: string,
  b: string,
  i: number,
  columns: number,
  before: Uint8Array,
  previous: Uint8Array,
  current: Uint8Array,
): number {
  const letter = a.charCodeAt(i - 1)
  const earlier = i > 1 ? a.charCodeAt(i - 2) : -1
  let least = i
  current[0] = i
  for (let j = 1; j <= columns; j++) {
    const other = b.charCodeAt(j - 1)
    let cost = (previous[j - 1] as number) + (letter === other ? 0 : 1)
    cost = Math.min(cost, (previous[j] as number) + 1, (current[j - 1] as number) + 1)
    if (j > 1 && letter === b.charCodeAt(j - 2) && earlier === other)
      cost = Math.min(cost, (before[j - 2] as number) + 1)
    current[j] = cost
    if (cost < least) least = cost
  }
  return least
}

/**
 * Slips between `typed` and the best matching beginning of `text`, or `limit + 1` when there are more: what
 * someone still typing has got wrong so far.
 */
export function slipsAtStart(typed: string, text: string, limit: number): number {
  const columns = Math.min(text.length, typed.length + limit, 250)
  const lines = Math.min(typed.length, 250)
  if (columns < lines - limit) return limit + 1
  let [before, previous, current] = rows as unknown as [Uint8Array, Uint8Array, Uint8Array]
  for (let j = 0; j <= columns; j++) previous[j] = j
  for (let i = 1; i <= lines; i++) {
    const least = fillLine(typed, text, i, columns, before, previous, current)
    if (least > limit) return limit + 1
    ;[before, previous, current] = [previous, current, before]
  }
  let best = limit + 1
  for (let j = Math.max(0, lines - limit); j <= columns; j++)
    best = Math.min(best, previous[j] as number)
  return best
}

/** Slips that a word of this many letters may hide and still be recognised. */
export function slipsAllowed(length: number): number {
  if (length < 3) return 0
  return length <= 4 ? 1 : 2
}
