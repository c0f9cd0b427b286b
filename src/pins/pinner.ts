/** Pins messages, in Discord's own lists or on boards, and keeps both in step with what people do by hand. */

import { inTime } from '../in-time.ts'
import { createBoards, type PostBoard } from './boards.ts'
import { nothingHere, type PinnedHere, rememberPins } from './known.ts'
import type { Pin, PinPlace, PinStore } from './pin.ts'
import { createTurns } from './turns.ts'

/** What Discord says of an attempt. `forbidden`: a right is missing; `gone`: message or channel is no longer there. */
export type PinAnswer = 'done' | 'full' | 'forbidden' | 'gone'

/** Discord's own lists of pins. Each rejects where it cannot be told what came of it. */
export interface NativePins {
  pin(channel: string, message: string): Promise<PinAnswer>
  unpin(channel: string, message: string): Promise<PinAnswer>
  /** Ids of all pinned messages; undefined where the bot may not read them. */
  list(channel: string): Promise<ReadonlySet<string> | undefined>
}

/** A message that somebody wants to pin. */
export interface PinRequest extends Omit<Pin, 'place' | 'state' | 'copy'> {
  /** Whether the bot may use Discord's own list in that channel. */
  readonly mayPin: boolean
  /** Addresses of the pictures in the message. */
  readonly pictures: readonly string[]
}

/** Why a pin stands on a board. */
export type WhyBoard = 'full' | 'forbidden' | 'preferred'

export type PinOutcome =
  | { readonly kind: 'already' }
  | { readonly kind: 'pinned'; readonly place: 'native' }
  | {
      readonly kind: 'pinned'
      readonly place: 'board'
      readonly why: WhyBoard
      readonly board: string
    }
  /** Neither list nor board could take it; nothing is kept. */
  | { readonly kind: 'nowhere'; readonly why: WhyBoard | 'gone' }

export interface PinPreference {
  readonly pins: PinPlace
  /** The channel in which all boards stand; '' where each stands in its own channel. */
  readonly board: string
}

export interface PinnerNeeds {
  readonly store: PinStore
  readonly native: NativePins
  readonly post: PostBoard
  readonly preference: (guild: string) => Promise<PinPreference>
  readonly now: () => number
  /** How long what was read of a guild counts, in milliseconds: for ever where no other process writes. */
  readonly fresh: number
  /** Hears that `pinsChanged` is to be called after so long, for pins of which nothing is certain yet. */
  readonly lookAgain: (guild: string, channel: string, ms: number) => void
  readonly onError: (error: unknown) => void
}

export interface Pinner {
  pin(request: PinRequest): Promise<PinOutcome>
  /** Unpins a message everywhere. `forbidden`: Discord's own list cannot be changed, so it stays pinned. */
  unpin(guild: string, message: string): Promise<'done' | 'none' | 'forbidden'>
  list(guild: string): Promise<readonly Pin[]>
  /** Never rejects: where pins cannot be read, or not soon, nothing is pinned. */
  here(guild: string, channel: string): Promise<PinnedHere>
  /** Writes every board of the guild anew, where it has to stand by now. Resolves with the channels they stand in. */
  rebuild(guild: string): Promise<readonly string[]>
  /** Something was pinned or unpinned in the channel; these never reject. */
  pinsChanged(guild: string, channel: string): Promise<void>
  messageGone(guild: string, message: string): Promise<void>
  messageEdited(guild: string, message: string): Promise<void>
  channelGone(guild: string, channel: string): Promise<void>
  /** Entries that are gone, and those that go by another question or topic. */
  entriesChanged(guild: string, gone: ReadonlySet<string>, named: EntryNames): Promise<void>
  /** Nothing of the guild is kept any more. */
  forget(guild: string): void
  /** Looks whether what was pinned is pinned still, after a time in which nothing was heard. */
  catchUp(): Promise<void>
}

/** A process that is being replaced has done with its pins after so long, in milliseconds. */
const unsureFor = 60_000

/** How long a question waits for pins that were never read before, in milliseconds. */
const patience = 1_000

export type EntryNames = ReadonlyMap<string, { readonly title: string; readonly topic: string }>

