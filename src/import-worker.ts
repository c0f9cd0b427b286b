/** A thread of its own for one file that somebody wants to import: whatever is in it, the bot goes on answering. */

import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from './errors.ts'
import type { Errand, FileRead } from './import-reader.ts'
import { decode, formatOf, importEntries } from './knowledge/exchange.ts'
import { questionsIn } from './trivia/question-files.ts'

function read({ bytes, name, what }: Errand): FileRead {
  try {
    const text = decode(bytes)
    const format = formatOf(name, text)
    const found = what === 'entries' ? importEntries(text, format) : questionsIn(text, format)
    return { found }
  } catch (error) {
    if (error instanceof UserError) return { refused: error.message }
    throw error
  }
}

parentPort?.postMessage(read(workerData))
