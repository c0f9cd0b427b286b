/** What a command is handed. */

import type { Library } from '../src/knowledge/library.ts'
import type { Finding } from '../src/operations/doctor.ts'
import type { Host } from '../src/trivia/host.ts'
import type { TriviaItem } from '../src/trivia/question.ts'
import type { RankingRules } from '../src/trivia/ranked.ts'
import type { Records } from '../src/trivia/records.ts'

export interface Parts {
  readonly library: Library
  /** Runs the games. */
  readonly host: Host
  /** What came of them. */
  readonly records: Records
  /** The questions a guild can be asked. */
  readonly pool: (guild: string) => Promise<readonly TriviaItem[]>
  /** What makes a game count in a guild. */
  readonly rules: (guild: string) => RankingRules
  /** Looks the running bot over; `at` is Discord's time of the command that asks. */
  readonly examination: { machine(at: number): Promise<readonly Finding[]> }
}
