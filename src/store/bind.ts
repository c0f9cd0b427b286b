/** What may be bound to a query: one rule in front of both engines, which differ in what they bend silently. */

export type Bindable = string | number | bigint | Uint8Array | null

/**
 * The value to bind: text loses NUL and lone surrogates, which PostgreSQL refuses and SQLite cuts at.
 * Throws a TypeError for anything that an engine would bend or choke on: booleans (write 0 or 1),
 * undefined, NaN, infinities, objects.
 */
export function bindable(value: unknown): Bindable {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (value === null || typeof value === 'bigint' || value instanceof Uint8Array) return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TypeError(`a ${typeof value} cannot be stored: ${String(value)}`)
}
