/** Time zones by the names people type. */

/** The zone that `text` names, as the machine writes it; undefined where there is none such. */
export function zoneNamed(text: string): string | undefined {
  try {
    const timeZone = text.trim().replaceAll(' ', '_')
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

let zones: readonly string[] | undefined

/** Zones whose name holds `text`, those where a part of the name begins with it first; at most `limit`. */
export function zonesLike(text: string, limit: number): readonly string[] {
  zones ??= ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]
  const wanted = text.trim().replaceAll(' ', '_').toLowerCase()
  const begins = (zone: string) =>
    zone.split('/').some((part) => part.toLowerCase().startsWith(wanted))
  return zones
    .filter((zone) => zone.toLowerCase().includes(wanted))
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)))
    .slice(0, limit)
}
