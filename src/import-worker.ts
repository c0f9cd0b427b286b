/** A thread of its own for one file that somebody wants to import: whatever is in it, the bot goes on answering. */

import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from './errors.ts'
import type { FileRead, FileToRead } from './import-reader.ts'
import { decode, formatOf, importEntries } from './knowledge/exchange.ts'

function read({ bytes, name }: FileToRead): FileRead {
  try {
    const text = decode(bytes)
    return { found: importEntries(text, formatOf(name, text)) }
  } catch (error) {
    if (error instanceof UserError) return { refused: error.message }
    throw error
  }
}

parentPort?.postMessage(read(workerData))
