/** Stands in the playground and notes what concerns the bars: messages of games, faults that struck, what Discord counts. */

import type { APIMessage } from 'discord-api-types/v10'
import { parseCustomId } from '../../src/discord/custom-id.ts'
import { flatComponents } from '../../src/playground/component-tree.ts'
import type { Playground } from '../../src/playground/server.ts'
import type { Change, Channel } from '../../src/playground/world.ts'
import { wordsOf } from './checker.ts'
import type { Shown } from './evidence.ts'

export interface Witness {
  readonly shown: readonly Shown[]
  readonly leaks: readonly string[]
  /** How often each kind of fault befell something. */
  readonly struck: ReadonlyMap<string, number>
  readonly identifies: () => number
  /** Requests that Discord counts towards a ban. */
  readonly invalid: () => number
  readonly requests: () => number
  stop(): void
}

/** A word that only this guild's own answers have. */
export const canaryOf = (guild: string) => `canary${guild}`

/** What a message shows of a game, by the buttons that it has. */
export function sceneOf(
  message: APIMessage,
): Pick<Shown, 'what' | 'game' | 'question'> | undefined {
  for (const { custom_id = '' } of flatComponents(message.components)) {
    const id = parseCustomId(custom_id)
    const [what = '', game = '', question = '-1'] = id?.command === 'trivia' ? id.args : []
    const kind = kinds[what]
    if (kind === undefined) continue
    const number = kind === 'question' || kind === 'reveal' ? Number(question) : -1
    return { what: kind, game, question: number }
  }
  return undefined
}

const kinds: Readonly<Record<string, Shown['what']>> = {
  join: 'lobby',
  answer: 'question',
  type: 'question',
  points: 'reveal',
  again: 'board',
}

export function openWitness({ world, history, faults }: Playground): Witness {
  const shown = new Map<string, Shown>()
  const leaks = new Set<string>()
  const struck = new Map<string, number>()
  let identifies = 0
  let invalid = 0
  let requests = 0
  const count = (kind: string) => struck.set(kind, (struck.get(kind) ?? 0) + 1)
  const onChange = (change: Change) => {
    const channel = change.type === 'message' ? world.channels.get(change.channelId) : undefined
    if (change.type !== 'message' || channel?.guildId == null) return
    const { data, onlyFor } = change.message
    for (const leak of leaksOf(world.guilds.keys(), channel, data)) leaks.add(leak)
    if (onlyFor === undefined) note(shown, channel, data)
  }
  world.changes.add(onChange)
  const stopWire = history.onWire(({ kind, title, status }) => {
    if (kind === 'frame' && title === 'IDENTIFY') identifies += 1
    if (kind !== 'request') return
    requests += 1
    if (status === 401 || status === 403 || status === 429) invalid += 1
  })
  const strike = faults.strike
  faults.strike = (on, what) => {
    const fault = strike(on, what)
    if (fault !== undefined) count([on, fault.do, fault.when ?? ''].join(' ').trim())
    // A limit that is shared with others is nobody's fault.
    if (fault?.do === 'ratelimit' && fault.scope === 'shared') invalid -= 1
    return fault
  }
  return {
    get shown() {
      return [...shown.values()]
    },
    get leaks() {
      return [...leaks]
    },
    struck,
    identifies: () => identifies,
    invalid: () => invalid,
    requests: () => requests,
    stop() {
      world.changes.delete(onChange)
      stopWire()
      faults.strike = strike
    },
  }
}

function note(shown: Map<string, Shown>, channel: Channel, message: APIMessage): void {
  const scene = sceneOf(message)
  if (scene === undefined) return
  const key = `${message.id} ${scene.what}`
  const text = wordsOf(message.embeds)
  const known = shown.get(key)
  if (known !== undefined) known.text = text
  else
    shown.set(key, {
      ...scene,
      ...{ message: message.id, guild: channel.guildId ?? '', channel: channel.id, text },
      isReply: 'interaction_metadata' in message,
    })
}

function leaksOf(
  guilds: Iterable<string>,
  { guildId, id }: Channel,
  message: APIMessage,
): string[] {
  const text = JSON.stringify([message.content, message.embeds])
  return [...guilds]
    .filter((guild) => guild !== guildId && text.includes(canaryOf(guild)))
    .map((guild) => `channel ${id} of ${guildId} shows words of ${guild}`)
}
