/** Pins as Discord does them: its own lists, the bot's boards, and what people do to either by hand. */

import { createHash, randomBytes } from 'node:crypto'
import {
  type Client,
  DiscordAPIError,
  PermissionFlagsBits,
  type RESTGetAPIChannelMessagesPinsResult,
  RESTJSONErrorCodes,
  type RESTPostAPIChannelMessageResult,
  Routes,
} from 'discord.js'
import type { Cancel, Clock } from './clock.ts'
import type { ReadAttachment } from './discord/attachments.ts'
import type { Log } from './log.ts'
import type { BoardPage, PostBoard } from './pins/boards.ts'
import type { PinStore } from './pins/pin.ts'
import {
  createPinner,
  type NativePins,
  type PinAnswer,
  type Pinner,
  type PinnerNeeds,
} from './pins/pinner.ts'
import { boardPages, pictureView } from './views/pins.ts'

/** How long what Discord has refused is not tried again, in milliseconds. */
const refusedFor = 600_000

/** How long several changes of one channel's pins are waited for, in milliseconds. */
const gather = 1_000

/** Pictures of one message that are copied to a board, and the largest, in bytes. */
const most = { pictures: 4, bytes: 8 * 2 ** 20 } as const

const answers: ReadonlyMap<number | string, PinAnswer> = new Map<number | string, PinAnswer>([
  [RESTJSONErrorCodes.MaximumNumberOfPinsReachedForTheChannel, 'full'],
  [RESTJSONErrorCodes.MissingPermissions, 'forbidden'],
  [RESTJSONErrorCodes.MissingAccess, 'forbidden'],
  [RESTJSONErrorCodes.UnknownMessage, 'gone'],
  [RESTJSONErrorCodes.UnknownChannel, 'gone'],
])

/** What Discord answered; whatever is none of its usual answers is thrown on. */
async function answerOf(call: Promise<unknown>): Promise<PinAnswer> {
  try {
    await call
    return 'done'
  } catch (error) {
    const answer = error instanceof DiscordAPIError ? answers.get(error.code) : undefined
    if (answer === undefined) throw error
    return answer
  }
}

interface Needs extends Pick<PinnerNeeds, 'preference' | 'fresh'> {
  readonly client: Client
  readonly store: PinStore
  readonly readAttachment: ReadAttachment
  readonly clock: Clock
  readonly log: Log
}

export interface Pinning {
  readonly pinner: Pinner
  /** Looks what happened meanwhile, and hears from then on. */
  start(): void
  stop(): void
}

export function createPinning(needs: Needs): Pinning {
  const { client, store, clock, log } = needs
  const rights = watchRights(client, clock)
  const pinner = createPinner({
    ...needs,
    native: nativePins(client, rights),
    post: boardPosts(needs, rights),
    now: () => clock.now(),
    lookAgain(guild, channel, ms) {
      if (!waiting.has(channel)) look(guild, channel, ms)
    },
    onError: (error) => log.error({ err: error }, 'pins'),
    store,
  })
  let stopped = true
  const waiting = new Map<string, Cancel>()
  const look = (guild: string, channel: string, ms: number) => {
    if (stopped) return
    waiting.get(channel)?.()
    waiting.set(
      channel,
      clock.after(ms, () => {
        waiting.delete(channel)
        void pinner.pinsChanged(guild, channel)
      }),
    )
  }
  client.on('channelPinsUpdate', (channel) => {
    if (!stopped && 'guildId' in channel && channel.guildId)
      look(channel.guildId, channel.id, gather)
  })
  const gone = (guild: string | null, message: string) => {
    if (!stopped && guild !== null) void pinner.messageGone(guild, message)
  }
  client.on('messageDelete', ({ guildId, id }) => gone(guildId, id))
  client.on('messageDeleteBulk', (messages, { guildId }) => {
    for (const id of messages.keys()) gone(guildId, id)
  })
  client.on('messageUpdate', (_before, { guildId, id, editedTimestamp }) => {
    if (!stopped && guildId !== null && editedTimestamp !== null)
      void pinner.messageEdited(guildId, id)
  })
  const channelGone = ({ id, guildId }: { id: string; guildId?: string | null }) => {
    if (!stopped && guildId) void pinner.channelGone(guildId, id)
  }
  client.on('channelDelete', (channel) => channelGone({ ...channel, id: channel.id }))
  client.on('threadDelete', channelGone)
  return {
    pinner,
    start() {
      stopped = false
      void pinner.catchUp()
    },
    stop() {
      stopped = true
      for (const cancel of waiting.values()) cancel()
    },
  }
}

/** Whether something can be asked of Discord at all: each 403 costs, and too many of them end a bot. */
interface Rights {
  /** Whether the bot has all of `bits` in the channel, as far as it knows, and was not refused of late. */
  may(channel: string, what: string, bits: bigint): boolean
  refused(channel: string, what: string): void
}

