/** The endpoint for whoever watches over the bot: /healthz, /readyz and /metrics. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { StartError } from '../errors.ts'

/** What is asked each time, nothing of it kept. */
export interface HealthNeeds {
  /** Why the bot cannot serve at the moment; empty when it can. */
  readonly troubles: () => Promise<readonly string[]>
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>
}

export interface Health {
  readonly port: number
  close(): Promise<void>
}

/**
 * Listens on `host` and `port` (0 takes any free one). `/healthz` is 200 while the event loop turns, `/readyz`
 * is 200 where there is no trouble and 503 with the list otherwise. Rejects with a StartError where the port is
 * not to be had.
 */
export async function openHealth(host: string, port: number, needs: HealthNeeds): Promise<Health> {
  const server = createServer((request, response) => {
    answer(request, response, needs).catch(() => response.destroy())
  })
  await listen(server, host, port)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  needs: HealthNeeds,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(response, 405, 'GET only\n')
  switch (request.url?.split('?')[0]) {
    case '/healthz':
      return send(response, 200, 'ok\n')
    case '/readyz': {
      const troubles = await needs.troubles()
      return troubles.length === 0
        ? send(response, 200, 'ready\n')
        : send(response, 503, `${troubles.join('\n')}\n`)
    }
    case '/metrics': {
      const { text, contentType } = await needs.metrics()
      return send(response, 200, text, contentType)
    }
    default:
      return send(response, 404, 'There are /healthz, /readyz and /metrics.\n')
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ message }) =>
      reject(
        new StartError(
          `The health endpoint cannot listen on ${host}:${port} (${message}). Set OPERATIONS_PORT to another port, or leave it empty.`,
        ),
      ),
    )
    server.listen(port, host, resolve)
  })
}
