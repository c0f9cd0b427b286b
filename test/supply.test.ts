/** What the bot is made of: packages pinned by hash, no scripts at installation, no secret in the tree. */

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Locked {
  version: string
  integrity?: string
  resolved?: string
  hasInstallScript?: boolean
  license?: string
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>
}
const own = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}
const packages = Object.entries(lock.packages).filter(([path]) => path !== '')

describe('the packages', () => {
  test('are each pinned by a SHA-512 hash', () => {
    const unpinned = packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))
    expect(packages.length).toBeGreaterThan(50)
    expect(unpinned.map(([path]) => path)).toEqual([])
  })

  test('come from the registry and nowhere else', () => {
    const elsewhere = packages.filter(
      ([, { resolved }]) =>
        resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    )
    expect(elsewhere.map(([path]) => path)).toEqual([])
  })

  test('run no script when they are installed, but for those that are allowed by name', () => {
    const scripted = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace('node_modules/', ''))
    expect(scripted).toEqual(Object.keys(own.allowScripts))
  })

  test('are asked for in one exact version', () => {
    const ranges = Object.entries({ ...own.dependencies, ...own.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    )
    expect(ranges).toEqual([])
  })
})

/** Shapes of what must never be committed, by the services' own formats. */
const secrets: Readonly<Record<string, RegExp>> = {
  'a Discord bot token': /\b[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,40}\b/,
  'a Discord webhook': /discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{40,}/,
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  'a GitHub token': /\bgh[pousr]_[A-Za-z\d]{36}\b/,
  'an npm token': /\bnpm_[A-Za-z\d]{36}\b/,
  'an AWS key': /\bAKIA[A-Z\d]{16}\b/,
}

/** Made up for tests of how tokens are handled; it opens nothing. */
const madeUp = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB'

describe('the tree', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((name) =>
      /\.(?:[cm]?[jt]s|json|md|ya?ml|toml|css|html|txt|service|example)$|rc$|run$/.test(name),
    )

  test.each(Object.entries(secrets))('holds %s nowhere', (_what, shape) => {
    const found = files.filter((name) =>
      shape.test(readFileSync(name, 'utf8').replaceAll(madeUp, '')),
    )
    expect(files.length).toBeGreaterThan(100)
    expect(found).toEqual([])
  })

  test('would not hide a token: the shape knows the made-up one', () => {
    expect(secrets['a Discord bot token']?.test(madeUp)).toBe(true)
  })
})
