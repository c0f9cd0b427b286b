/** What a command is handed. */

import type { ReadAttachment } from '../src/discord/attachments.ts'
import type { Pacer } from '../src/guild/pace.ts'
import type { Settings } from '../src/guild/settings.ts'
import type { DraftStore } from '../src/knowledge/draft.ts'
import type { Curator } from '../src/knowledge/entry-store.ts'
import type { Import } from '../src/knowledge/exchange/builder.ts'
import type { GapStore, VoteStore } from '../src/knowledge/feedback.ts'
import type { Library } from '../src/knowledge/library.ts'
import type { PickStore } from '../src/knowledge/proposals.ts'
import type { Finding } from '../src/operations/doctor.ts'
import type { Pinner } from '../src/pins/pinner.ts'
import type { Challenges } from '../src/trivia/challenges.ts'
import type { Host } from '../src/trivia/host.ts'
import type { OwnQuestion, QuestionStore } from '../src/trivia/own.ts'
import type { TriviaItem } from '../src/trivia/question.ts'
import type { QuestionFile } from '../src/trivia/question-files.ts'
import type { RankingRules } from '../src/trivia/ranked.ts'
import type { Records } from '../src/trivia/records.ts'
import type { ReportStore } from '../src/trivia/report.ts'
import type { Plan } from '../src/trivia/schedule.ts'
import type { BoardPicture } from '../src/views/picture.ts'

export interface Parts {
  readonly library: Library
  /** What moderators have typed and not saved yet. */
  readonly drafts: DraftStore
  /** What was asked in vain; `keep` resolves with undefined where it could not be kept. */
  readonly gaps: GapStore
  /** What people picked from a question back; `keep` never rejects. */
  readonly picks: PickStore
  /** Whom answers helped. */
  readonly votes: VoteStore
  /** Closes what has an answer now, and tells those who wanted to know; `edited` are ids of entries. Never rejects. */
  readonly settle: (guild: string, edited: ReadonlySet<string>) => Promise<void>
  /** Whether a person may change the guild's answers. */
  readonly mayCurate: (guild: string, who: Curator) => Promise<boolean>
  /** What is pinned, where. */
  readonly pins: Pinner
  /** Reads a file that somebody attached. */
  readonly readAttachment: ReadAttachment
  /** Finds the entries in such a file; throws a UserError where it cannot be read. */
  readonly readImport: (file: { bytes: Uint8Array; name: string }) => Promise<Import>
  /** Says who asks too fast. */
  readonly pacer: Pacer
  /** What the server has decided. */
  readonly settings: Settings
  /** Tells the moderators of a change, where they want to hear of it; never rejects. */
  readonly audit: (guild: string, line: string) => Promise<void>
  /** What is kept of one person, over all guilds; `forget` puts a made-up id in their place. */
  readonly personal: {
    read(person: string): Promise<Readonly<Record<string, readonly unknown[]>>>
    forget(person: string): Promise<void>
  }
  /** Runs the games. */
  readonly host: Host
  /** What came of them. */
  readonly records: Records
  /** Runs the challenges. */
  readonly challenges: Challenges
  /** Games that a guild has planned. */
  readonly plans: {
    of(guild: string): Promise<readonly Plan[]>
    /** Keeps a plan; its id and its next time are found here. */
    add(plan: Omit<Plan, 'id' | 'next'>): Promise<Plan>
    /** Whether there was one. */
    remove(guild: string, id: string): Promise<boolean>
    /** Finds new times after the guild's time zone has changed. */
    rezone(guild: string): Promise<void>
  }
  /** What players say is wrong with questions. */
  readonly reports: ReportStore
  /** The questions that a guild has of its own. */
  readonly questions: QuestionStore
  readonly newQuestionId: () => string
  /** The question that one of them comes to in a game; undefined where the answer behind it is gone. */
  readonly itemOf: (question: OwnQuestion) => Promise<TriviaItem | undefined>
  /** Finds the questions in a file that somebody attached; throws a UserError where it cannot be read. */
  readonly readQuestions: (file: { bytes: Uint8Array; name: string }) => Promise<QuestionFile>
  /** The questions a guild can be asked. */
  readonly pool: (guild: string) => Promise<readonly TriviaItem[]>
  /** What people are called in a guild: one request for all of them at most; never rejects. */
  readonly names: (guild: string, people: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** A board as a PNG; undefined where it cannot be drawn in time. */
  readonly draw: (board: BoardPicture) => Promise<Uint8Array | undefined>
  /** What makes a game count in a guild. */
  readonly rules: (guild: string) => RankingRules
  /** Looks the running bot over; `at` is Discord's time of the command that asks. */
  readonly examination: { machine(at: number): Promise<readonly Finding[]> }
}
