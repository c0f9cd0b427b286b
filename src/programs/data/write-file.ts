/** Writing a file whole or not at all. */

import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { StartError } from '../../errors.ts'

/** Writes beside the file and renames, so that no reader ever finds half of it; makes missing folders. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(beside, text, { flag: 'wx' })
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw new StartError(`${path} cannot be written: ${(error as Error).message}`)
  }
}
