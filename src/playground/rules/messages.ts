/** What Discord refuses in messages though its description does not say so. */

import type { MessageBody } from '../messages.ts'
import { Flag } from '../messages.ts'
import { badLength, missing, type Problem, tooLong } from '../problems.ts'
import { componentProblems } from './components.ts'

/** Flags a message may be sent with, by the way it is sent. */
const SENDABLE = {
  channel: Flag.SuppressEmbeds | Flag.SuppressNotifications | Flag.ComponentsV2 | (1 << 13),
  interaction:
    Flag.SuppressEmbeds |
    Flag.SuppressNotifications |
    Flag.ComponentsV2 |
    (1 << 13) |
    Flag.Ephemeral,
  edit: Flag.SuppressEmbeds | Flag.ComponentsV2,
  defer: Flag.Ephemeral,
} as const

const MOST_CONTENT = 2_000
const MOST_EMBED_TEXT = 6_000

type Loose = Record<string, unknown>

/** All problems of a message's body; `way` is how it is sent. */
export function messageProblems(body: MessageBody, way: keyof typeof SENDABLE): Problem[] {
  const v2 = Boolean((body.flags ?? 0) & Flag.ComponentsV2)
  return [
    ...contentProblems(body),
    ...flagProblems(body, way),
    ...embedsProblems(body.embeds ?? []),
    ...(v2 ? legacyFieldProblems(body) : []),
    ...componentProblems((body.components ?? []) as Loose[], v2, way === 'edit'),
    ...mentionProblems(body),
    ...pollProblems(body.poll ?? {}),
  ]
}

/** Length as Discord is known to count it at least: in code points. */
function length(text: unknown): number {
  return typeof text === 'string' ? [...text.trim()].length : 0
}

function contentProblems({ content }: MessageBody): Problem[] {
  return length(content) > MOST_CONTENT ? [tooLong('content', MOST_CONTENT)] : []
}

function flagProblems({ flags }: MessageBody, way: keyof typeof SENDABLE): Problem[] {
  const wrong = (flags ?? 0) & ~SENDABLE[way]
  const message = `The flags ${wrong} cannot be set here.`
  return wrong ? [{ path: 'flags', code: 'MESSAGE_FLAGS_NOT_ALLOWED', message }] : []
}

function embedsProblems(embeds: Loose[]): Problem[] {
  const problems = embeds.flatMap((embed, at) => embedProblems(embed, `embeds.${at}`))
  const total = embeds.reduce((sum, embed) => sum + textOf(embed), 0)
  if (total <= MOST_EMBED_TEXT) return problems
  const message = `Embed size exceeds maximum size of ${MOST_EMBED_TEXT}`
  return [...problems, { path: 'embeds', code: 'MAX_EMBED_SIZE_EXCEEDED', message }]
}

function textOf(embed: Loose): number {
  const { title, description, footer, author, fields } = embed as {
    title?: string
    description?: string
    footer?: { text?: string }
    author?: { name?: string }
    fields?: { name?: string; value?: string }[]
  }
  const own = [title, description, footer?.text, author?.name]
  const inFields = (fields ?? []).flatMap(({ name, value }) => [name, value])
  return [...own, ...inFields].reduce((sum, text) => sum + length(text), 0)
}

function embedProblems(embed: Loose, path: string): Problem[] {
  const { fields, image, thumbnail } = embed as {
    fields?: Loose[]
    image?: Loose
    thumbnail?: Loose
  }
  const problems: Problem[] = []
  if (textOf(embed) === 0 && !image?.url && !thumbnail?.url)
    problems.push(missing(`${path}.description`))
  for (const [at, field] of (fields ?? []).entries())
    for (const part of ['name', 'value'] as const)
      if (length(field[part]) === 0) problems.push(missing(`${path}.fields.${at}.${part}`))
  return [...problems, ...linkProblems(embed, path)]
}

/** Links lead to the web; pictures may also be files of the same message. */
function linkProblems(embed: Loose, path: string): Problem[] {
  const part = (name: string, key: string) => (embed[name] as Loose | null | undefined)?.[key]
  const web = ['http:', 'https:']
  const pictures = [...web, 'attachment:']
  const links: [string, unknown, string[]][] = [
    ['url', embed.url, web],
    ['author.url', part('author', 'url'), web],
    ['author.icon_url', part('author', 'icon_url'), pictures],
    ['footer.icon_url', part('footer', 'icon_url'), pictures],
    ['image.url', part('image', 'url'), pictures],
    ['thumbnail.url', part('thumbnail', 'url'), pictures],
  ]
  return links.flatMap(([name, link, schemes]) => schemeProblems(`${path}.${name}`, link, schemes))
}

/** A link whose scheme is none of those. */
export function schemeProblems(path: string, link: unknown, schemes: string[]): Problem[] {
  if (typeof link !== 'string' || link === '') return []
  const scheme = URL.canParse(link) ? new URL(link).protocol : ''
  if (schemes.includes(scheme)) return []
  const list = schemes.map((one) => `'${one.slice(0, -1)}'`).join(', ')
  const message = `Scheme "${scheme.slice(0, -1)}" is not supported. Scheme must be one of (${list}).`
  return [{ path, code: 'URL_TYPE_INVALID_SCHEME', message }]
}

/** With Components V2 all text is in components. */
function legacyFieldProblems(body: MessageBody): Problem[] {
  const used = [
    ['content', Boolean(body.content)],
    ['embeds', Boolean(body.embeds?.length)],
    ['poll', Boolean(body.poll)],
    ['sticker_ids', Boolean(body.sticker_ids?.length)],
  ] as const
  return used.flatMap(([path, set]) =>
    set
      ? {
          path,
          code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          message: `The '${path}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        }
      : [],
  )
}

function mentionProblems({ allowed_mentions }: MessageBody): Problem[] {
  const { parse, users, roles } = allowed_mentions ?? {}
  const both = (kind: string, list: string[] | undefined) =>
    parse?.includes(kind) && list?.length
      ? [
          {
            path: 'allowed_mentions',
            code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
          },
        ]
      : []
  return [...both('users', users), ...both('roles', roles)]
}

function pollProblems(poll: Loose): Problem[] {
  const answers = (poll.answers as { poll_media?: { text?: string } }[] | undefined) ?? []
  return answers.flatMap(({ poll_media }, at) =>
    length(poll_media?.text) > 55 ? [badLength(`poll.answers.${at}.poll_media.text`, 1, 55)] : [],
  )
}
