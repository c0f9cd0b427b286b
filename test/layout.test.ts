/** Holds every import against the table of who may import whom. */

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** What a part may import: its own files, other parts by folder or file, and packages. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  // The table of word vectors is read where it is used, once and only when needed.
  'src/knowledge/search/vectors.ts': ['node:fs'],
  'src/knowledge': ['src/clock.ts', 'src/errors.ts', 'src/in-time.ts', 'zod'],
  'src/trivia': [
    'src/knowledge',
    'src/clock.ts',
    'src/errors.ts',
    'node:crypto',
    'immutable',
    'zod',
  ],
  'src/guild': ['src/in-time.ts', 'zod'],
  'src/pins': ['src/knowledge', 'src/clock.ts', 'src/errors.ts', 'src/in-time.ts'],
  'src/shards': ['src/clock.ts', 'src/errors.ts'],
  'src/store': [
    'src/shards',
    'src/guild',
    'src/pins',
    'src/knowledge',
    'src/trivia',
    'src/clock.ts',
    'src/errors.ts',
    'node:',
    'kysely',
    'pg',
    'zod',
  ],
  'src/operations': ['src/errors.ts', 'node:', 'prom-client'],
  'src/views': [
    'src/guild',
    'src/pins',
    'src/operations',
    'src/knowledge',
    'src/trivia',
    'discord.js',
  ],
  'src/pictures': ['src/views', 'src/log.ts', 'node:'],
  'src/discord': [
    'src/shards',
    'src/log.ts',
    'src/errors.ts',
    'discord.js',
    '@discordjs/rest',
    'node:',
  ],
  commands: [
    'src/guild',
    'src/pins',
    'src/knowledge',
    'src/trivia',
    'src/operations',
    'src/views',
    'src/discord',
    'src/errors.ts',
    'discord.js',
  ],
  'src/playground': [
    'node:',
    'ws',
    'ajv',
    'ajv-formats',
    'discord-api-types',
    '@skyra/discord-components-core',
    'discord-markdown-parser',
    'lit',
  ],
  'src/log.ts': ['src/config.ts', 'pino'],
  'src/config.ts': ['src/shards', 'src/errors.ts', 'zod', 'node:'],
  'src/errors.ts': [],
  'src/clock.ts': [],
  'src/in-time.ts': [],
}

/** Packages that a single folder may use beyond its part's list. */
const only: Readonly<Record<string, string>> = {
  'fuse.js': 'src/knowledge/search',
  '@orama': 'src/knowledge/search',
  'wink-porter2-stemmer': 'src/knowledge/search',
  'csv-parse': 'src/knowledge/exchange',
  'js-yaml': 'src/knowledge/exchange',
  'smol-toml': 'src/knowledge/exchange',
  entities: 'src/knowledge/exchange',
  'jsonc-parser': 'src/knowledge',
  'lru-cache': 'src/knowledge',
  diff: 'src/knowledge',
  '@napi-rs': 'src/pictures',
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const found = text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"\n]+)['"]/g)
  return [...found].map(([, target = '']) =>
    target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target,
  )
}

function partOf(file: string): string | undefined {
  return Object.keys(allowed).find((part) => isWithin(file, part))
}

function isWithin(target: string, part: string): boolean {
  return target === part || target.startsWith(part.endsWith(':') ? part : `${part}/`)
}

function mayImport(file: string, target: string): boolean {
  const part = partOf(file)
  if (part === undefined || isWithin(target, part)) return true
  const home = only[target.split('/')[0] ?? '']
  if (home !== undefined) return file.startsWith(home)
  return allowed[part]?.some((other) => isWithin(target, other)) ?? false
}

test('every import is one that the table allows', () => {
  const files = [...sources('src'), ...sources('commands')]
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => !mayImport(file, target))
      .map((target) => `${file} → ${target}`),
  )
  expect(files.length).toBeGreaterThan(20)
  expect(wrong).toEqual([])
})

test('the table would refuse what it is there to refuse', () => {
  expect(mayImport('src/trivia/round.ts', 'src/discord/client.ts')).toBe(false)
  expect(mayImport('src/knowledge/library.ts', 'discord.js')).toBe(false)
  expect(mayImport('src/knowledge/library.ts', 'fuse.js')).toBe(false)
  expect(mayImport('src/knowledge/library.ts', 'node:fs')).toBe(false)
  expect(mayImport('src/playground/server.ts', 'src/errors.ts')).toBe(false)
  expect(mayImport('commands/ask.ts', 'src/store/entries.ts')).toBe(false)
  expect(mayImport('src/views/answer.ts', 'src/knowledge/entry.ts')).toBe(true)
})
