/** Reads files that people attached: only from Discord's own hosts, only so much, and never elsewhere. */

import { UserError } from '../errors.ts'

/** Where Discord keeps attachments (docs: reference, signed attachment CDN URLs). */
const discordHosts = ['https://cdn.discordapp.com', 'https://media.discordapp.net']

/** How long a download may take, in milliseconds. */
const patience = 8_000

/** Reads the attachment at `url`, at most `most` bytes; throws a UserError where it cannot or must not be read. */
export type ReadAttachment = (url: string, most: number) => Promise<Uint8Array>

/** `api`: Discord's REST base, or another's, which then keeps its files under its own origin. */
export function attachmentReader(api: string): ReadAttachment {
  const own = new URL(api).origin
  const allowed = own === 'https://discord.com' ? discordHosts : [own]
  return async (url, most) => {
    const target = URL.parse(url)
    // `origin` leaves out a user name; an address that has one is not Discord's.
    const isOurs =
      target !== null &&
      allowed.includes(target.origin) &&
      target.username === '' &&
      target.password === ''
    if (!isOurs) throw new UserError('I read only files that are attached on Discord.')
    try {
      const answer = await fetch(target, {
        redirect: 'error',
        headers: { 'accept-encoding': 'identity' },
        signal: AbortSignal.timeout(patience),
      })
      if (!answer.ok || answer.body === null) throw new Error(`status ${answer.status}`)
      return await upTo(answer.body, most)
    } catch (error) {
      if (error instanceof UserError) throw error
      throw new UserError('The file could not be fetched from Discord. Attach it again.')
    }
  }
}

/** Counts while it reads, so that nothing larger is ever held. */
async function upTo(body: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > most)
      throw new UserError('The file is larger than 1 MiB. Split it and import the parts.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
