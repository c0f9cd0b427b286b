/** What people say of the answers they got, or did not get: where it is kept. Nobody is kept by name. */

/** A question that nothing answered, or that was answered beside the point. */
export interface Gap {
  readonly id: string
  /** The channel that it was asked in. */
  readonly channel: string
  /** As it was asked: one line, up to 200 characters. */
  readonly text: string
  /** Stands for the person who asked, in this server only; the same person always has the same. */
  readonly asker: string
  /** Milliseconds since 1970, of the last time it was asked. */
  readonly at: number
  /** Id of the entry that was given and was not what they asked; '' where nothing was found. */
  readonly refused: string
  /** Id of the person who wants to be told of an answer; '' for nobody. */
  readonly tell: string
  /** Whether a moderator has put it aside. */
  readonly dismissed: boolean
}

export interface Asked {
  readonly guild: string
  readonly channel: string
  readonly user: string
  readonly text: string
  readonly at: number
  readonly refused: string
}

/** Gaps older than this many milliseconds are forgotten: 90 days. */
export const gapLife = 90 * 24 * 60 * 60_000

export interface GapStore {
  /** Keeps a question, once for each person; resolves with its id, or undefined for what says nothing. */
  keep(asked: Asked): Promise<string | undefined>
  /** The gaps of a guild that are not too old, newest first; at most 1,000. */
  list(guild: string, now: number): Promise<readonly Gap[]>
  /** Notes that the person wants to be told; false where the gap is not theirs or is no longer there. */
  tell(guild: string, id: string, user: string): Promise<boolean>
  dismiss(guild: string, ids: readonly string[]): Promise<void>
  /** Takes gaps out; resolves with those that were still there, so that nobody is told twice. */
  close(guild: string, ids: readonly string[]): Promise<readonly Gap[]>
}

/** How many people an answer helped, and how many not. */
export interface Helped {
  readonly yes: number
  readonly no: number
}

export interface VoteStore {
  /** Keeps what a person says of an entry, in the place of what they said before. */
  vote(guild: string, entry: string, user: string, helped: boolean, at: number): Promise<void>
  /** The counts of each entry that has any. */
  counts(guild: string): Promise<ReadonlyMap<string, Helped>>
}

/** Fewer voices than this say nothing about an answer. */
const enough = 3

/** Whether an answer wants another look: at least three people say that it does not help, and they are the most. */
export function mostlyUnhelpful({ yes, no }: Helped): boolean {
  return no >= enough && no > yes
}
