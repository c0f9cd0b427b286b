/** Files a person chose for options and forms, kept until they are sent. */

import type { Chip } from './draft.ts'
import type { FilledFile } from './protocol.ts'

const kept = new Map<string, FilledFile>()
let made = 0

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** Reads a chosen file; the id stands for it in what is sent. */
export async function keepFile(file: File): Promise<string> {
  made += 1
  const id = `file-${made}`
  const contentType = file.type || 'application/octet-stream'
  kept.set(id, { id, filename: file.name, contentType, base64: await base64(file) })
  return id
}

/** The files that these options name. */
export function filesOf(chips: readonly Chip[]): FilledFile[] {
  return chips.flatMap(({ value }) => {
    const file = typeof value === 'string' ? kept.get(value) : undefined
    return file ? [file] : []
  })
}

export function filesNamed(ids: readonly string[]): FilledFile[] {
  return ids.flatMap((id) => kept.get(id) ?? [])
}

export function forgetFiles(): void {
  kept.clear()
}
