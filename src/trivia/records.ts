/** What is kept of games that are over, and what a server has set: the questions that commands ask. */

import type { RoundEvent } from './event.ts'
import type { Logged } from './explain.ts'
import type { RankingRules } from './ranked.ts'
import type { Evidence, Rating } from './rating.ts'
import type { Settings } from './settings.ts'

/** What a board is of: games, or challenges, where nobody sees how others play. */
export type Played = 'games' | 'challenges'

/** What a board counts. */
export type Measure = 'points' | 'wins' | 'accuracy'

export interface BoardLine {
  readonly player: string
  readonly games: number
  readonly points: number
  readonly wins: number
  readonly right: number
  /** Questions that were asked while the player was playing. */
  readonly questions: number
}

/** A game that is over, in a line. */
export interface PastGame {
  readonly id: string
  readonly channel: string
  readonly host: string
  readonly openedAt: number
  readonly overAt: number
  readonly questions: number
  readonly unranked: string
}

export interface Preset {
  readonly name: string
  readonly settings: Settings
}

/** How often an item was answered, and how often right, in all servers. */
export interface ItemStats {
  readonly item: string
  readonly answered: number
  readonly right: number
}

export interface Records {
  /** Everyone who counts on the boards of a guild, from `from` on (milliseconds since 1970); unsorted. */
  board(guild: string, from: number): Promise<readonly BoardLine[]>
  /** The same of challenges; a line's games are challenges. */
  challengeBoard(guild: string, from: number): Promise<readonly BoardLine[]>
  /** All of a player's games in a guild, also unranked ones. */
  profile(guild: string, player: string): Promise<BoardLine & { readonly unranked: number }>
  /** Items a player got wrong last time they answered them, newest first. */
  missed(guild: string, player: string, limit: number): Promise<readonly string[]>
  /** The latest games of a guild that are over, newest first. */
  games(guild: string, limit: number): Promise<readonly PastGame[]>
  /** A game with its log, where it is still kept, and only for its own guild. */
  game(guild: string, id: string): Promise<Logged | undefined>
  /** The points of a game as they are on the board. */
  points(game: string): Promise<ReadonlyMap<string, number>>
  /**
   * Adds a correction to the log of a game that is over, and counts the game again; `gone` where its log is not kept,
   * `refused` where the question cannot be corrected so.
   */
  correct(
    guild: string,
    game: string,
    event: Extract<RoundEvent, { type: 'corrected' }>,
    rules: RankingRules,
  ): Promise<'done' | 'refused' | 'gone'>
  /** The latest `limit` answers in a guild, by item. */
  evidence(guild: string, limit: number): Promise<ReadonlyMap<string, readonly Evidence[]>>
  /** The ratings of all items that were answered often enough to earn a label, over all guilds. */
  earnedRatings(): Promise<ReadonlyMap<string, Rating>>
  rating(guild: string, kind: 'item' | 'player', id: string): Promise<Rating | undefined>
  isHidden(guild: string, player: string): Promise<boolean>
  setHidden(guild: string, player: string, hidden: boolean): Promise<void>
  presets(guild: string): Promise<readonly Preset[]>
  /** Keeps a preset under its name, in place of one with the same name. */
  savePreset(guild: string, preset: Preset, by: string, at: number): Promise<void>
  /** Whether there was one. */
  removePreset(guild: string, name: string): Promise<boolean>
}