export function createPinner(needs: PinnerNeeds): Pinner {
  const { store, native, preference, onError } = needs
  const known = rememberPins(needs)
  const boards = createBoards(needs)
  const inTurn = createTurns()
  const guarded = (guild: string, work: () => Promise<unknown>) =>
    inTurn(guild, work).then(() => undefined, onError)

  const changed = async (guild: string) => {
    known.forget(guild)
    await boards.refresh(guild)
  }
  const drop = async ({ guild, message }: PinRequest) => {
    await store.remove([message])
    known.forget(guild)
  }
  const pinOnBoard = async (request: PinRequest, why: WhyBoard): Promise<PinOutcome> => {
    const { guild, message, channel, pictures } = request
    await store.change(message, { place: 'board', state: '' })
    known.forget(guild)
    const place = await boards.placeFor(guild, channel)
    if (!(await boards.refresh(guild)).has(place)) {
      await drop(request)
      return { kind: 'nowhere', why }
    }
    const copy = pictures.length === 0 ? '' : await boards.keepPictures(request, place)
    if (copy !== '') {
      await store.change(message, { copy })
      await changed(guild)
    }
    return { kind: 'pinned', place: 'board', why, board: place }
  }
  /** Whether it came to be pinned after all, where Discord's answer is not known. */
  const isPinned = async ({ channel, message }: PinRequest) =>
    (await native.list(channel).catch(() => undefined))?.has(message) ?? false
  const pinNatively = async (request: PinRequest): Promise<PinAnswer> => {
    if (!request.mayPin) return 'forbidden'
    try {
      return await native.pin(request.channel, request.message)
    } catch (error) {
      if (await isPinned(request)) return 'done'
      throw error
    }
  }
  /** Nobody is told that it is pinned where something goes wrong, so nothing is kept and it can be tried again. */
  const orDrop = async <Result>(request: PinRequest, doing: Promise<Result>): Promise<Result> => {
    try {
      return await doing
    } catch (error) {
      await drop(request).catch(onError)
      throw error
    }
  }
  const keep = async (request: PinRequest): Promise<boolean> => {
    const { mayPin: _mayPin, pictures: _pictures, ...pin } = request
    const isNew = await store.add({ ...pin, place: 'native', state: 'new', copy: '' })
    known.forget(pin.guild)
    return isNew
  }
  const isUncertain = async ({ guild, message }: PinRequest) =>
    (await store.pins(guild)).some((one) => one.message === message && one.state === 'new')
  /** Pins it in the channel; resolves with why it has to stand on a board, if it has to. */
  const begin = async (request: PinRequest): Promise<PinOutcome | WhyBoard> => {
    const { pins } = await preference(request.guild)
    if (pins === 'board') return 'preferred'
    const answer = await pinNatively(request)
    if (answer === 'done') {
      await store.change(request.message, { state: '' })
      known.forget(request.guild)
      return { kind: 'pinned', place: 'native' }
    }
    if (answer !== 'gone') return answer
    await drop(request)
    return { kind: 'nowhere', why: 'gone' }
  }
  const unpin = async (pin: Pin): Promise<'done' | 'forbidden'> => {
    if (pin.place === 'native' && (await native.unpin(pin.channel, pin.message)) === 'forbidden')
      return 'forbidden'
    await store.remove([pin.message])
    if (pin.copy !== '') await boards.dropPictures(pin.copy)
    return 'done'
  }
  const reconcile = async (guild: string, channel: string) => {
    const ours = (await store.pins(guild)).filter(
      (pin) => pin.channel === channel && pin.place === 'native',
    )
    if (ours.length === 0) return
    const there = await native.list(channel)
    if (there === undefined) return
    const missing = ours.filter(({ message }) => !there.has(message))
    // Another process, which this one replaces, may be pinning it just now.
    const gone = missing.filter(({ state, at }) => state !== 'new' || needs.now() - at > unsureFor)
    await store.remove(gone.map(({ message }) => message))
    if (gone.length < missing.length) needs.lookAgain(guild, channel, unsureFor)
    known.forget(guild)
  }

  return {
    async pin(request) {
      const first = await inTurn(request.guild, async () => {
        if (await keep(request)) return orDrop(request, begin(request))
        // Whoever began to pin it may have ended before: only Discord can tell.
        return (await isUncertain(request)) ? begin(request) : ({ kind: 'already' } as const)
      })
      return typeof first === 'string' ? orDrop(request, pinOnBoard(request, first)) : first
    },
    unpin: (guild, message) =>
      inTurn(guild, async () => {
        const pin = (await store.pins(guild)).find((one) => one.message === message)
        if (pin === undefined) return 'none'
        const outcome = await unpin(pin)
        if (outcome === 'done') await changed(guild)
        return outcome
      }),
    list: (guild) => store.pins(guild),
    async here(guild, channel) {
      try {
        return (await inTime(known.of(guild), patience))?.get(channel) ?? nothingHere
      } catch (error) {
        onError(error)
        return nothingHere
      }
    },
    rebuild: (guild) =>
      inTurn(guild, async () => {
        await boards.clear(guild)
        return [...(await boards.refresh(guild))]
      }),
    pinsChanged: (guild, channel) => guarded(guild, () => reconcile(guild, channel)),
    messageGone: (guild, message) =>
      guarded(guild, async () => {
        const pin = (await known.all(guild)).find((one) => one.message === message)
        if (pin?.place === 'native') await store.remove([message])
        else if (pin !== undefined) await store.change(message, { state: 'deleted' })
        else await boards.lost(guild, message)
        if (pin !== undefined) await changed(guild)
      }),
    messageEdited: (guild, message) =>
      guarded(guild, async () => {
        const pin = (await known.all(guild)).find((one) => one.message === message)
        // An answer is edited by the bot itself, which knows what it says.
        if (pin === undefined || pin.entry !== '' || pin.state !== '') return
        await store.change(message, { state: 'edited' })
        await changed(guild)
      }),
    channelGone: (guild, channel) =>
      guarded(guild, async () => {
        const gone = (await known.all(guild)).filter((pin) => pin.channel === channel)
        await store.remove(gone.map(({ message }) => message))
        await boards.channelGone(guild, channel)
        if (gone.length > 0) await changed(guild)
      }),
    entriesChanged: (guild, gone, named) =>
      guarded(guild, async () => {
        const pins = (await known.all(guild)).filter((pin) => pin.entry !== '')
        const leaving = pins.filter((pin) => gone.has(pin.entry))
        for (const pin of leaving) await unpin(pin)
        const renamed = pins.filter((pin) => {
          const name = named.get(pin.entry)
          return name !== undefined && (name.title !== pin.title || name.topic !== pin.topic)
        })
        for (const pin of renamed) await store.change(pin.message, { ...named.get(pin.entry) })
        if (leaving.length + renamed.length > 0) await changed(guild)
      }),
    forget: known.forget,
    async catchUp() {
      for (const guild of await store.guilds().catch(() => [])) {
        const pins = await store.pins(guild).catch(() => [])
        const native = pins.filter(({ place }) => place === 'native')
        for (const channel of new Set(native.map((pin) => pin.channel)))
          await guarded(guild, () => reconcile(guild, channel))
      }
    },
  }
}
