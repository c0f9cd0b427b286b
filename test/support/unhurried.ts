/** No limit on how fast people ask, for what measures or asks much. */

import type { Paces } from '../../src/guild/pace.ts'

const free = { burst: 1_000_000, every: 1 }

export const unhurried: Paces = {
  person: { usual: free, slow: free },
  guild: free,
  suggestions: free,
}
