/** A limit on a process's memory that the system keeps by killing it: a control group of Linux. */

import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The two kinds of control groups, and what holds the limit in each. */
const kinds = [
  { at: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes' },
  { at: '/sys/fs/cgroup', limit: 'memory.max' },
] as const

export interface Cage {
  /** Whatever the process takes from now on counts. */
  hold(pid: number): void
  /** Once the process has ended. */
  remove(): void
}

/** Makes one of so many bytes. Throws where that is not allowed: it needs root, and control groups for memory. */
export function makeCage(bytes: number): Cage {
  const kind = kinds.find(({ at, limit }) => existsSync(join(at, limit)) || hasMemory(at))
  if (kind === undefined) throw new Error('there are no control groups for memory')
  const folder = join(kind.at, `pinquiry-${process.pid}`)
  mkdirSync(folder)
  const cage = {
    hold: (pid: number) => writeFileSync(join(folder, 'cgroup.procs'), String(pid)),
    remove: () => rmdirSync(folder),
  }
  try {
    writeFileSync(join(folder, kind.limit), String(bytes))
  } catch (error) {
    cage.remove()
    throw error
  }
  return cage
}

/** Why there can be none here; undefined where there can. */
export function noCage(): string | undefined {
  try {
    makeCage(1e9).remove()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** Of the second kind: whether groups below may limit memory. */
function hasMemory(at: string): boolean {
  try {
    return readFileSync(join(at, 'cgroup.subtree_control'), 'utf8').includes('memory')
  } catch {
    return false
  }
}
