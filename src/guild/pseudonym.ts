/** The number that stands for somebody who asked to be forgotten. */

/** Discord's ids begin with the milliseconds since 2015, behind 22 other bits (docs: reference, snowflakes). */
const lowBits = 22n
const day = 86_400_000n

/**
 * An id that is nobody's: of the same day as `person`'s, so that rules about the age of an account come out alike,
 * with everything finer made of `random` (64 random bits).
 */
export function pseudonymOf(person: string, random: bigint): string {
  const days = (BigInt(person) >> lowBits) / day
  const withinDay = random % (day << lowBits)
  return String(((days * day) << lowBits) + withinDay)
}
