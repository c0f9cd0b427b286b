/** What a command is handed. */

import type { Library } from '../src/knowledge/library.ts'

export interface Parts {
  readonly library: Library
}