function watchRights(client: Client, clock: Clock): Rights {
  const refusals = new Map<string, number>()
  return {
    may(channel, what, bits) {
      const until = refusals.get(`${channel} ${what}`) ?? 0
      const place = client.channels.cache.get(channel)
      const me = place !== undefined && 'guild' in place ? place.guild.members.me : undefined
      const known =
        place !== undefined && 'permissionsFor' in place && me
          ? place.permissionsFor(me)?.has(bits)
          : undefined
      if (known === false) return false
      return clock.now() >= until
    },
    refused: (channel, what) => void refusals.set(`${channel} ${what}`, clock.now() + refusedFor),
  }
}

const { ViewChannel, ReadMessageHistory, PinMessages, SendMessages, EmbedLinks, AttachFiles } =
  PermissionFlagsBits

function nativePins({ rest }: Client, rights: Rights): NativePins {
  const route = (channel: string, message: string) => Routes.channelMessagesPin(channel, message)
  const tried = async (channel: string, call: () => Promise<unknown>) => {
    if (!rights.may(channel, 'pin', ViewChannel | ReadMessageHistory | PinMessages))
      return 'forbidden'
    const answer = await answerOf(call())
    if (answer === 'forbidden') rights.refused(channel, 'pin')
    return answer
  }
  return {
    pin: (channel, message) => tried(channel, () => rest.put(route(channel, message))),
    unpin: (channel, message) => tried(channel, () => rest.delete(route(channel, message))),
    async list(channel) {
      // Without the history Discord says that nothing is pinned.
      if (!rights.may(channel, 'list', ViewChannel | ReadMessageHistory)) return undefined
      const found = new Set<string>()
      let before: string | undefined
      for (;;) {
        const query = new URLSearchParams({ limit: '50', ...(before ? { before } : {}) })
        const page = (await rest.get(Routes.channelMessagesPins(channel), {
          query,
        })) as RESTGetAPIChannelMessagesPinsResult
        for (const { message } of page.items) found.add(message.id)
        before = page.items.at(-1)?.pinned_at
        if (!page.has_more || before === undefined) return found
      }
    },
  }
}

function boardPosts({ client: { rest }, readAttachment, log }: Needs, rights: Rights): PostBoard {
  const canWrite = ViewChannel | SendMessages | EmbedLinks
  const write = async <Result>(channel: string, call: () => Promise<Result>) => {
    if (!rights.may(channel, 'board', canWrite)) return undefined
    let result: Result | undefined
    const answer = await answerOf(
      call().then((one) => {
        result = one
      }),
    )
    if (answer === 'forbidden') rights.refused(channel, 'board')
    return answer === 'done' ? result : undefined
  }
  const create = async (channel: string, body: object, files: { name: string; data: Buffer }[]) => {
    const nonce = randomBytes(12).toString('base64url')
    const sent = await write(channel, () =>
      rest.post(Routes.channelMessages(channel), {
        body: { ...body, nonce, enforce_nonce: true },
        files,
      }),
    )
    return (sent as RESTPostAPIChannelMessageResult | undefined)?.id
  }
  return {
    pages: (pins, withChannel) =>
      boardPages(pins, withChannel).map((view): BoardPage => {
        const body = { ...view, allowed_mentions: { parse: [] } }
        return {
          body,
          digest: createHash('sha256')
            .update(JSON.stringify(body))
            .digest('base64url')
            .slice(0, 16),
        }
      }),
    post: (_guild, channel, { body }) => create(channel, body, []),
    async edit(_guild, channel, message, { body }) {
      const call = () => rest.patch(Routes.channelMessage(channel, message), { body })
      return (await write(channel, call)) !== undefined
    },
    async remove(_guild, channel, message) {
      await write(channel, () => rest.delete(Routes.channelMessage(channel, message)))
    },
    async copy(request, channel) {
      if (!rights.may(channel, 'board', canWrite | AttachFiles)) return undefined
      try {
        const files = []
        for (const [at, url] of request.pictures.slice(0, most.pictures).entries()) {
          const end = /\.(png|jpe?g|gif|webp)$/i.exec(URL.parse(url)?.pathname ?? '')?.[1] ?? 'png'
          const data = Buffer.from(await readAttachment(url, most.bytes))
          files.push({ name: `pinned-${at + 1}.${end.toLowerCase()}`, data })
        }
        const view = pictureView(
          request,
          files.map(({ name }) => name),
        )
        return await create(channel, { ...view, allowed_mentions: { parse: [] } }, files)
      } catch (error) {
        log.warn({ err: error, channel }, 'pictures of a pinned message not kept')
        return undefined
      }
    },
  }
}
