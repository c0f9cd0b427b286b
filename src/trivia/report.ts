/** What players say is wrong with a question. */

export interface Report {
  readonly guild: string
  readonly game: string
  /** Place of the question in the game, from 0. */
  readonly question: number
  /** Id of the item, and how it reads. */
  readonly item: string
  readonly title: string
  readonly reporter: string
  /** '' where nothing was written. */
  readonly text: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface ReportStore {
  /** Keeps a report; one of each person and question, the latest. */
  keep(report: Report): Promise<void>
  /** Newest first. */
  of(guild: string): Promise<readonly Report[]>
  /** Everything about an item is done with. */
  close(guild: string, item: string): Promise<void>
}
