/** A file's SHA-256 in a file beside it, as `sha256sum` writes and reads it: SQLite sees damage to its pages, not to a letter. */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'

/** The file beside `path`. */
export const checksumFile = (path: string) => `${path}.sha256`

/** Notes what is in the file at `from` as the checksum of `path`, where it is or will be. */
export async function writeChecksum(path: string, from = path): Promise<void> {
  await writeFile(checksumFile(path), `${await sumOf(from)}  ${basename(path)}\n`)
}

/** Whether a file is what its checksum says; undefined where there is none. */
export async function isAsNoted(path: string): Promise<boolean | undefined> {
  const noted = await readFile(checksumFile(path), 'utf8').catch(() => undefined)
  return noted === undefined ? undefined : noted.split(' ')[0] === (await sumOf(path))
}

/** Read bit by bit: a running bot does so too, and it may be large. */
async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}
