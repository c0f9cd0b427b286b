/** Boards: the bot's own messages that list what is pinned, edited in place. */

import type { BoardMessage, Pin, PinStore } from './pin.ts'
import type { PinnerNeeds, PinRequest } from './pinner.ts'
import { createShared, createTurns } from './turns.ts'

/** A page of a board, ready to send; what it holds is the views' matter. */
export interface BoardPage {
  readonly body: object
  /** Equal for pages that look the same. */
  readonly digest: string
}

/** What Discord is asked for. `undefined` and false stand for what a missing right or message forbids. */
export interface PostBoard {
  /** The pages for these pins; `withChannel` where they are of several channels. */
  pages(pins: readonly Pin[], withChannel: boolean): readonly BoardPage[]
  /** Posts a page; resolves with the message's id. */
  post(guild: string, channel: string, page: BoardPage): Promise<string | undefined>
  edit(guild: string, channel: string, message: string, page: BoardPage): Promise<boolean>
  remove(guild: string, channel: string, message: string): Promise<void>
  /** Posts a copy of a message's pictures; resolves with its id. */
  copy(request: PinRequest, channel: string): Promise<string | undefined>
}

export interface Boards {
  /** The channel in which a pin of `channel` is listed. */
  placeFor(guild: string, channel: string): Promise<string>
  /**
   * Makes every board of the guild show what is pinned; resolves with the channels in which that worked. Calls that
   * come close together share one.
   */
  refresh(guild: string): Promise<ReadonlySet<string>>
  /** Deletes every board of the guild. */
  clear(guild: string): Promise<void>
  /** Somebody deleted a message that may be one of a board: it comes back with the next change, not at once. */
  lost(guild: string, message: string): Promise<void>
  channelGone(guild: string, channel: string): Promise<void>
  /** Resolves with `channel/message`, or '' where the pictures could not be kept. */
  keepPictures(request: PinRequest, place: string): Promise<string>
  dropPictures(copy: string, guild?: string): Promise<void>
}

export function createBoards({
  store,
  post,
  preference,
}: Pick<PinnerNeeds, 'store' | 'post' | 'preference'>): Boards {
  const placeFor = async (guild: string, channel: string) =>
    (await preference(guild)).board || channel
  const drop = async (messages: readonly BoardMessage[]) => {
    await store.removeBoard(messages.map(({ message }) => message))
    for (const { guild, place, message } of messages) await post.remove(guild, place, message)
  }
  const inTurn = createTurns()
  const show = async (guild: string) => {
    const { board } = await preference(guild)
    const pins = (await store.pins(guild)).filter(({ place }) => place === 'board')
    const places = Map.groupBy(pins, ({ channel }) => board || channel)
    const standing = await store.boards(guild)
    const shown = new Set<string>()
    for (const [place, some] of places) {
      const pages = post.pages(some, board !== '')
      const there = standing.filter((message) => message.place === place)
      if (await showPages(store, post, guild, place, pages, there)) shown.add(place)
    }
    await drop(standing.filter(({ place }) => !places.has(place)))
    return shown
  }
  return {
    placeFor,
    refresh: createShared(show, inTurn),
    clear: (guild) => inTurn(guild, async () => drop(await store.boards(guild))),
    async lost(guild, message) {
      const standing = await store.boards(guild)
      if (standing.some((one) => one.message === message)) await store.removeBoard([message])
    },
    async channelGone(guild, channel) {
      const standing = (await store.boards(guild)).filter(({ place }) => place === channel)
      await store.removeBoard(standing.map(({ message }) => message))
    },
    async keepPictures(request, place) {
      const message = await post.copy(request, place)
      return message === undefined ? '' : `${place}/${message}`
    },
    async dropPictures(copy, guild = '') {
      const [channel = '', message = ''] = copy.split('/')
      await post.remove(guild, channel, message)
    },
  }
}

/** Edits what differs, posts what is missing, deletes what is too much; false where the first page cannot be shown. */
async function showPages(
  store: PinStore,
  post: PostBoard,
  guild: string,
  place: string,
  pages: readonly BoardPage[],
  there: readonly BoardMessage[],
): Promise<boolean> {
  for (const [position, page] of pages.entries()) {
    const before = there.find((one) => one.position === position)
    if (before?.digest === page.digest) continue
    const edited =
      before !== undefined && (await post.edit(guild, place, before.message, page))
        ? before.message
        : undefined
    const message = edited ?? (await post.post(guild, place, page))
    if (message === undefined) return position > 0
    await store.putBoard({ guild, place, position, message, digest: page.digest })
  }
  const surplus = there.filter(({ position }) => position >= pages.length)
  await store.removeBoard(surplus.map(({ message }) => message))
  for (const { message } of surplus) await post.remove(guild, place, message)
  return true
}
