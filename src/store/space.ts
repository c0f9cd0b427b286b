/** How much room the disk has. */

import { statfs } from 'node:fs/promises'

/** Bytes left on the disk of `folder`. */
export async function spaceLeft(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
