/** Discord's REST API: reads a request, finds its route, answers as Discord would. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { conform } from './conformance.ts'
import { bannedPage, headersOf429, type Limits, tooMany } from './limits.ts'
import type { Upload } from './messages.ts'
import type { Fault } from './page/protocol.ts'
import { Refusal, refuse } from './refusal.ts'
import { type Call, type Find, finder, type Method, type Reply, type Route } from './route.ts'
import { ruleOf } from './violations.ts'
import type { World } from './world.ts'

/** Requests above 25 MiB are refused (40005). */
const MOST_BYTES = 25 * 1024 * 1024

/** What is known of a request once it has been answered. */
interface Seen {
  path: string
  body: unknown
  headers: Record<string, string>
  /** Whether the answer was made up by a fault: it says nothing of the bot. */
  planned: boolean
}

/** The API over one world; without `limits` requests are not counted. */
export function createRest(world: World, routes: Route[], limits?: Limits) {
  const find = finder(routes)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? ''
    const seen: Seen = { path: '', body: undefined, headers: {}, planned: false }
    if (limits?.banned) return void response.writeHead(403).end(bannedPage)
    const fault = world.faults.strike('request', `${method} ${pathOf(request)}`)
    if (
      fault &&
      (fault.when ?? 'before') === 'before' &&
      !(await befalls(world, fault, response, seen))
    )
      return
    const made =
      seen.planned && fault
        ? plannedReply(fault, seen)
        : await serve(world, find, request, seen, limits).catch(refusalReply)
    if (fault?.when === 'after' && !(await befalls(world, fault, response, seen))) return
    const reply = fault?.when === 'after' && seen.planned ? plannedReply(fault, seen) : made
    limits?.note(reply.status, seen.headers['x-ratelimit-scope'])
    remember(world, method, seen, reply)
    send(response, reply, seen.headers)
  }
}

/** The path below the version, as far as it can be read. */
function pathOf(request: IncomingMessage): string {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  return pathname.replace(/^\/api\/v\d+/, '')
}

/** Lets a fault happen; false where no answer will ever come. */
async function befalls(
  world: World,
  fault: Fault,
  response: ServerResponse,
  seen: Seen,
): Promise<boolean> {
  switch (fault.do) {
    case 'hang':
      return false
    case 'reset':
      response.destroy()
      return false
    case 'delay':
      await new Promise<void>((resolve) => void world.clock.after(fault.ms ?? 0, resolve))
      return true
    default:
      seen.planned = true
      return true
  }
}

/** The answer that a fault makes up: an error, or a rate limit. */
function plannedReply(fault: Fault, seen: Seen): Reply {
  if (fault.do !== 'ratelimit') {
    const { status = 500, code = 0 } = fault
    return { status, body: { message: `${status}: planned`, code } }
  }
  const scope = fault.scope ?? 'user'
  const reply = tooMany((fault.ms ?? 1_000) / 1_000, scope === 'global')
  Object.assign(seen.headers, headersOf429(reply, scope))
  return reply
}

/** Writes the exchange into the history, and what it says of the bot into the violations. */
function remember(world: World, method: string, seen: Seen, { status, body }: Reply): void {
  const { code = 0, message = '' } = (body ?? {}) as { code?: number; message?: string }
  const title = `${method} ${seen.path}`
  const rule = status >= 400 && !seen.planned ? ruleOf(status, code) : undefined
  if (rule) world.violations.add(rule, `${title}: ${message}`)
  const violation = rule ?? (status === 429 && !seen.planned ? 'rate-limit' : undefined)
  world.history.wire({
    kind: 'request',
    title,
    status,
    sent: seen.body,
    answered: body,
    ...(violation ? { violation } : {}),
  })
}

async function serve(
  world: World,
  find: Find,
  request: IncomingMessage,
  seen: Seen,
  limits: Limits | undefined,
): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  seen.path = decodePath(url.pathname)
  const match = find(request.method ?? '', seen.path)
  const payload = await read(request)
  if (!match) throw refuse('notFound')
  if (match === 'wrongMethod') throw refuse('methodNotAllowed')
  authorize(world, match.route, request)
  const { headers, refused } = limits?.admit(match) ?? { headers: {} }
  Object.assign(seen.headers, headers)
  if (refused) return refused
  const { body, files } = await parse(payload, request.headers['content-type'] ?? '')
  seen.body = body
  await conform(match.route, match.params, body, files)
  const reason = request.headers['x-audit-log-reason']
  const call: Call<never> = {
    world,
    method: request.method as Method,
    params: match.params,
    query: url.searchParams,
    body: body as never,
    files,
    reason: typeof reason === 'string' ? decodeURIComponent(reason) : null,
  }
  return match.route.run(call)
}

/** `/api/v10/…` without its version; older versions and missing ones are not served. */
function decodePath(pathname: string): string {
  const rest = /^\/api\/v(?:9|10)(\/.*)$/.exec(pathname)?.[1]
  if (!rest) throw refuse('notFound')
  return decodeURIComponent(rest)
}

function authorize(world: World, route: Route, request: IncomingMessage): void {
  if (route.auth && request.headers.authorization !== `Bot ${world.token}`)
    throw refuse('unauthorized')
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= MOST_BYTES) chunks.push(chunk)
  }
  if (size > MOST_BYTES) throw refuse('tooLarge')
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
}

async function parse(payload: Buffer, type: string): Promise<{ body: unknown; files: Upload[] }> {
  if (payload.length === 0) return { body: undefined, files: [] }
  if (type.startsWith('multipart/form-data')) return parseForm(payload, type)
  return { body: parseJson(payload.toString()), files: [] }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('badJson')
  }
}

async function parseForm(payload: Buffer, type: string) {
  const form = await new Response(new Uint8Array(payload), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw refuse('badJson')
    })
  const files: Upload[] = []
  let body: unknown = {}
  for (const [field, value] of form) {
    if (typeof value === 'string') {
      if (field === 'payload_json') body = parseJson(value)
    } else {
      const bytes = new Uint8Array(await value.arrayBuffer())
      files.push({ field, name: value.name, type: value.type, bytes })
    }
  }
  return { body, files }
}

function refusalReply(error: unknown): Reply {
  if (error instanceof Refusal) return { status: error.status, body: error.body() }
  if (error instanceof URIError) return refusalReply(refuse('notFound'))
  // Whoever asked has hung up in mid-sentence, as a killed bot does.
  if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return hungUp
  console.error(error)
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } }
}

/** Nobody reads it. */
const hungUp: Reply = { status: 499, body: undefined }

function send(
  response: ServerResponse,
  { status, body }: Reply,
  headers: Record<string, string>,
): void {
  if (body === undefined) {
    response.writeHead(status, headers).end()
    return
  }
  const text = JSON.stringify(body)
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}
