/** A PostgreSQL server of the tests' own: made in a temporary folder, thrown away afterwards. */

import { type ExecFileSyncOptions, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface PostgresServer {
  /** The address of a new, empty database. */
  database(): Promise<string>
  close(): void
}

/**
 * Starts a server on a Unix socket (`durable`: one that measures as in earnest), or uses the one of `TEST_DATABASE_URL`. Throws, telling what to
 * install, where there is neither: the contract is never skipped.
 */
export function openPostgresServer({ durable = false } = {}): PostgresServer {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') return { database: () => make(given), close: () => {} }
  const bin = binaries()
  const folder = mkdtempSync(join(tmpdir(), 'pinquiry-pg-'))
  const as = unprivileged(folder)
  const data = join(folder, 'data')
  run(bin, 'initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'], as)
  // Durability is SQLite's and PostgreSQL's own promise; where only the answers count there is no fsync.
  const fsync = durable ? 'on' : 'off'
  const settings = `-c listen_addresses='' -c fsync=${fsync} -k ${folder}`
  run(
    bin,
    'pg_ctl',
    ['-D', data, '-w', '-s', '-l', join(folder, 'log'), '-o', settings, 'start'],
    as,
  )
  return {
    database: () =>
      make(`postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`),
    close() {
      run(bin, 'pg_ctl', ['-D', data, '-s', '-m', 'immediate', 'stop'], as)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Where the server's programs are: on the path, or where Debian keeps each version. */
function binaries(): string {
  const versions = '/usr/lib/postgresql'
  const found = [
    ...(process.env.PATH ?? '').split(':'),
    ...(existsSync(versions) ? readdirSync(versions).map((v) => join(versions, v, 'bin')) : []),
  ].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')))
  if (found !== undefined) return found
  throw new Error(
    'These tests need a PostgreSQL server: install one (Debian: "apt-get install postgresql"), or set TEST_DATABASE_URL.',
  )
}

/** PostgreSQL refuses to run as root: then as the user that its package made. */
function unprivileged(folder: string): ExecFileSyncOptions {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })),
  ) as [number, number]
  chownSync(folder, uid, gid)
  return { uid, gid }
}

function run(bin: string, program: string, args: string[], as: ExecFileSyncOptions): void {
  execFileSync(join(bin, program), args, {
    ...as,
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: '/',
  })
}

async function make(address: string): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return address.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)
}
