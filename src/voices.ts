/**
 * Interactions that can still be replied to. What is said through one does not count against the bot's limit of 50
 * requests a second (docs: interactions/receiving-and-responding), so that a thousand games can speak at once.
 */

/** Discord forgets an interaction's token after 15 minutes, in milliseconds. */
const tokenLives = 15 * 60_000

/** A message is posted through a token only while it can be edited for so long, in milliseconds. */
const least = 2 * 60_000

/** Most channels, and most messages, that are kept in mind. */
const most = 20_000

/** An interaction's token and when Discord made it, in milliseconds since 1970. */
export interface Voice {
  readonly application: string
  readonly token: string
  readonly at: number
}

export interface Voices {
  /** Somebody did something in the channel, and was answered. */
  heard(channel: string, voice: Voice): void
  /** The latest voice in the channel, if it lasts for a while. */
  inChannel(channel: string): Voice | undefined
  /** A message was posted through a voice: only through the same one can it be edited. */
  posted(message: string, voice: Voice): void
  ofMessage(message: string): Voice | undefined
  /** Discord does not take it any more. */
  lost(voice: Voice): void
}

export function createVoices(now: () => number): Voices {
  const channels = new Map<string, Voice>()
  const messages = new Map<string, Voice>()
  const lost = new WeakSet<Voice>()
  const keep = (map: Map<string, Voice>, key: string, voice: Voice) => {
    map.delete(key)
    map.set(key, voice)
    if (map.size > most) map.delete(map.keys().next().value as string)
  }
  const lasting = (voice: Voice | undefined, ms: number) =>
    voice === undefined || lost.has(voice) || now() + ms > voice.at + tokenLives ? undefined : voice
  return {
    heard: (channel, voice) => keep(channels, channel, voice),
    inChannel: (channel) => lasting(channels.get(channel), least),
    posted: (message, voice) => keep(messages, message, voice),
    ofMessage: (message) => lasting(messages.get(message), 10_000),
    lost: (voice) => void lost.add(voice),
  }
}
