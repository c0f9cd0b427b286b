/** What a REST route is, and how a request finds its own. */

import type { Upload } from './messages.ts'
import type { World } from './world.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A request as its handler gets it. */
export interface Call<Body = unknown> {
  world: World
  method: Method
  /** What stood at the `{…}` of the template. */
  params: Record<string, string>
  query: URLSearchParams
  body: Body
  files: Upload[]
  /** The audit log's reason, decoded. */
  reason: string | null
}

/** A handler's answer: no body means 204. */
export interface Reply {
  status: number
  body?: unknown
}

export interface Route {
  method: Method
  /** As Discord's description writes it, e.g. `/channels/{channel_id}`. */
  template: string
  /** Whether the bot's token is needed; interaction routes carry their own in the path. */
  auth: boolean
  run: (call: Call<never>) => Reply | Promise<Reply>
}

/** 200 with a body. */
export function ok(body: unknown): Reply {
  return { status: 200, body }
}

/** 201 with a body. */
export function created(body: unknown): Reply {
  return { status: 201, body }
}

/** 204. */
export const none: Reply = { status: 204 }

/** Builds one method's helper: `get('/users/@me', handler)`. */
function routes(method: Method) {
  return <Body>(
    template: string,
    run: (call: Call<Body>) => Reply | Promise<Reply>,
    auth = true,
  ): Route => ({ method, template, auth, run: run as Route['run'] })
}

export const get = routes('GET')
export const post = routes('POST')
export const put = routes('PUT')
export const patch = routes('PATCH')
export const del = routes('DELETE')

/** A route that fits, with what stood at its `{…}`. */
export interface Match {
  route: Route
  params: Record<string, string>
}

/** Finds the route of a decoded path; `wrongMethod` when only the method does not fit. */
export type Find = (method: string, path: string) => Match | 'wrongMethod' | undefined

/** Prepares the search; templates with fewer parameters win, so `@original` is not taken for an id. */
export function finder(all: readonly Route[]): Find {
  const byLength = new Map<number, { route: Route; parts: string[] }[]>()
  const parameters = (route: Route) => route.template.split('{').length
  for (const route of [...all].sort((a, b) => parameters(a) - parameters(b))) {
    const parts = route.template.split('/')
    const list = byLength.get(parts.length) ?? []
    list.push({ route, parts })
    byLength.set(parts.length, list)
  }
  return (method, path) => {
    const given = path.split('/')
    let wrong = false
    for (const { route, parts } of byLength.get(given.length) ?? []) {
      const params = matchParts(parts, given)
      if (!params) continue
      if (route.method === method) return { route, params }
      wrong = true
    }
    return wrong ? 'wrongMethod' : undefined
  }
}

function matchParts(parts: string[], given: string[]): Record<string, string> | null {
  const params: Record<string, string> = {}
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? ''
    const value = given[at] ?? ''
    if (part.startsWith('{')) params[part.slice(1, -1)] = value
    else if (part !== value) return null
  }
  return params
}
