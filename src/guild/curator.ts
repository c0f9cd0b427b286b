/** Who may change a server's answers. */

import type { GuildSettings } from './settings.ts'

/** Discord's bits of the two rights that suffice (docs: topics/permissions). */
const administrator = 1n << 3n
const manageMessages = 1n << 13n

/** A person's rights and roles as the interaction at hand says, never as they were a moment ago. */
export interface Rights {
  readonly permissions: bigint
  readonly roles: readonly string[]
}

/** Manage Messages suffices, or the role that the server has chosen. */
export function mayCurate(
  { permissions, roles }: Rights,
  { curators }: Pick<GuildSettings, 'curators'>,
): boolean {
  if ((permissions & (administrator | manageMessages)) !== 0n) return true
  return curators !== '' && roles.includes(curators)
}
