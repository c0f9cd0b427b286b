/** A small file system in a file, whose power can be cut: what was not written to the file by then is gone. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  /** Where it is mounted. */
  readonly path: string
  /** Copies it as it stands in its file at one moment, and mounts the copy: its path. Nobody may be writing. */
  powerCut(): string
  remove(): void
}

/** Far more than a writer fills in a second; a file with holes, so that it takes no more than what is written. */
const size = '512M'

/** Makes one and mounts it. Throws where that is not allowed: it needs root and loop devices. */
export function makeSmallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'pinquiry-power-'))
  const [image, disk] = [join(folder, 'disk.img'), join(folder, 'disk')]
  const [copy, copied] = [join(folder, 'copy.img'), join(folder, 'copied')]
  const remove = () => {
    for (const place of [copied, disk]) spawnSync('umount', [place])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    for (const place of [disk, copied]) mkdirSync(place)
    run('truncate', '-s', size, image)
    run('mkfs.ext4', '-q', '-F', image)
    run('mount', '-o', 'loop', image, disk)
  } catch (error) {
    remove()
    throw error
  }
  return {
    path: disk,
    powerCut() {
      // While it is copied the kernel may write on: where both differ, it did, and that is a state no disk ever had.
      for (let tries = 1; tries === 1 || !isSame(image, copy); tries += 1) {
        if (tries > 20) throw new Error('the disk is never at rest')
        run('cp', '--sparse=always', image, copy)
      }
      run('mount', '-o', 'loop', copy, copied)
      return copied
    },
    remove,
  }
}

/** Why there can be none here; undefined where there can. */
export function noSmallDisk(): string | undefined {
  try {
    makeSmallDisk().remove()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

const isSame = (one: string, other: string) => spawnSync('cmp', ['-s', one, other]).status === 0

function run(program: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (status === 0) return
  throw new Error(`${program} failed: ${error?.message ?? stderr.trim()}`)
}
