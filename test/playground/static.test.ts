import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlayground, type Playground } from '../../src/playground/server.ts'

describe('the page files', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await createPlayground()
  })
  afterAll(() => playground.close())

  /** Asks for a path exactly as written: fetch would tidy it up first. */
  function ask(path: string): Promise<{ status: number; type: string; body: string }> {
    return new Promise((resolve, reject) => {
      const call = request(playground.pageUrl, { path }, (answer) => {
        let body = ''
        answer.on('data', (chunk) => {
          body += chunk
        })
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            body,
          }),
        )
      })
      call.on('error', reject).end()
    })
  }

  it('come as JavaScript when they are TypeScript', async () => {
    const { status, type, body } = await ask('/page/protocol.ts')
    expect([status, type]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(body).not.toMatch(/^export (type|interface)/m)
  })

  it('come with the browser packages, and with no others', async () => {
    expect((await ask('/modules/lit/index.js')).type).toMatch('text/javascript')
    expect((await ask('/modules/lit-html/lit-html.js')).status).toBe(200)
    expect((await ask('/modules/discord-markdown-parser/package.json')).status).toBe(200)
    expect((await ask('/modules/ws/index.js')).status).toBe(404)
    expect((await ask('/modules/lit')).status).toBe(404)
  })

  it.each([
    '/page/../server.ts',
    '/page/%2e%2e/server.ts',
    '/page/..%2fserver.ts',
    '/page/..%5cserver.ts',
    '/modules/lit/../ws/index.js',
    '/modules/lit/%2e%2e/ws/index.js',
    '/page//etc/passwd',
    '/page/%00',
    '/page/%ff',
    '/etc/passwd',
    '/attachments/1/2/x',
  ])('do not lead out of their folders: %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  it('are not served when there is to be no page', async () => {
    const bare = await createPlayground({ page: false })
    expect((await fetch(`${bare.pageUrl}page/protocol.ts`)).status).toBe(404)
    await bare.close()
  })
})
