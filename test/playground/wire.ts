/** Plain requests to a playground, without a library in between. */

import type { Interaction } from '../../src/playground/interactions.ts'
import type { Playground } from '../../src/playground/server.ts'

export interface Raw {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
  headers: Headers
}

/** Sends a request as the bot; `path` is below the version. */
export async function send(
  playground: Playground,
  method: string,
  path: string,
  body?: unknown,
): Promise<Raw> {
  const answer = await fetch(`${playground.api}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${playground.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    body: text ? JSON.parse(text) : undefined,
    headers: answer.headers,
  }
}

/** Answers an interaction. */
export function answer(
  playground: Playground,
  interaction: Interaction,
  body: unknown,
): Promise<Raw> {
  return send(
    playground,
    'POST',
    `/interactions/${interaction.id}/${interaction.token}/callback`,
    body,
  )
}

/** `path: code` of every problem of a 50035. */
export function problems(body: unknown): string[] {
  const found: string[] = []
  const walk = (node: Record<string, unknown>, path: string[]) => {
    for (const [key, value] of Object.entries(node)) {
      if (key !== '_errors') walk(value as Record<string, unknown>, [...path, key])
      else
        for (const { code } of value as { code: string }[]) found.push(`${path.join('.')}: ${code}`)
    }
  }
  walk((body as { errors?: Record<string, unknown> }).errors ?? {}, [])
  return found
}
