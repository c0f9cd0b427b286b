/** The one way to Discord's REST: discord.js's own, under discipline. */

import { randomBytes } from 'node:crypto'
// discord.js's copy: what it throws is what everybody else compares with.
import { type InternalRequest, REST, type RESTOptions, Routes } from 'discord.js'
import { type Discipline, unheard } from './discipline.ts'
import { type Purpose, placeOf } from './purpose.ts'

/** What those need who send something. */
export type Caller = Pick<REST, 'get' | 'post' | 'put' | 'patch' | 'delete'>

/** What is asked of discord.js, with what it is for. */
interface Purposeful extends InternalRequest {
  readonly purpose?: Purpose
}

export class Wire extends REST {
  readonly #discipline: Discipline
  readonly #application: () => string | undefined

  /** `application` is the bot's own id, once it is known. */
  constructor(
    options: Partial<RESTOptions>,
    discipline: Discipline,
    application: () => string | undefined = () => undefined,
  ) {
    super(options)
    this.#application = application
    this.#discipline = discipline
    this.on('response', (_request, { status, headers }) =>
      discipline.answered(status, headers.get('x-ratelimit-scope')),
    )
  }

  /** The same way, with everything sent for this purpose. */
  for(purpose: Purpose): Caller {
    const sender =
      (method: string): Caller['get'] =>
      (fullRoute, options = {}) =>
        this.request({ ...options, fullRoute, method, purpose } as Purposeful)
    return {
      get: sender('GET'),
      post: sender('POST'),
      put: sender('PUT'),
      patch: sender('PATCH'),
      delete: sender('DELETE'),
    }
  }

  override async request({ purpose, ...given }: Purposeful): Promise<unknown> {
    const request = withNonce(given)
    const { method, fullRoute: route, body, signal } = request
    const { isForPeople } = placeOf({ method, route })
    const meant = purpose ?? (isForPeople ? 'interactive' : 'watched')
    const call = { method, route, body, signal, purpose: meant }
    const answer = await this.#discipline.carry(call, (limited) =>
      super.request({ ...request, signal: limited }),
    )
    return answer === unheard ? this.#stands(request) : answer
  }

  /** What Discord would have said of an answer that stands; whoever asked for its message gets that. */
  async #stands({ fullRoute, query, body }: InternalRequest): Promise<unknown> {
    const [, id, token = ''] = /^\/interactions\/(\d+)\/([^/]+)\/callback$/.exec(fullRoute) ?? []
    const { type } = (body ?? {}) as { readonly type?: number }
    if (query?.get('with_response') !== 'true') return undefined
    const application = this.#application()
    if (application === undefined) throw new Error('an answer stands, but nothing is known of it')
    const message = await this.get(Routes.webhookMessage(application, token), { auth: false })
    return { interaction: { id }, resource: { type, message } }
  }
}

/** A message of the bot's own gets a nonce, unless it has one: sent again, it is still the same message. */
function withNonce(request: InternalRequest): InternalRequest {
  const { method, fullRoute, body } = request
  if (method !== 'POST' || !/^\/channels\/\d+\/messages$/.test(fullRoute)) return request
  if (typeof body !== 'object' || body === null || (body as { nonce?: unknown }).nonce)
    return request
  const nonce = randomBytes(12).toString('base64url')
  return { ...request, body: { ...body, nonce, enforce_nonce: true } }
}
