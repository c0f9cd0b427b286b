/** A pinned message: what is known of it, and what is kept where. */

/** Where a pinned message is found again: in Discord's own list, or on a board that the bot keeps. */
export type PinPlace = 'native' | 'board'

export interface Pin {
  readonly guild: string
  readonly channel: string
  readonly message: string
  /** Id of the entry that the message shows; '' for any other message. */
  readonly entry: string
  /** What was asked when it was shown; '' where that is not known. */
  readonly wording: string
  /** One line that says what it is. */
  readonly title: string
  /** Under which heading it stands on a board; '' for none. */
  readonly topic: string
  /** Who pinned it. */
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly place: PinPlace
  /** What befell the message since; `new` until it is known to be pinned. */
  readonly state: '' | 'new' | 'edited' | 'deleted'
  /** The bot's own message with a copy of its pictures, as `channel/message`; '' for none. */
  readonly copy: string
}

/** A message of a board; `place` is the channel in which the board stands, `position` counts from 0. */
export interface BoardMessage {
  readonly guild: string
  readonly place: string
  readonly position: number
  readonly message: string
  /** Of what it shows, so that nothing is sent that would change nothing. */
  readonly digest: string
}

export interface PinStore {
  /** Every pin of a guild, oldest first. */
  pins(guild: string): Promise<readonly Pin[]>
  /** Keeps a pin; false where the message is pinned already. */
  add(pin: Pin): Promise<boolean>
  change(
    message: string,
    change: Partial<Pick<Pin, 'place' | 'state' | 'title' | 'topic' | 'copy'>>,
  ): Promise<void>
  remove(messages: readonly string[]): Promise<void>
  boards(guild: string): Promise<readonly BoardMessage[]>
  /** Keeps a board's message in the place of the one that had its position. */
  putBoard(board: BoardMessage): Promise<void>
  removeBoard(messages: readonly string[]): Promise<void>
  /** Guilds that have a pin in Discord's own lists. */
  guilds(): Promise<readonly string[]>
}
