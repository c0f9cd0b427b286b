/** Reads files that people want to import, each in a thread with a limit on time and memory. */

import { Worker } from 'node:worker_threads'
import { UserError } from './errors.ts'
import type { Import } from './knowledge/exchange/builder.ts'
import type { QuestionFile } from './trivia/question-files.ts'

/** A file for a thread, and what to look for in it. */
export interface Errand extends FileToRead {
  readonly what: 'entries' | 'questions'
}

export interface FileToRead {
  readonly bytes: Uint8Array
  /** The end of the name tells the format. */
  readonly name: string
}

/** What a thread says of its file: what it found, or a sentence for the person. */
export type FileRead = { readonly found: Import | QuestionFile } | { readonly refused: string }

/** Reads a file; each throws a UserError where it is broken, too large or takes too long. */
export interface ImportReader {
  entries(file: FileToRead): Promise<Import>
  questions(file: FileToRead): Promise<QuestionFile>
}

/** How long reading one file may take, in milliseconds, and how much memory, in MiB. */
const most = { time: 10_000, memory: 64 } as const

const tooMuch =
  'The file is too much for me: it takes too long or too much memory to read. Nothing was imported. Split it and import the parts.'

/** One file at a time, so that many of them at once cost no more memory than one. */
export function createImportReader(): ImportReader {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (errand: Errand) => {
    const reading = last.then(() => readAside(errand))
    last = reading.catch(() => undefined)
    return reading
  }
  return {
    entries: (file) => inTurn({ ...file, what: 'entries' }) as Promise<Import>,
    questions: (file) => inTurn({ ...file, what: 'questions' }) as Promise<QuestionFile>,
  }
}

async function readAside(errand: Errand): Promise<Import | QuestionFile> {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), {
    workerData: errand,
    resourceLimits: { maxOldGenerationSizeMb: most.memory },
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      new URL('./compile-cache.mjs', import.meta.url).href,
    ],
  })
  try {
    const read = await answerOf(worker)
    if ('refused' in read) throw new UserError(read.refused)
    return read.found
  } finally {
    await worker.terminate()
  }
}

function answerOf(worker: Worker): Promise<FileRead> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new UserError(tooMuch)), most.time)
    worker.once('message', resolve)
    worker.once('error', (error: NodeJS.ErrnoException) => {
      const isOutOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(isOutOfMemory ? new UserError(tooMuch) : error)
    })
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('the thread ended without an answer'))
    })
  })
}
