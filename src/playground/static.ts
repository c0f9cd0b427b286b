/** The page's files: its own folder, with types stripped, and the few packages it uses in the browser. */

import { readFile, realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleCommonJs } from './commonjs.ts'
import type { World } from './world.ts'

const PAGE = fileURLToPath(new URL('./page', import.meta.url))
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** Packages the page may load; nothing else of node_modules is served. */
const PACKAGES = [
  '@skyra/discord-components-core',
  'lit',
  'lit-html',
  'lit-element',
  '@lit/reactive-element',
  '@lit/context',
  '@lit/task',
  '@lit-labs/ssr-dom-shim',
  'discord-markdown-parser',
  'discord-api-types',
  '@sapphire',
  'simple-markdown',
  'tslib',
]

/** Those of them that a browser cannot load as they are. */
const COMMONJS = `${sep}discord-markdown-parser${sep}`

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** The page may only talk to its own server; styles inside the components need 'unsafe-inline'. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** Answers a GET of the page, a module, or an uploaded file; anything else is 404. */
export async function serveFile(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  withPage: boolean,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (request.method !== 'GET' && request.method !== 'HEAD') return notFound(response)
  if (pathname.startsWith('/attachments/'))
    return attachment(world, pathname, searchParams, response)
  const file = withPage ? await locate(decode(pathname)) : null
  if (!file) return notFound(response)
  const { body, tag } = await content(file)
  const headers = {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    etag: tag,
  }
  if (request.headers['if-none-match'] === tag) response.writeHead(304, headers).end()
  else response.writeHead(200, headers).end(body)
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return ''
  }
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
}

/** The file behind a path, or null; links and `..` cannot lead out of the two folders. */
async function locate(pathname: string): Promise<string | null> {
  if (pathname === '/') return within(PAGE, 'index.html')
  if (pathname.startsWith('/page/')) return within(PAGE, pathname.slice(6))
  const module = pathname.startsWith('/modules/') ? pathname.slice(9) : ''
  if (!PACKAGES.some((name) => module.startsWith(`${name}/`))) return null
  return within(MODULES, module)
}

async function within(folder: string, relative: string): Promise<string | null> {
  if (relative.includes('\0')) return null
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, relative))
    if (!file.startsWith(root + sep) || !TYPES[extname(file)]) return null
    return (await stat(file)).isFile() ? file : null
  } catch {
    return null
  }
}

const cache = new Map<string, { changed: number; body: Buffer | string; tag: string }>()

/** A file's content, `.ts` and CommonJS as browser modules; read again only when it changed. */
async function content(file: string): Promise<{ body: Buffer | string; tag: string }> {
  const changed = (await stat(file)).mtimeMs
  const known = cache.get(file)
  if (known?.changed === changed) return known
  const raw = await readFile(file)
  const body = file.endsWith('.ts') ? stripTypeScriptTypes(raw.toString()) : asModule(file, raw)
  const fresh = {
    changed,
    body,
    tag: `"${Math.trunc(changed).toString(36)}-${raw.length.toString(36)}"`,
  }
  cache.set(file, fresh)
  return fresh
}

function asModule(file: string, raw: Buffer): Buffer | string {
  return file.includes(COMMONJS) && file.endsWith('.js') ? bundleCommonJs(file) : raw
}

/** An uploaded file, while its link is good; `ex` is the link's last second in hexadecimal. */
function attachment(
  world: World,
  pathname: string,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const file = world.files.get(pathname.split('/')[3] ?? '')
  const expires = Number.parseInt(query.get('ex') ?? '', 16) * 1000
  if (!file || !(expires > world.clock.now())) {
    notFound(response)
    return
  }
  response.writeHead(200, {
    'content-type': file.type || 'application/octet-stream',
    'content-disposition': `attachment; filename="${file.name}"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  response.end(file.bytes)
}
