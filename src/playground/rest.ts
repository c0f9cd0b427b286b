/** Discord's REST API: reads a request, finds its route, answers as Discord would. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { conform } from './conformance.ts'
import type { Upload } from './messages.ts'
import { Refusal, refuse } from './refusal.ts'
import { type Call, type Find, finder, type Method, type Reply, type Route } from './route.ts'
import type { World } from './world.ts'

/** Requests above 25 MiB are refused (40005). */
const MOST_BYTES = 25 * 1024 * 1024

/** What a request turned into: what came, and what went back. */
export interface Exchange {
  method: string
  /** Below the version, decoded, without the query. */
  path: string
  body: unknown
  status: number
  answer: unknown
}

/** The API over one world; `report` hears of every exchange. */
export function createRest(world: World, routes: Route[], report: (exchange: Exchange) => void) {
  const find = finder(routes)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const seen = { method: request.method ?? '', path: '', body: undefined as unknown }
    const reply = await serve(world, find, request, seen).catch(refusalReply)
    report({ ...seen, status: reply.status, answer: reply.body })
    send(response, reply)
  }
}

async function serve(
  world: World,
  find: Find,
  request: IncomingMessage,
  seen: { path: string; body: unknown },
): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  seen.path = decodePath(url.pathname)
  const match = find(request.method ?? '', seen.path)
  const payload = await read(request)
  if (!match) throw refuse('notFound')
  if (match === 'wrongMethod') throw refuse('methodNotAllowed')
  authorize(world, match.route, request)
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
  console.error(error)
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  if (body === undefined) {
    response.writeHead(status).end()
    return
  }
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}
